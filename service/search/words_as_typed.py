"""The spellings of a query's words in the index, and which of them are adjacent there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log10

from index_mappings.folding import fold
from service.engines.contract import Engine
from service.query.clauses import Phrase
from service.query.leaves import EDIT_LETTERS
from service.query.request import Query
from service.search.word_spellings import Spelling, written_at

_SHORT = 3  # words of a question that may be a name
_REMEMBERED = 20_000  # words that are known to be there: a megabyte or two
_WEIGHED = 12  # spellings of a word that are looked for beside its neighbours
_NEXT_TO = 0.5  # of its weight counts with how many of its records a word is next to another
_NAME = re.compile(r"[^\W\d_a-zß-ÿ]\w+ [^\W\d_a-zß-ÿ]\w+(?:-\w+)+")
"""A family name and a given one with a hyphen: "Chiang Kai-shek"."""


def is_name(text: str) -> bool:
    """Return whether a query is certainly one name of adjacent words."""
    return _NAME.fullmatch(text.strip()) is not None


class WordsAsTyped:
    """Knows which words records have in the letters they were typed in. Safe to share.

    A word that was found is remembered for the version of the index that it was found in, so that
    most searches ask for none.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._found: tuple[str, frozenset[str]] = ("", frozenset())

    def may_be_misspelt(self, version: str, text: str, words: Sequence[str]) -> bool:
        """Return whether a question that finds enough may still have misspelt words among `words`.

        It may where a word of a short question is in no record as it was typed, and where the words
        of a name are side by side in none. Longer questions are no names.
        """
        if not words or len(re.findall(r"\w+", text)) > _SHORT:
            return False
        known = self._found[1] if self._found[0] == version else frozenset()
        new = [word for word in words if len(word) >= EDIT_LETTERS and word not in known]
        if unwritten_words(self._engine, new):
            return True
        if new:
            self._found = (version, known.union(new) if len(known) < _REMEMBERED else frozenset())
        queries = [Query(Phrase(text), size=1, highlight=False)]
        return is_name(text) and not any(self._engine.count(queries))


def as_written(engine: Engine, known: Mapping[str, int]) -> dict[str, int]:
    """Return the number of records with each word as typed, 0 if they only have other forms.

    "Peipping" finds Peiping, for both have one stem; but nobody wrote it so.
    """
    words = [word for word, count in known.items() if count]
    unwritten = set(unwritten_words(engine, words))
    return {word: 0 if word in unwritten else count for word, count in known.items()}


def unwritten_words(engine: Engine, words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that no record has in the letters they were typed in."""
    left = tuple(words)
    for path in written_at(engine.mapping):
        if not left:
            break
        times = engine.frequencies(path, [fold(word) for word in left])
        left = tuple(word for word, count in zip(left, times, strict=True) if not count)
    return left


def beside_others(
    engine: Engine, text: str, word: str, found: Sequence[Spelling]
) -> tuple[Spelling, ...]:
    """Return the spellings of a word, those first that are next to its neighbours somewhere.

    "Dai" is likelier than "day" behind "Bao".
    """
    words = re.findall(r"\w+", text)
    at = words.index(word) if word in words else -1
    if at < 0 or len(words) == 1 or len(found) < 2:
        return tuple(found)
    some, rest = found[:_WEIGHED], found[_WEIGHED:]
    pairs = [
        (place, text) for place, one in enumerate(some) for text in _pairs(words, at, one.text)
    ]
    queries = [Query(Phrase(text), size=1, highlight=False) for _, text in pairs]
    most = [0] * len(some)
    for (place, _), count in zip(pairs, engine.count(queries), strict=True):
        most[place] = max(most[place], count)
    lifted = [
        replace(one, cost=one.cost - _NEXT_TO * log10(count + 1))
        for one, count in zip(some, most, strict=True)
    ]
    return (*sorted(lifted, key=lambda one: (-one.likelihood, one.text)), *rest)


def _pairs(words: Sequence[str], at: int, other: str) -> tuple[str, ...]:
    before = (f"{words[at - 1]} {other}",) if at else ()
    after = (f"{other} {words[at + 1]}",) if at + 1 < len(words) else ()
    return before + after
