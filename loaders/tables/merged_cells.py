"""Spreadsheet cells that are merged over several rows: their value applies to all of them.

The file has the value only in the first row, and empty cells below it: "Closed until 2090" over
three rows closes three records. So the value is used in every column except that of the ids; for a
row that is held back, only in columns on access and for the staff.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from openpyxl.utils.cell import column_index_from_string

from loaders.drafts.draft import Remark, Where
from loaders.drafts.field_maps.columns import Column
from loaders.tables.delimited import COLUMNS, Cells
from loaders.tables.dittos import is_guard

_TAKEN = "cells of the column are merged over several rows; each row takes the value"
_MOST = 200_000  # ranges over several rows that are held: 20 MB, and no sheet for people has them
_RANGE = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^>]*?\sref=[\"']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})[\"']"
)
_NONE: frozenset[int] = frozenset()

Range = tuple[int, int, int]
"""The first row of a merged cell and its last, from 1, and its first column, from 0."""


class TooManyMerged(Exception):
    """A sheet has too many merged cells."""


def add_ranges(found: set[Range], xml: bytes) -> None:
    """Add the ranges over several rows in some XML of a sheet; raise TooManyMerged."""
    if b"mergeCell" not in xml:
        return
    for letters, first, last in _RANGE.findall(xml):
        place = column_index_from_string(letters.decode()) - 1
        if int(last) > int(first) and place < COLUMNS:
            found.add((int(first), int(last), place))
    if len(found) > _MOST:
        raise TooManyMerged


class Spans:
    """The positions in each row that belong to a cell of a row above; rows come in order."""

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self._begin: dict[int, list[tuple[int, int]]] = {}
        for first, last, place in ranges:
            self._begin.setdefault(first, []).append((place, last))
        self._until: dict[int, int] = {}

    def begin(self, place: int, last: int) -> None:
        """Note that a cell of the last requested row continues to the row `last`."""
        self._until[place] = last

    def at(self, line: int) -> frozenset[int]:
        """Return the positions in a row that are merged with a cell above."""
        if not (self._until or self._begin):
            return _NONE
        self._until = {place: last for place, last in self._until.items() if last >= line}
        covered = frozenset(self._until)
        self._until |= dict(self._begin.get(line, ()))
        return covered


class Merged:
    """Fills the rows of one table with the values of merged cells."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._ids = {place for place, column in enumerate(columns) if column.is_id}
        self._guards = {place for place, column in enumerate(columns) if is_guard(column)}
        self._labels = [column.label for column in columns]
        self._stood: dict[int, str] = {}
        self._told: set[int] = set()

    def filled(self, row: Cells, where: Where) -> tuple[Cells, list[Remark]]:
        """Return a row with the values of merged cells above it, and the remarks."""
        remarks: list[Remark] = []
        cells = list(row.cells)
        for place in sorted(row.covered - self._ids):
            value = self._stood.get(place, "")
            if not value or (place < len(cells) and cells[place].strip()):
                continue
            cells += [""] * (place + 1 - len(cells))
            cells[place] = value
            if place not in self._told:
                self._told.add(place)
                label = self._labels[place] if place < len(self._labels) else ""
                remarks.append(Remark(where, _TAKEN, label))
        for place in self._stood.keys() | range(len(row.cells)):
            if place not in row.covered:
                self._stood[place] = row.cells[place] if place < len(row.cells) else ""
        return (replace(row, cells=cells) if row.covered else row), remarks

    def forget(self) -> None:
        """Keep nothing of the last row, which is held back, except the reasons for that."""
        self._stood = {place: cell for place, cell in self._stood.items() if place in self._guards}
