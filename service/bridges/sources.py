"""Where bridges come from. Adding a source is a class and a line of `SOURCES`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from index_mappings.names import NameEntry
from service.bridges.file import shipped
from service.query.bridge import Bridge


@dataclass(frozen=True, slots=True)
class Kept:
    """What a site keeps that bridges may be known from: the `names` of the live index."""

    names: Iterable[NameEntry] = ()


class BridgeSource(Protocol):
    """Something that knows bridges."""

    def bridges(self, kept: Kept) -> Iterable[Bridge]:
        """Yield the bridges it knows."""


class Shipped:
    """The list that comes with the program."""

    def bridges(self, kept: Kept) -> Iterable[Bridge]:  # noqa: ARG002
        """Return the whole list."""
        return shipped()


SOURCES: tuple[BridgeSource, ...] = (Shipped(),)
"""The first ones say why where several know the same."""


def all_bridges(kept: Kept) -> Iterator[Bridge]:
    """Yield the bridges of all sources."""
    for source in SOURCES:
        yield from source.bridges(kept)
