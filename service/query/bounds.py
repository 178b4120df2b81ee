"""How much of what is costly a question may ask for: beginnings, edits and phrases.

An engine must look through its words for a beginning or an edit, and through the places of
words for a phrase: through most of them where all words of the phrase are as common as "of the".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import regex

from index_mappings.conditions import Days
from service.query.clauses import (
    All,
    Any,
    Clause,
    Counted,
    Fuzzy,
    Lifted,
    Near,
    Not,
    Phrase,
    Prefix,
    Word,
)

MOST = 160
"""Words and phrases of one question."""
ALTERNATIVES = 30
"""Of these, words of which any is enough: each must be walked through from end to end."""
ALL_OF = 3
"""Times as much as alone a word takes among alternatives that ask for all of several words. Of the
most common words it is more."""
ROOM = 48
"""Room for what is costly beside them, in words that cost an engine as much."""
BEGINNING, ONE_EDIT, TWO_EDITS = 8, 10, 20
PHRASE, NEAR, SMALL_WORDS = 8, 20, 40
"""What each takes of the room, measured on 27,000 records with full text. SMALL_WORDS is a phrase,
or a pair of near words, of stop words only."""
FEW_WORDS = 8
"""Words and signs of a question beyond which there is no room for SMALL_WORDS: each of the searches
that an answer takes beside them walks through such a phrase, which is in most records."""
PAIR = 3
"""What two neighbouring characters take of it: of a sentence of 22 characters each pair is read."""
SHORT = 10
"""Words and signs of a question that leave all of the room; each beyond takes two of it."""
LEAST = 10
"""Room there is however long the text: a pasted page may have its "U.S." and "anti-Soviet"."""

LONG = 16
"""Price of a question, in words as typed, beyond which it is a long one."""
DOUBTED = 12
"""Price of a question beyond which no other spelling of known words is looked for, and beyond LONG
none at all: each is a question more."""
LISTED = 12
"""Alternatives in a question beyond which no words of it are left open where it finds nothing."""
WALKED = 8
"""Words of alternatives in a question beyond which to walk through them takes longest of all."""
CHOSEN_BESIDE = 8
"""Values that can be chosen in all beside a question of many words: the days of each record are
compared with every span among them."""
MANY_CHOSEN = 12
"""Chosen values beyond which neither a facet's own count nor a way out is quick."""
FEW_RUNS = 3
"""Phrases of a question, beyond which each costs twice as much: of each text the places of their
words are compared. Words in several parts are phrases to an engine, and a sentence may have its
"U.S." and "anti-Soviet"."""
FEW_ALTERNATIVES = 4
"""Alternatives of a question, beyond which each costs twice as much: it is walked through from end
to end, and whoever asks for all words at once has few records walked through."""
FEW_DATES = 2
"""Dates among the words of a question, beyond which each costs DATE: of each record the days are
compared."""
DATE = 4
FEW_CHOSEN = 4
"""Values chosen in all beyond which each costs as much as a word."""
_ONE_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*")  # with vowel signs
_MIXED = 7  # price of a question with a phrase, beginning or edit that is not asked again either
_SOME_RUNS = 2  # phrases of a question that are marked as quickly as words
_CHEAP, _FEW_FACETS = 6, 3  # price up to which no question is, beside choices in so many facets
_MIXED_BESIDE = 13  # the same times the facets in which something is chosen, and one
_OPEN = 2  # beginnings, edits and near words of a question whose words are looked for one by one
MARKED_LONG = 3
"""Records of a page in whose full texts the words of a long question are marked: to look through
twenty takes as long as to find them, and who pastes a passage looks for one or two."""

COUNTED = 200
"""Records before a page of a long question's list from which on its facets are not counted: a far
page is itself found by counting, and who is there has seen them."""
TALLIED = 1
"""Histograms and two-way counts beside the answer of a long question, which has no facets then:
each is the question once more. `/api/v1/counts` has the others."""
LONG_COUNTED = 1
"""Histograms and two-way counts that `/api/v1/counts` makes at a time of a long question, or of one
with costly parts."""
COUNTED_BESIDE = 2
"""Values chosen in all beside which the facets of a long question are counted: each facet with a
choice is counted by itself."""


class Bounds:
    """Counts what a question with many words and signs asks for, each thing once."""

    def __init__(self, words: int, stop_words: frozenset[str]) -> None:
        self._stop_words = stop_words
        self._room = max(LEAST, ROOM - 2 * max(0, words - SHORT))
        self._small_words = SMALL_WORDS if words <= FEW_WORDS else ROOM + 1
        self._taken: set[object] = set()

    def take_open(self, clause: Prefix | Fuzzy) -> bool:
        """Return whether there is room for a word with a * or a ~, and take it."""
        if isinstance(clause, Prefix):
            return self._take({clause: BEGINNING})
        return self._take({clause: TWO_EDITS if clause.edits > 1 else ONE_EDIT})

    def take_phrase(self, words: Sequence[str], field: str, *, near: bool = False) -> bool:
        """Return whether there is room for words next to or near each other, and take it."""
        run = tuple(word.lower() for word in words)
        if not self._stop_words.issuperset(run):
            return self._take({(run, field, near): NEAR if near else PHRASE})
        runs = pairwise(run) if near else (run,)
        return self._take({(part, field, near): self._small_words for part in runs})

    def take_pair(self, pair: str, field: str) -> bool:
        """Return whether there is room for two neighbouring characters, and take it."""
        return self._take({((*pair.lower(),), field, "pair"): PAIR})

    def _take(self, costs: Mapping[object, int]) -> bool:
        cost = sum(costs[one] for one in costs.keys() - self._taken)
        if cost > self._room:
            return False
        self._room -= cost
        self._taken |= costs.keys()
        return True


def marked_long(typed: Clause, chosen: int = 0, facets: int = 0) -> int | None:
    """Return of how many records of a page long texts are marked, None for all.

    `typed` is the question without the other names that are searched too, beside so many `chosen`
    values in so many `facets`.
    """
    # a sentence may have a phrase: its words are marked as soon as those of another
    is_mixed = facets > 0 or _open(typed) > 0 or costly(typed) > _SOME_RUNS
    is_mixed = is_mixed and is_dear(typed, facets)
    return MARKED_LONG if is_mixed or beside_choices(typed, chosen) > LONG else None


def beside_choices(typed: Clause, chosen: int) -> int:
    """Return the price of a question beside a number of chosen values."""
    return price(typed) + max(0, chosen - FEW_CHOSEN)


def price(clause: Clause) -> int:
    """Return how many words cost an answer as much: its marks, words and spellings of each record.

    Of a name with other forms it is that of what was typed. A phrase is as dear as two words, and
    a long one as half of its words. Where there is a beginning or an edit, or a word near another,
    each word of a text is looked at. Phrases beyond FEW_RUNS and alternatives beyond
    FEW_ALTERNATIVES cost twice as much, and dates beyond FEW_DATES as much as such a word.
    """
    runs = _sum(clause, _is_run, typed=True)
    dates = _sum(clause, lambda part: isinstance(part, Days), typed=True)
    more = 2 * max(0, runs - FEW_RUNS) + (DATE - 1) * max(0, dates - FEW_DATES)
    more += max(0, _listed(clause) - FEW_ALTERNATIVES)
    return _sum(clause, _price, typed=True) + more


def _listed(clause: Clause) -> int:
    """Return how many alternatives somebody wrote: a word may also be a date or a type.

    One that asks for all of several words counts each of them twice.
    """
    match clause:
        case Any((Word() | Phrase() as one, Days() | Word() as other), 1) if (
            isinstance(other, Days) or one.text == other.text
        ):
            return 0
        case Any(parts, 1):
            return sum(size(one) * (2 if isinstance(one, All) else 1) for one in parts)
        case All(parts) | Any(parts):
            return sum(map(_listed, parts))
        case Counted(inner) | Lifted(_, inner, _):
            return _listed(inner)
    return 0


def _price(part: Clause) -> int:
    if isinstance(part, _LOOKED_THROUGH):
        return 4
    return max(2, len(part.text.split()) // 2) if isinstance(part, Phrase) else 1


def _is_run(part: Clause) -> bool:
    if isinstance(part, Word) and not part.text.isalnum():
        return _ONE_WORD.fullmatch(part.text) is None
    return isinstance(part, Phrase)


def is_dear(typed: Clause, facets: int = 0) -> bool:
    """Return whether a question costs too much to be asked again for each word or spelling.

    Beside choices in several `facets` it is asked again for each of these already.
    """
    cost = price(typed)
    if cost > LONG or _open(typed) > _OPEN:
        return True
    if not costly(typed) or (cost <= _CHEAP and facets <= _FEW_FACETS):
        return False
    return cost > _MIXED or cost * (1 + facets) > _MIXED_BESIDE


def is_doubted(typed: Clause, chosen: int) -> bool:
    """Return whether a question is cheap enough to look for other spellings of its known words."""
    return beside_choices(typed, chosen) <= DOUBTED and not _open(typed)


def is_listed(typed: Clause) -> bool:
    """Return whether a question has so many alternatives that it is answered as written."""
    return _alternatives(typed) > LISTED


def is_walked(clause: Clause) -> bool:
    """Return whether a question has so many alternatives that finding them takes longest of all.

    Of a name with other forms only what was typed counts: few records have any of its forms.
    """
    return _alternatives(clause) > WALKED


def _alternatives(clause: Clause) -> int:
    match clause:
        case Any(parts, 1):
            return sum(map(size, parts))
        case All(parts) | Any(parts):
            return sum(map(_alternatives, parts))
        case Counted(inner) | Lifted(_, inner, _):
            return _alternatives(inner)
    return 0


def _open(typed: Clause) -> int:
    """Return how many beginnings, edits and near words a question has."""
    return _sum(typed, lambda part: isinstance(part, _LOOKED_THROUGH), typed=True)


def costly(clause: Clause) -> int:
    """Return how many beginnings, edits and phrases a clause has."""
    return _sum(clause, lambda part: isinstance(part, (*_LOOKED_THROUGH, Phrase)))


def size(clause: Clause) -> int:
    """Return the number of words, phrases, dates and the like that a clause is made of."""
    return _sum(clause, lambda _: 1)


_LOOKED_THROUGH = (Prefix, Fuzzy, Near)
"""Parts for which each word of a text is looked at."""


def _sum(clause: Clause, count: Callable[[Clause], int], *, typed: bool = False) -> int:
    """Return the sum of a count of each part; of a name with other forms, as it was `typed`."""
    match clause:
        case All(parts) | Any(parts):
            return sum(_sum(part, count, typed=typed) for part in parts)
        case Lifted(inner, lift, _):
            return _sum(lift if typed else inner, count, typed=typed)
        case Not(inner) | Counted(inner):
            return _sum(inner, count, typed=typed)
    return count(clause)
