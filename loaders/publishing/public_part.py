"""The part of a dump or of another index that may be published.

It consists of records and their collections and names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from index_mappings.json_values import elements, text
from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record
from loaders.publishing.report_lines import counted
from service.lasting.bearers import Bearers, told_by
from service.upkeep.shown_again import AsShownNow, Shown


class Catalogue(Protocol):
    """A dump or another index, which can be read repeatedly."""

    @property
    def collections(self) -> Iterable[Collection]:
        """The collections, complete once `records` has ended."""

    def records(self) -> Iterator[Record]:
        """Yield the records in their order."""

    def names(self) -> Iterable[NameEntry]:
        """Yield the names listed by sources."""


class WhatIsPublic:
    """The public part of one catalogue. Collections and names are known once `records` has ended.

    `index` is the name of its index, or "" if unknown. `held` is the number of records held back so
    far.
    """

    def __init__(
        self, as_shown: AsShownNow, dump: Catalogue, mapping: RecordMapping, index: str = ""
    ) -> None:
        self._as_shown, self._dump, self._mapping, self._index = as_shown, dump, mapping, index
        self.held = self._less = 0
        self._hidden: set[str] = set()
        self._shown: set[str] = set()

    def records(self) -> Iterator[Record]:
        """Yield the records in the form that may be shown now, and count the others."""
        for shown in self._both():
            if shown.now is None:
                self.held += 1
                self._hidden.update(_collections(shown.was))
                continue
            self._less += shown.is_less
            self._shown.update(_collections(shown.now))
            yield shown.now

    def collections(self) -> Iterator[Collection]:
        """Yield the collections, except those with only held records."""
        only_hidden = self._hidden - self._shown
        return (item for item in self._dump.collections if item.id not in only_hidden)

    def names(self) -> Iterator[NameEntry]:
        """Yield the names listed by sources, except those that occur only in held records."""
        if not (self.held or self._less):
            yield from self._dump.names()
            return
        # The records are read twice more, and only where something is held back. They are too many
        # to keep, and a name is looked for in those that are shown only once it is known that one
        # that is held back has it: these are few, and all names in all records would take hours.
        bearers = Bearers(self._dump.names())
        for shown in self._both():
            if shown.is_less:
                bearers.hide(told_by(shown.was.values))
        for shown in self._both():
            if shown.now is not None:
                bearers.show(told_by(shown.now.values))
        yield from (entry for entry in self._dump.names() if entry.id not in bearers.ids)

    def lines(self) -> Iterator[str]:
        """Yield the lines of a command's report."""
        if self.held:
            yield (
                f"held back: {counted(self.held, 'record')}; the sources do not show them any "
                "more. Load a source again to bring in what it shows"
            )
        if self._less:
            yield (
                f"kept as now: {counted(self._less, 'record')}, restricted since, "
                "in whole or in part"
            )

    def _both(self) -> Iterator[Shown]:
        found = map(self._mapping.ordered, self._dump.records())
        return self._as_shown.of(found, self._index)


def _collections(record: Record) -> Iterator[str]:
    return map(text, elements(record.values.get("collections")))
