"""Cells of an update that are unchanged from our own export: they change nothing.

An exported table has parties only by name and dates without the time. Reading such a cell back
would lose information, so unchanged cells are ignored.
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
    """The columns of a table that are those of our export, by header.

    `live` returns a live record by its id, or None; without it no cell is compared.
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
        """Return a row with its unchanged cells emptied."""
        if self._live is None or self._id is None or row.fault or self._id >= len(row.cells):
            return row
        id = undefused(row.cells[self._id])
        record = self._live(id) if id else None
        if record is None or record.id != id or record.source != self._source:
            return row
        kept = list(row.cells)
        shown = [(place, column) for place, column in self._columns if place < len(kept)]
        exported = cells(record, tuple(column for _, column in shown))
        for (place, _), cell in zip(shown, exported, strict=True):
            if _same(kept[place], cell) or is_left_out(kept[place]):
                kept[place] = ""
        return replace(row, cells=kept)


def _same(cell: str, exported: str) -> bool:
    """Return whether a cell is unchanged, apart from its line ends."""
    return _plain(undefused(cell)) == _plain(exported)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
