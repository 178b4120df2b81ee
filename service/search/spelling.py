"""A corrected spelling, from the words that the index itself has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product, takewhile
from math import log10

from index_mappings.mapping import RecordMapping
from index_mappings.words import words as cut
from service.engines.contract import Engine
from service.query.bounds import is_dear
from service.query.bridging import TYPED_FIRST
from service.query.clauses import All, Any, Clause, Lifted, Phrase, Word
from service.query.leaves import EDIT_LETTERS
from service.query.request import Query
from service.query.understanding import Reading
from service.search.arguments import Arguments
from service.search.joined_words import joined
from service.search.purse import Purse
from service.search.question import question_of, typed_clause
from service.search.site import Site
from service.search.word_spellings import Spelling, spellings
from service.search.words_as_typed import as_written, beside_others, is_name

_WORDS = 20  # words of a question of which the spelling is looked at: longer ones are pasted
_PARTS = 40  # words of all kinds, the shortest too: the whole question is read for each spelling
_WRONG = 4  # words that are put right: who mistypes more of them can hardly be helped
_DOUBTED = 3  # words that are looked at where some of them are right
_EACH = (8, 3, 2)  # spellings tried of each word, of one, of two, and of more
_TRIED = 9  # questions counted: three spellings of each of two words
_KNOWN = 0.3  # likelier is a word as typed that there is: far more frequent must another be
_TOGETHER = 0.5  # of its weight counts with how many of its records a word is beside the others
_NEVER = 10.0  # less likely is a question that finds nothing: after all others
_LIKELY = -0.5  # less likely is a spelling that may be another word: it is only offered
_CLEARLY = 0.15  # a spelling that is half as likely again as any other is clearly what was meant
_LONGEST = 30  # letters of a word that is looked at: each costs its share of weighing
_SHORTEST = 3  # letters of a word that may be misspelt where others say what is meant


@dataclass(frozen=True, slots=True)
class Correction:
    """A question with words spelt otherwise: its text, what it asks, how many records it finds.

    `is_clear` tells that no other spelling is nearly as likely.
    """

    text: str
    reading: Reading
    count: int
    is_clear: bool = True


def corrections(
    site: Site, arguments: Arguments, reading: Reading, purse: Purse, *, of_known: bool = False
) -> tuple[Correction, ...]:
    """Return spellings of a question, the likeliest first; none where no word has a better one.

    Just the words are changed that no record has; with `of_known`, the others
    too, where there are any. The counts are
    those of the words alone, whatever narrows the search. There are none where the purse has no
    room to count them all: of some, none is known to be the likeliest.
    """
    engine = site.engine
    if len(reading.text.split()) > _PARTS:
        return ()
    if is_dear(typed_clause(arguments, site.mapping)):  # whatever is chosen beside it
        return ()
    typed = tuple(dict.fromkeys(typed_words(reading, site.mapping)))
    if not 0 < len(typed) <= _WORDS:
        return ()
    counts = engine.count([Query(Word(*word), size=1, highlight=False) for word in typed])
    known = {word: count for (word, _), count in zip(typed, counts, strict=True)}
    if not purse.pay(Query(reading.clause)):  # before words are looked for that nobody would count
        return ()
    start, known = joined(engine, reading.text, known, only_unknown=not of_known)
    if of_known and not any(known.values()):
        return ()
    most = _WRONG if not of_known else _DOUBTED
    if not of_known:
        known = {word: count for word, count in known.items() if not count}
    else:
        known = as_written(engine, known)
    texts = _texts(start, _better(engine, start, known, most))
    asked = [arguments.changed(q=text) for text in texts]
    readings = [_reading(site, one) for one in asked]
    # what was mistyped is in no record, so it says nothing of how long another spelling takes
    if not purse.pay(*(Query(one.clause) for one in readings)):
        return ()
    return _counted(site, asked, readings, reading.text, texts)


def _better(
    engine: Engine, text: str, known: Mapping[str, int], most: int
) -> dict[str, tuple[Spelling, ...]]:
    """Return the spellings of the first words that have any, with a word's own where there is."""
    better: dict[str, tuple[Spelling, ...]] = {}
    for word, count in known.items():
        if len(better) == most:
            break
        if found := beside_others(engine, text, word, spellings(engine, word)):
            # a word that there is may be right
            better[word] = (Spelling(word, count, -_KNOWN), *found) if count else found
    return better


def _texts(
    start: str, better: Mapping[str, Sequence[Spelling]]
) -> Mapping[str, Sequence[Spelling]]:
    """Return the questions made of the spellings of some words, the likeliest first."""
    each = _EACH[min(max(len(better), 1), len(_EACH)) - 1]
    ways = sorted(product(*(words[:each] for words in better.values())), key=_cost)[:_TRIED]
    made: dict[str, Sequence[Spelling]] = {}
    for chosen in ways:
        text = start
        for word, spelling in zip(better, chosen, strict=True):
            text = _replaced(text, word, spelling.text)
        made.setdefault(text, chosen)
    return made


def _counted(
    site: Site,
    asked: Sequence[Arguments],
    readings: Sequence[Reading],
    typed: str,
    made: Mapping[str, Sequence[Spelling]],
) -> tuple[Correction, ...]:
    """Return the questions made of spellings, those that find records first."""
    counts = site.engine.count([Query(one.clause, size=1, highlight=False) for one in readings])
    own = _own_counts(site, asked, readings, counts)
    found = [
        _Weighed(
            _likelihood(chosen, alone),
            _cost(chosen),
            Correction(text, reading, count, _are_likely(chosen)),
        )
        for (text, chosen), reading, count, alone in zip(
            made.items(), readings, counts, own, strict=True
        )
    ]
    found = _usual_first(sorted(found, key=lambda one: -one.likelihood))
    likelier = takewhile(lambda one: one.correction.text != typed, found)
    return tuple(replace(one.correction, is_clear=_is_clear(one, found)) for one in likelier)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A question made of spellings, how likely it was meant, and what its words cost alone."""

    likelihood: float
    cost: float
    correction: Correction


def _usual_first(found: list[_Weighed]) -> list[_Weighed]:
    """Return them with the likeliest form of the first one's words first.

    "Editorial" and "editorials" find the same records, and the rarer word is no likelier for that.
    """
    if not found:
        return found
    alike = [one for one in found if _is_same(one.correction, found[0].correction)]
    usual = min(alike, key=lambda one: one.cost)
    first = replace(usual, likelihood=found[0].likelihood)
    return [first, *(one for one in found if one is not usual)]


def _own_counts(
    site: Site, asked: Sequence[Arguments], readings: Sequence[Reading], counts: Sequence[int]
) -> list[int]:
    """Return how many records have the words themselves, without what other names find.

    How often Peking is written says nothing of how Peiping is spelt. Words that are surely one
    name are counted where they are side by side.
    """
    own = [Phrase(one.q) if is_name(one.q) else typed_clause(one, site.mapping) for one in asked]
    other = [at for at, clause in enumerate(own) if clause != readings[at].clause]
    if not other:
        return list(counts)
    alone = site.engine.count([Query(own[at], size=1, highlight=False) for at in other])
    fewer = dict(zip(other, alone, strict=True))
    return [fewer.get(at, count) for at, count in enumerate(counts)]


def _cost(chosen: Sequence[Spelling]) -> float:
    return -sum(one.likelihood for one in chosen)


def _likelihood(chosen: Sequence[Spelling], count: int) -> float:
    """Return how likely it is that a question with that many records was meant.

    It is that of its words alone where there is but one; of several, those count that are in
    records with the others, and the more the fewer records they are in besides.
    """
    cost = sum(one.cost for one in chosen)
    # a search finds other forms of the words too, which were not meant
    count = min(count, *(one.records for one in chosen)) if chosen else count
    if not count:
        return -_NEVER - cost
    alone = sum(log10(max(one.records, 1)) for one in chosen)
    return log10(count) + _TOGETHER * (log10(count) - alone) - cost


def _are_likely(chosen: Sequence[Spelling]) -> bool:
    return all(one.likelihood >= _LIKELY for one in chosen)


def _is_clear(one: _Weighed, found: Sequence[_Weighed]) -> bool:
    """Return whether its words are likely, and those of no other question nearly as likely."""
    others = (other for other in found if not _is_same(other.correction, one.correction))
    return one.correction.is_clear and all(
        one.likelihood >= other.likelihood + _CLEARLY for other in others
    )


def _is_same(correction: Correction, other: Correction) -> bool:
    """Return whether two corrections are forms of the same words: "case" and "cases"."""
    apart = zip(correction.text.split(), other.text.split(), strict=False)
    is_form = all(_begin_alike(one, two) for one, two in apart)
    return is_form and correction.count == other.count


def _begin_alike(one: str, other: str) -> bool:
    """Return whether two words are the same except for their ends."""
    size = max(_SHORTEST, min(len(one), len(other)) - 1)
    return one[:size] == other[:size]


def typed_words(reading: Reading, mapping: RecordMapping) -> Iterator[tuple[str, str]]:
    """Yield the words that a question wants, with the field of each, that may be misspelt.

    Other names of a person are in the question too; only what was typed can be mistyped. A name
    of which others were found is no mistake.
    """
    typed = frozenset(cut(reading.text, mapping))
    least = EDIT_LETTERS if len(typed) == 1 else _SHORTEST
    for text, field in _wanted(reading.clause):
        for word in cut(text, mapping):
            is_one = least <= len(word) <= _LONGEST and not any(char.isdigit() for char in word)
            if is_one and word in typed:
                yield word, field


def _wanted(clause: Clause) -> Iterator[tuple[str, str]]:
    match clause:
        case All(parts) | Any(parts):
            for part in parts:
                yield from _wanted(part)
        case Lifted(Any((typed, *_)), lift, weight) if typed == lift and weight == TYPED_FIRST:
            return
        case Lifted(inner, _, _):
            yield from _wanted(inner)
        case Word(text, field) | Phrase(text, field):
            yield text, field


def _reading(site: Site, arguments: Arguments) -> Reading:
    return question_of(arguments, site.mapping, site.names.rings, site.bridges).reading


def _replaced(text: str, word: str, spelling: str) -> str:
    if spelling == word:
        return text
    if word[0].isupper():
        spelling = spelling.capitalize()
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", spelling, text)


def best(found: Sequence[Correction], more_than: int) -> Correction | None:
    """Return the first correction that finds more records than that, or None."""
    return next((one for one in found if one.count > more_than), None)
