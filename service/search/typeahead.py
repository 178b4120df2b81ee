"""Completions of a typed prefix from memory: names, types, subjects, collections.

An engine would have to look through a tenth of its words for two letters, at every key that is
pressed. The values that a reader may mean are few against the records, so one table of them is
made per index version and looked up by bisection.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from index_mappings.facet_kinds.kind import Facet
from index_mappings.folding import fold, folded, key
from index_mappings.mapping import RecordMapping
from service.engines.contract import Engine
from service.search.catalogue import Catalogue

_VALUES = 20_000  # of each facet, the most frequent: some 10 MB; nobody types towards the rest
_TITLE_WORDS = 50_000  # of the titles, the most frequent
_LAST = "\U0010ffff"  # sorts behind every character of a word


@dataclass(frozen=True, slots=True)
class Known:
    """A value of a facet: what a reader is shown, and in how many records it is."""

    facet: Facet
    value: str
    text: str
    count: int


class Beginnings:
    """Sorted words, each with the number of its owner, for lookup by prefix."""

    def __init__(self, owned: Sequence[tuple[str, int]]) -> None:
        pairs = sorted(owned)
        self._words = [word for word, _ in pairs]
        self._owners = array("L", (owner for _, owner in pairs))

    def of(self, prefix: str) -> array[int]:
        """Return the owners of the words with a prefix, in the order of the words."""
        start = bisect_left(self._words, prefix)
        return self._owners[start : bisect_left(self._words, prefix + _LAST, start)]


class Vocabulary:
    """The values and the words of titles of one index version."""

    def __init__(self, version: str, engine: Engine, catalogue: Catalogue) -> None:
        self.version = version
        self._known = sorted(_values(engine, catalogue), key=lambda one: (-one.count, one.text))
        self._keys = [f" {key(one.text)}" for one in self._known]
        self._beginnings = Beginnings(
            [(word, at) for at, text in enumerate(self._keys) for word in set(text.split())]
        )
        terms = engine.terms(folded(engine.mapping.title), "", _TITLE_WORDS)
        self._counts = dict(terms)
        self._terms = [term for term, _ in terms]  # the most frequent first
        self._completions = Beginnings([(term, at) for at, term in enumerate(self._terms)])

    def values(self, typed: str, limit: int) -> dict[str, list[Known]]:
        """Return by facet the values with words that begin with each typed word.

        Those that begin with what was typed come first, then the most frequent.
        """
        words = key(typed).split()
        if not words:
            return {}
        owners = min((self._beginnings.of(word) for word in words), key=len)
        first: dict[str, list[Known]] = {}
        rest: dict[str, list[Known]] = {}
        whole = f" {' '.join(words)}"
        others = [f" {word}" for word in words] if len(words) > 1 else []
        for at in sorted(set(owners)):  # numbered by their count
            text = self._keys[at]
            if all(other in text for other in others):
                one = self._known[at]
                group = (first if text.startswith(whole) else rest).setdefault(one.facet.name, [])
                if len(group) < limit:
                    group.append(one)
        return {
            name: [*first.get(name, ()), *rest.get(name, ())][:limit]
            for name in dict.fromkeys((*first, *rest))
        }

    def completions(self, beginning: str, limit: int) -> list[tuple[str, int]]:
        """Return the words of titles with a prefix and their counts, the most frequent first."""
        owners = sorted(self._completions.of(fold(beginning)))
        return [
            (term, self._counts[term]) for at in islice(owners, limit) if (term := self._terms[at])
        ]

    def title_records(self, beginning: str) -> int:
        """Return how many records, at most, have a word in their title that begins so."""
        return sum(self._counts[self._terms[at]] for at in self._completions.of(fold(beginning)))


class VocabularyReader:
    """Gives the `Vocabulary` of an index version; keeps the latest one.

    After a publish one thread makes the new one, in a second or two at a million records; the
    others go on with the one before.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._latest: Vocabulary | None = None
        self._making = threading.Lock()

    def of(self, catalogue: Catalogue) -> Vocabulary:
        """Return the vocabulary of the version of a catalogue."""
        latest = self._latest
        if latest is not None and latest.version == catalogue.version:
            return latest
        if not self._making.acquire(blocking=latest is None):
            assert latest is not None  # else the lock would have been waited for
            return latest
        try:
            if self._latest is None or self._latest.version != catalogue.version:
                self._latest = Vocabulary(catalogue.version, self._engine, catalogue)
            return self._latest
        finally:
            self._making.release()


def suggested_facets(mapping: RecordMapping) -> tuple[Facet, ...]:
    """Return the facets whose values are suggested: collections, and what plain words find.

    Sender and recipient are among the people, and a language is rarely what is looked for.
    """
    return tuple(
        facet
        for facet in mapping.facets
        if facet.kind.of_collections
        or (facet.kind.of_words and mapping.properties(facet.path).get("copy_to"))
    )


def _values(engine: Engine, catalogue: Catalogue) -> Iterator[Known]:
    for facet in suggested_facets(engine.mapping):
        for value, count in engine.terms(facet.path, "", _VALUES):
            yield Known(facet, value, facet.kind.label(facet, value, catalogue.title), count)
