"""Days written as serial numbers of a spreadsheet: 18274 for 11 January 1950.

A table that was saved after its cells lost their format has such numbers instead of dates. They are
read if a date column has nothing else, with a remark. If only some cells have them, the remark says
how to have them read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from index_mappings.dates import read_excel_serial
from index_mappings.field_kinds.date import Dates
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Remark, Where
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.field_maps.dates_in_columns import UNITS
from loaders.tables.delimited import Cells
from service.errors import LoadError

SERIALS = "serials"
"""The option that says from when such numbers count, 1900 or 1904, or "no" where they are none."""

_SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?")
"""Five figures: with four, 1894 is a year; the first of five is 18 May 1927."""

_SAYS = frozenset({"1900", "1904", "no"})
_ENOUGH = 2  # numbers that are a column; one alone may be anything


class SerialDays:
    """The columns of one table whose dates are numbers of days."""

    def __init__(
        self,
        columns: Sequence[Column],
        sample: Sequence[Sequence[str]],
        mapping: RecordMapping,
        extra: Mapping[str, str],
    ) -> None:
        self._said = extra.get(SERIALS, "")
        if self._said and self._said not in _SAYS:
            raise LoadError(f"{SERIALS}={self._said!r}: write 1900, 1904 or no")
        dated = {field.name for field in mapping.fields if isinstance(field.kind, Dates)}
        self._places: list[int] = []
        self._told: list[tuple[str, str]] = []
        for place, column in enumerate(columns):
            part = column.target.part
            if column.target.field not in dated or part.endswith(UNITS) or self._said == "no":
                continue
            cells = [row[place].strip() for row in sample if place < len(row)]
            self._judge(place, column.label, [cell for cell in cells if cell])

    def _judge(self, place: int, label: str, cells: Sequence[str]) -> None:
        serials = [cell for cell in cells if self._day(cell)]
        if self._said:
            self._places.append(place)
        if not serials or self._said:
            return
        example = f"{serials[0]!r} is {self._day(serials[0])}"
        if len(serials) == len(cells) >= _ENOUGH:
            self._places.append(place)
            message = (
                f"these dates are a spreadsheet's numbers of days, and were read so: {example} "
                f"(-o {SERIALS}=1904 counts from 1904, -o {SERIALS}=no leaves them)"
            )
        else:
            message = (
                f"some of these dates may be a spreadsheet's numbers of days: {example}; "
                f"-o {SERIALS}=1900 reads them so"
            )
        self._told.append((message, label))

    def __bool__(self) -> bool:
        """Return whether the table has any such column."""
        return bool(self._places)

    def read(self, row: Cells) -> Cells:
        """Return a row with days for numbers of days."""
        if row.fault:
            return row
        cells = list(row.cells)
        for place in self._places:
            if place < len(cells) and (day := self._day(cells[place].strip())):
                cells[place] = day
        return replace(row, cells=cells)

    def remarks(self, path: str) -> Iterator[Remark]:
        """Yield the remarks on the table's columns."""
        for message, label in self._told:
            yield Remark(Where(path), message, label)

    def _day(self, cell: str) -> str:
        """Return the day, and time, of a serial number, or "" if it is not one."""
        if not _SERIAL.fullmatch(cell):
            return ""
        date = read_excel_serial(float(cell.replace(",", ".")), since_1904=self._said == "1904")
        is_past = date.is_dated and date.edtf[:4] <= str(datetime.now(UTC).year)
        return date.display if is_past else ""
