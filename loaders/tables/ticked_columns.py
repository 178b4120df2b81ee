"""Columns with ticks for public rows: "Publish", with an x in some of the rows.

An empty cell in most columns means nothing. In a column of only ticks it means "no" or "not yet
checked"; in either case the record is not known to be public.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.drafts.draft import Held, Where
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.marks import mark_named
from loaders.tables.delimited import Cells
from loaders.tables.rows import Table

_TICKS = frozenset("xX✓✔☑✅√•*+●")


class Ticked:
    """The columns of one table that have only ticks, by position."""

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self._headers: dict[int, str] = {}
        for place, column in enumerate(columns):
            mark = mark_named(column.header)
            if mark is None or mark.is_mixed or mark.about or not mark.yes_is_public:
                continue
            cells = [row[place].strip() if place < len(row) else "" for row in table.sample]
            if any(cells) and all(cell in _TICKS for cell in cells if cell):
                self._headers[place] = column.header

    def __bool__(self) -> bool:
        """Return whether the table has any such column."""
        return bool(self._headers)

    def held(self, row: Cells, where: Where, *, publish_held: bool) -> Iterator[Held]:
        """Yield the reason to hold a row back if its cell has no tick."""
        for place, header in self._headers.items():
            if place >= len(row.cells) or not row.cells[place].strip():
                mark = f"{header}: no tick"
                yield Held(where, mark, is_unclear=True, is_published=publish_held)
                return
