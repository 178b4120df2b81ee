"""Cells that stand for the cell above them: ditto, do., 〃, ", idem, то же, 同上.

Such a cell gets the value of the row above, with a remark. It is unchanged if the row above has no
value, is held back, or has other access: one row must not reveal another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index_mappings.access import ACCESS_FIELDS
from loaders.drafts.access_names import about_access
from loaders.drafts.ditto_marks import LIKELY, SURE, folded
from loaders.drafts.draft import Remark, Where
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.publicity import is_for_staff, mark_named
from loaders.tables.delimited import Cells

_CASES = (str, str.upper, str.title, str.capitalize)
_TAKEN = "the cell stands for the one above, whose value was taken"
_LEFT = "the cell stands for the one above, whose value was not taken"


class Dittos:
    """Replaces the ditto marks of one table.

    If an empty cell `leaves_values` of an existing record unchanged, as in an update, a mark
    without a value does so too.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        sample: Sequence[Sequence[str]],
        *,
        leaves_values: bool = False,
    ) -> None:
        self._leaves_values = leaves_values
        self._marks: dict[int, frozenset[str]] = {}
        self._guards: list[int] = []
        self._labels = [column.label for column in columns]
        for place, column in enumerate(columns):
            if is_guard(column):
                self._guards.append(place)
            elif not column.is_id:
                cells = (row[place] for row in sample if place < len(row))
                is_sure = any(folded(cell) in SURE for cell in cells)
                self._marks[place] = SURE | LIKELY if is_sure else SURE
        known = frozenset[str]().union(*self._marks.values())
        self._all = frozenset(case(mark) for mark in known for case in _CASES)
        self._above: Sequence[str] = ()
        self._told: list[tuple[str, str]] = []

    def resolved(self, row: Cells) -> Cells:
        """Return a row with its ditto marks replaced by the values of the row before it."""
        self._told.clear()
        if row.fault:
            self.forget()
            return row
        if not self._all.isdisjoint(map(str.strip, row.cells)):
            row = replace(row, cells=self._read(row.cells))
        self._above = row.cells
        return row

    def forget(self) -> None:
        """Forget the last row, which is held back or was not read."""
        self._above = ()

    def remarks(self, where: Where) -> Iterator[Remark]:
        """Yield the remarks on the last row."""
        for message, label in self._told:
            yield Remark(where, message, label)

    def _read(self, cells: Sequence[str]) -> list[str]:
        filled = list(cells)
        may_repeat = all(_at(cells, place) == _at(self._above, place) for place in self._guards)
        for place, marks in self._marks.items():
            if folded(_at(cells, place)) not in marks:
                continue
            above = _at(self._above, place).strip() if may_repeat else ""
            is_taken = bool(above) and folded(above) not in marks
            if is_taken or self._leaves_values:
                filled[place] = above if is_taken else ""
            self._told.append((_TAKEN if is_taken else _LEFT, self._labels[place]))
        return filled


def is_guard(column: Column) -> bool:
    """Return whether a column is about access to a row, or for the staff."""
    header = column.header
    return (
        column.target.field in ACCESS_FIELDS
        or about_access(header) is not None
        or mark_named(header) is not None
        or is_for_staff(header)
    )


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""
