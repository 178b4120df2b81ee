"""Formats that read a record from an element, in any file or answer.

OAI-PMH wraps records of other formats. A format that can read them has an `element_reader` besides
the members of `Format`, and is found by the same entry point, without being named anywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from loaders.drafts.draft import Item, Where
from loaders.drafts.format import Options, installed_formats
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.files import Element, local


class ElementReader(Protocol):
    """Reads elements of one format as records."""

    used_attributes: frozenset[str] | None
    """The attributes that its records show; the caller reports others. None: it does so itself."""

    def takes(self, element: Element) -> bool:
        """Return whether an element is a record of this format."""

    def read(
        self, element: Element, where: Where, options: Options, gathering: Gathering, *, id: str
    ) -> Iterator[Item]:
        """Yield the record in an element; `id` replaces its own; `gathering` has known values."""


ReadRecord = Callable[..., Iterator[Item]]
"""Takes what `ElementReader.read` takes, `id` and `gathering` by name."""


@dataclass(frozen=True, slots=True)
class NamedElements:
    """A reader of records that are each in an element of one name."""

    name: str
    used_attributes: frozenset[str] | None
    read_record: ReadRecord

    def takes(self, element: Element) -> bool:
        """Return whether an element has the name."""
        return local(element) == self.name

    def read(
        self, element: Element, where: Where, options: Options, gathering: Gathering, *, id: str
    ) -> Iterator[Item]:
        """Yield the record in an element."""
        return self.read_record(element, where, options, id=id, gathering=gathering)


@cache
def element_readers() -> Mapping[str, ElementReader]:
    """Return the readers of elements by the names of their formats."""
    found: dict[str, ElementReader] = {}
    for entry in installed_formats():
        reader: ElementReader | None = getattr(entry.load(), "element_reader", None)
        if reader is not None:
            found[entry.name] = reader
    return found
