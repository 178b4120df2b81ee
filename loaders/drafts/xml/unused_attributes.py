"""Attributes of XML without a field: their names, for a single remark."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.drafts.draft import Remark, Where
from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attributes

_SHOWN = 10_000  # characters of the names, of which a broken file may have any number
_NAMES = 1_000  # that are remembered


class UnusedAttributes:
    """The attributes of a source, except those `taken`, which are used for its records."""

    def __init__(self, taken: frozenset[str]) -> None:
        self._taken = taken
        self._names: set[str] = set()

    def note(self, element: Element) -> None:
        """Note the attributes of an element, and of all elements in it, that have a value."""
        for part in element.iter():
            if local(part) and part.attrib and len(self._names) < _NAMES:
                self._names.update(name for name, _ in attributes(part) if name not in self._taken)

    def remarks(self, where: Where) -> Iterator[Remark]:
        """Yield the remark, if there is anything to say."""
        if self._names:
            listed = "; ".join(sorted(self._names))[:_SHOWN]
            yield Remark(where, f"left out, because no field takes them: attributes: {listed}")
