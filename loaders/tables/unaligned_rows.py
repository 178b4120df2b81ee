"""Rows that do not match their headers in tables with marks for non-public rows.

A truncated row may have lost the cell with the mark, and in a row with a cell too many the cells
are under the wrong headers. Neither is known to be public.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index_mappings.access import ACCESS_FIELDS
from loaders.drafts.access_names import about_access
from loaders.drafts.draft import Held, Where
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.marks import mark_named
from loaders.tables.delimited import Cells
from loaders.tables.rows import Table


class Unaligned:
    """The columns of one table with marks for non-public rows, by position.

    A workbook has none: its rows end with the last non-empty cell, and no cell is lost.
    """

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        named = [place for place, header in enumerate(table.headers, 1) if header]
        self._width = max(named, default=0)  # a longer row has a column without a header
        self._marks: dict[int, str] = {}
        if table.workbook is not None:
            return
        for place, column in enumerate(columns):
            if _says(column, [row[place] for row in table.sample if place < len(row)]):
                self._marks[place] = column.header

    def held(self, row: Cells, where: Where, *, publish_held: bool) -> Iterator[Held]:
        """Yield the reason to hold a row back if its mark is lost or may be elsewhere."""
        is_long = any(cell.strip() for cell in row.cells[self._width :])
        for place, header in self._marks.items():
            if place >= len(row.cells):
                mark = f"{header}: the row ends before it"
            elif is_long and not row.cells[place].strip():
                mark = f"{header}: the row has more cells than columns"
            else:
                continue
            yield Held(where, mark, is_unclear=True, is_published=publish_held)
            return


def _says(column: Column, cells: Sequence[str]) -> bool:
    """Return whether a column marks rows as not public.

    A column with other values too ("Status") does if one of its cells does.
    """
    if column.target.field in ACCESS_FIELDS or about_access(column.header) is not None:
        return True
    mark = mark_named(column.header)
    if mark is None:
        return False
    if not (mark.is_mixed or mark.is_weak):
        return True
    return any(found.holds for cell in cells if (found := mark.verdict(cell)) is not None)
