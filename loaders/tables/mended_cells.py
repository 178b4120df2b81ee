"""Repairing cells whose text was saved in a wrong encoding, with remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.drafts.draft import Remark, Where
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.mojibake import MENDED, mended
from loaders.tables.delimited import Cells


class Mending:
    """Repairs the rows of one table."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._labels = [column.label for column in columns]
        self._told: list[str] = []

    def read(self, row: Cells) -> Cells:
        """Return a row with its text repaired."""
        self._told.clear()
        if row.fault or all(map(str.isascii, row.cells)):
            return row
        cells = list(row.cells)
        for place, cell in enumerate(cells):
            if not cell.isascii() and (text := mended(cell)) != cell:
                cells[place] = text
                self._told.append(self._labels[place] if place < len(self._labels) else "")
        return replace(row, cells=cells) if self._told else row

    def remarks(self, where: Where) -> Iterator[Remark]:
        """Yield the remarks on the last row."""
        for label in self._told:
            yield Remark(where, MENDED, label)
