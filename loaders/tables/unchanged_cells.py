"""Cells of an update that say what our own export said of the record: they change nothing.

A table that was taken away tells a party by name alone and a date without its hour. Read back,
such a cell would put less in place of more; so a cell that is as it was taken away is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.tables.delimited import Cells
from service.exports.tables import Column, cells, columns, is_left_out, undefused

_ID = "id"


class Unchanged:
    """Knows the columns of a table that are those of our export, by their headers.

    `live` gives a live record by its id, or None if there is none; without it nothing is known.
    """

    def __init__(
        self,
        headers: Sequence[str],
        mapping: RecordMapping,
        source: str,
        live: Callable[[str], Record | None] | None,
    ) -> None:
        ours = {column.header: column for column in columns(mapping, text=True)}
        places = {header: place for place, header in enumerate(headers)}  # each header comes once
        self._columns: tuple[tuple[int, Column], ...] = tuple(
            (place, ours[header])
            for header, place in places.items()
            if header in ours and header != _ID
        )
        self._id = places.get(_ID)
        self._source, self._live = source, live

    def silent(self, row: Cells) -> Cells:
        """Return a row whose cells that are as they were taken away are empty."""
        if self._live is None or self._id is None or row.fault or self._id >= len(row.cells):
            return row
        id = undefused(row.cells[self._id])
        record = self._live(id) if id else None
        if record is None or record.id != id or record.source != self._source:
            return row
        kept = list(row.cells)
        shown = [(place, column) for place, column in self._columns if place < len(kept)]
        taken = cells(record, tuple(column for _, column in shown))
        for (place, _), said in zip(shown, taken, strict=True):
            if _same(kept[place], said) or is_left_out(kept[place]):
                kept[place] = ""
        return replace(row, cells=kept)


def _same(cell: str, taken: str) -> bool:
    """Tell whether a cell is one that was taken away, whatever the ends of lines became."""
    return _plain(undefused(cell)) == _plain(taken)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
