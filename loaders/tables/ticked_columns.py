"""Columns in which somebody ticked what may be shown: "Publish", with an x in some of the rows.

An empty cell says nothing in most columns. Beside nothing but ticks it says "no", or that nobody
has looked yet; of neither is it known that the public may see the record.
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
    """The columns of one table that have ticks alone, by their places."""

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
        """Tell whether the table has any such column."""
        return bool(self._headers)

    def held(self, row: Cells, where: Where, *, publish_held: bool) -> Iterator[Held]:
        """Yield that a row is held back, where its cell has no tick."""
        for place, header in self._headers.items():
            if place >= len(row.cells) or not row.cells[place].strip():
                mark = f"{header}: no tick"
                yield Held(where, mark, is_unclear=True, is_published=publish_held)
                return
