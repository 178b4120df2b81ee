"""Other spellings of one typed word, from the words that the index has, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log10

from index_mappings.folding import fold, folded
from index_mappings.mapping import RecordMapping
from service.engines.contract import Engine
from service.query.clauses import Phrase
from service.query.request import Query
from service.search.likelihood import distance, respelt

_NEAR = 30  # spellings weighed of each word: the nearest are first, and among these the usual
_LEAST_OF_TWO = 4  # letters of a word in which two may be wrong
_FARTHEST = 2.4  # who mistypes more than that can hardly be helped
_RARE = 10  # records of a word that is itself more likely a misspelling than what was meant
_TIMES = 5  # as many records has what such a word is a misspelling of
_LONG = 10  # letters of a word in which two may be wrong beside a sound written otherwise
_TWO_ALIKE = 1.8  # what two letters cost that are replaced by two that sound alike
_NEAR_NAMES = 4  # names of them that are weighed: each costs a look at all texts
_NAME = 0.3  # less costs a name: readers look for one twice as often as for another word
_NAMED = 6  # spellings that are looked up among the names
_PARTED = 0.3  # what it costs to part a word: less than nearly any other change
_PART = 2  # letters of a part: "kai-shek", and no single letters
_PARTINGS = 3  # ways to part a word that are counted


@dataclass(frozen=True, slots=True)
class Spelling:
    """A possible intended word, its number of records, and its cost.

    The cost is that of the changes (`service.search.likelihood`).
    """

    text: str
    records: int
    cost: float

    @property
    def likelihood(self) -> float:
        """Return its likelihood without further information."""
        return log10(max(self.records, 1)) - self.cost


def spellings(engine: Engine, word: str) -> tuple[Spelling, ...]:
    """Return other spellings of a word, the likeliest first."""
    typed, (path, *others) = fold(word), written_at(engine.mapping)
    found = _near(engine, path, typed, typed, 2 if len(typed) >= _LEAST_OF_TWO else 1)
    if not found:
        found = _respelt(engine, path, typed)
    if not found or found[0].records < _RARE:
        found = _also(found, (_near(engine, other, typed, typed, 2) for other in others))
        found = _beyond(engine, path, typed, found)
    if len(typed) < _LEAST_OF_TWO:
        found = _also(found, (_short_names(engine, path, typed),))
    found = _names_first(engine, found)
    return tuple(sorted((*found, *_parted(engine, path, word)), key=_order))


def written_at(mapping: RecordMapping) -> tuple[str, ...]:
    """Return where the words of records are as they are written, the field with most of them first.

    The others have what the first has not: words of the notes.
    """
    paths = {folded(weight.field): weight.field for weight in mapping.weights}
    first, *others = (path for path, field in paths.items() if field not in paths)
    return (first, *others)


def _also(found: list[Spelling], more: Iterable[list[Spelling]]) -> list[Spelling]:
    """Return the spellings with others behind them that are not among them."""
    spellings = {one.text: one for one in found}
    for some in more:
        for one in some:
            spellings.setdefault(one.text, one)
    return sorted(spellings.values(), key=_order)


def _short_names(engine: Engine, path: str, typed: str) -> list[Spelling]:
    """Return names in which two letters of a short word are others that sound alike."""
    names = _names_path(engine.mapping)
    near = _near(engine, names, typed, typed, 2) if names else []
    near = [one for one in near if one.cost <= _TWO_ALIKE][:_NEAR_NAMES]
    counts = engine.frequencies(path, [one.text for one in near]) if near else ()
    return [replace(one, records=times) for one, times in zip(near, counts, strict=True) if times]


def _respelt(engine: Engine, path: str, typed: str) -> list[Spelling]:
    """Return the spellings of a word as other languages would write its sounds."""
    others = respelt(typed)
    counts = engine.frequencies(path, others) if others else ()
    spellings = [
        Spelling(other, times, distance(typed, other))
        for other, times in zip(others, counts, strict=True)
        if times
    ]
    edits = 2 if len(typed) >= _LONG else 1
    spellings += (one for other in others for one in _near(engine, path, other, typed, edits))
    return sorted(spellings, key=_order)


def _near(engine: Engine, path: str, word: str, typed: str, edits: int) -> list[Spelling]:
    """Return the spellings of a word, as what was meant by the one typed."""
    stop_words = engine.mapping.stop_words
    near = [
        Spelling(term, times, distance(typed, term))
        for term, times in engine.spellings(path, word, edits, _NEAR)
        if term not in stop_words and term != typed and 2 * len(term) > len(typed)
    ]
    return sorted((one for one in near if one.cost <= _FARTHEST), key=_order)


def _beyond(engine: Engine, path: str, typed: str, found: list[Spelling]) -> list[Spelling]:
    """Return the spellings with those of the likeliest, where that is itself a misspelling."""
    known = {one.text for one in found}
    if not found:
        return found
    further = _near(engine, path, found[0].text, typed, 1)
    usual = (one for one in further if one.records >= _TIMES * found[0].records)
    return sorted((*found, *(one for one in usual if one.text not in known)), key=_order)


def _order(spelling: Spelling) -> tuple[float, str]:
    return -spelling.likelihood, spelling.text


def _names_first(engine: Engine, found: list[Spelling]) -> list[Spelling]:
    path = _names_path(engine.mapping)
    first, rest = found[:_NAMED], found[_NAMED:]
    if not path or not first:
        return found
    named = engine.frequencies(path, [one.text for one in first])
    lifted = [
        replace(one, cost=one.cost - _NAME) if times else one
        for one, times in zip(first, named, strict=True)
    ]
    return [*lifted, *rest]


def _names_path(mapping: RecordMapping) -> str:
    """Return where the names of all people are: the last such field holds those of the others."""
    fields = [field for field in mapping.fields if field.search and field.kind.names_people]
    return fields[-1].search[0] if fields else ""


def _parted(engine: Engine, path: str, word: str) -> list[Spelling]:
    """Return the word as two that are next to each other: "Kaishek" as "Kai-shek"."""
    typed = fold(word)
    if len(typed) != len(word):
        return []
    places = range(_PART, len(word) - _PART + 1)
    parts = [part for at in places for part in (typed[:at], typed[at:])]
    times = engine.frequencies(path, parts) if parts else ()
    rarer = {at: min(times[2 * i], times[2 * i + 1]) for i, at in enumerate(places)}
    likely = sorted((at for at in places if rarer[at]), key=lambda at: -rarer[at])[:_PARTINGS]
    between = "-" if word[0].isupper() else " "
    texts = [f"{typed[:at]} {typed[at:]}" for at in likely]
    counts = engine.count([Query(Phrase(text), size=1, highlight=False) for text in texts])
    return [
        Spelling(text.replace(" ", between), times, _PARTED)
        for text, times in zip(texts, counts, strict=True)
        if times
    ]
