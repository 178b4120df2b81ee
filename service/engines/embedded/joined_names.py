"""Names in several words that an index has as one word each, by which their records are found.

To find "Military Assistance Advisory Group" the places of four words are compared in every record
that has them all. A build writes beside the words of a record which of the known names are in it,
those of the bridges that come with the program; where nothing scores, each is then looked up as one
word, which finds the same. The row `search-bridged` of `make bench` pays for it. (To compare, where
something scores, only the records with the name made names alone quicker, and names beside other
words slower.)

A build keeps the list that it was written with. A name that is not in it, as none is in that of an
older build, is found by its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import orjson

from service.bridges.file import shipped
from service.bridges.forms import spelled
from service.engines.embedded.analyzers import Analyzer
from service.engines.embedded.durable import write_json

NAMES = "joined.json"
"""The list of a build, beside its records."""


class JoinedNames:
    """The names of a list: each the words of a search path, one blank apart."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = frozenset(names)
        self._begun: dict[tuple[str, str], list[tuple[str, frozenset[tuple[str, str]]]]] = {}
        for name in sorted(self.names):
            pairs = tuple(pairwise(name.split()))
            self._begun.setdefault(pairs[0], []).append((name, frozenset(pairs)))
        self._pairs = frozenset(pair for name in self.names for pair in pairwise(name.split()))

    def within(self, words: Sequence[str], text: str) -> frozenset[str]:
        """Return the names that a text has: its words, and the same one blank apart."""
        found = self._pairs.intersection(pairwise(words))  # most texts have some three
        names = [
            name for pair in found for name, pairs in self._begun.get(pair, ()) if pairs <= found
        ]
        if not names:
            return frozenset()
        whole = f" {text} "
        return frozenset(name for name in names if f" {name} " in whole)

    @classmethod
    def of(cls, analyzer: Analyzer | None, mapping: str, copied: Path | None = None) -> JoinedNames:
        """Return the list for a new build, or for one that begins as a copy: its list stays.

        `mapping` is the digest of the mapping that has the analyzer. None are looked for without
        an `analyzer`, where a question looks in words of several.
        """
        if analyzer is None:
            return cls()
        if copied is not None:
            return cls(read_joined(copied))
        return _of_shipped(_Stemming(mapping, analyzer))

    def write(self, folder: Path) -> None:
        """Keep the list with a build."""
        write_json(folder / NAMES, sorted(self.names))


def read_joined(build: Path) -> frozenset[str]:
    """Return the list of a build, or empty if it has none."""
    path = build / NAMES
    return frozenset(orjson.loads(path.read_bytes())) if path.is_file() else frozenset()


@dataclass(frozen=True, slots=True)
class _Stemming:
    """The analyzer of a mapping: each engine makes one, and those of one mapping do the same."""

    mapping: str
    analyzer: Analyzer = field(compare=False)


@lru_cache(maxsize=4)  # of the catalogues of one process; to make a list takes 50 ms
def _of_shipped(stemming: _Stemming) -> JoinedNames:
    texts = (text for one in shipped() for form in one.forms for text in spelled(form.text))
    names = map(stemming.analyzer.analyze, texts)
    return JoinedNames(" ".join(words) for words in names if len(words) > 1)
