"""Cells of a spreadsheet that are merged over several rows: what one says holds for all of them.

The file has the value in the first row alone, and empty cells below it: "Closed until 2090" over
three rows closes three records. So the value is taken, in every column but that of the ids; of a
row that is held back only what says who may see it, and what is for the staff.
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
    """A sheet has more merged cells than are held."""


def add_ranges(found: set[Range], xml: bytes) -> None:
    """Add the ranges over several rows that some XML of a sheet names; TooManyMerged."""
    if b"mergeCell" not in xml:
        return
    for letters, first, last in _RANGE.findall(xml):
        place = column_index_from_string(letters.decode()) - 1
        if int(last) > int(first) and place < COLUMNS:
            found.add((int(first), int(last), place))
    if len(found) > _MOST:
        raise TooManyMerged


class Spans:
    """Which places of each row belong to a cell that begins in a row above; rows come in order."""

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self._begin: dict[int, list[tuple[int, int]]] = {}
        for first, last, place in ranges:
            self._begin.setdefault(first, []).append((place, last))
        self._until: dict[int, int] = {}

    def begin(self, place: int, last: int) -> None:
        """Note that a cell of the row that was asked for last goes on to the row `last`."""
        self._until[place] = last

    def at(self, line: int) -> frozenset[int]:
        """Return the places of a row that are merged with a cell above."""
        if not (self._until or self._begin):
            return _NONE
        self._until = {place: last for place, last in self._until.items() if last >= line}
        covered = frozenset(self._until)
        self._until |= dict(self._begin.get(line, ()))
        return covered


class Merged:
    """Gives the rows of one table the values of the cells that are merged over them."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._ids = {place for place, column in enumerate(columns) if column.is_id}
        self._guards = {place for place, column in enumerate(columns) if is_guard(column)}
        self._labels = [column.label for column in columns]
        self._stood: dict[int, str] = {}
        self._told: set[int] = set()

    def filled(self, row: Cells, where: Where) -> tuple[Cells, list[Remark]]:
        """Return a row with the values of cells that begin above it, and what is to be told."""
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
        """Let the last row, which is held back, give others nothing but what held it back."""
        self._stood = {place: cell for place, cell in self._stood.items() if place in self._guards}
