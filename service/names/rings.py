"""The rings of a site, for looking up typed text and values of facets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from index_mappings.folding import key
from service.query.request import SameNames


@dataclass(frozen=True, slots=True)
class Ring:
    """The names of one person, including `name`, which is shown and counted."""

    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A ring found in typed text, with the name and the number of words."""

    ring: Ring
    name: str
    size: int


class Rings:
    """All rings of a file. Names are compared like titles: without case, accents, punctuation.

    `digest` changes with every change of the file; it is "" without one. `common` are the words
    that a search ignores, such as the first of "An Ziwen".
    """

    def __init__(
        self, rings: Sequence[Ring] = (), digest: str = "", common: Collection[str] = ()
    ) -> None:
        self.rings = tuple(rings)
        self.digest = digest
        self._by_words: dict[tuple[str, ...], list[tuple[Ring, str]]] = {}
        self._whole: dict[str, tuple[Ring, str]] = {}
        shown: dict[str, str] = {}
        members: dict[str, tuple[str, ...]] = {}
        for ring in self.rings:
            members[ring.name] = ring.names
            for name in ring.names:
                shown[name] = ring.name
                words = key(name).split()
                telling = tuple(word for word in words if word not in common) or tuple(words)
                self._by_words.setdefault(telling, []).append((ring, name))
                self._whole[" ".join(words)] = (ring, name)
        self._longest = max(map(len, self._by_words), default=0)
        self._first = {words[0] for words in self._by_words}
        self.same = SameNames(shown, members)

    def __bool__(self) -> bool:
        return bool(self.rings)

    def __len__(self) -> int:
        return len(self.rings)

    def whole(self, text: str) -> Found | None:
        """Return the ring of a text that is exactly one name."""
        found = self._whole.get(key(text))
        return Found(*found, 1) if found else None

    def names_in(self, words: Sequence[str], typed: str) -> Iterator[tuple[int, Found]]:
        """Yield the positions of names among searched words, the longest at each position.

        The words are folded and adjacent except for common words; `typed` is the key of the whole
        text, which must have the full name. No word is in two names.
        """
        at = 0
        while at < len(words):
            found = self._at(words, at, f" {typed} ") if words[at] in self._first else None
            if found is None:
                at += 1
            else:
                yield at, found
                at += found.size

    def shown(self, value: str) -> str:
        """Return the facet value under which a name is counted: that of its ring, else itself."""
        return self.same.shown.get(value, value)

    def members(self, value: str) -> Collection[str]:
        """Return all values that are counted under a value of a facet."""
        return self.same.members.get(value, (value,))

    def _at(self, words: Sequence[str], at: int, typed: str) -> Found | None:
        for size in range(min(self._longest, len(words) - at), 0, -1):
            for ring, name in self._by_words.get(tuple(words[at : at + size]), ()):
                if f" {key(name)} " in typed:
                    return Found(ring, name, size)
        return None


NO_RINGS = Rings()
"""A site without a file of names."""
