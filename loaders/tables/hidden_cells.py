"""Rows, columns and sheets that a workbook hides.

A hidden row is held back: it may be hidden because nobody is to see it. Of hidden columns only what
no field takes is left out, for programs hide columns of their templates that are not filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders.drafts.access_names import about_access
from loaders.drafts.draft import Held, Where
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.marks import mark_named
from loaders.tables.delimited import COLUMNS, Cells

ROW, COLUMN = "hidden row", "hidden column"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_BOUNDS = re.compile(rb"\s(min|max)=[\"'](\d{1,7})[\"']")
_FLAT = re.compile(rb"\s(?:width|ht)=[\"']0(?:\.0+)?[\"']")


@dataclass(slots=True)
class Hidden:
    """The rows of a sheet that are hidden, from 1, and the places of its columns, from 0."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)

    def add(self, xml: bytes) -> None:
        """Add the rows and columns that some XML of a sheet hides, or shows with no height."""
        if b"hidden=" not in xml and b'"0"' not in xml:
            return
        for tag in _ROW.findall(xml):
            if (_HIDDEN.search(tag) or _FLAT.search(tag)) and (found := _NUMBER.search(tag)):
                self.rows.add(int(found[1]))
        for tag in _COL.findall(xml):
            if _HIDDEN.search(tag) or _FLAT.search(tag):
                bounds = {name: int(number) for name, number in _BOUNDS.findall(tag)}
                first, last = bounds.get(b"min", 1), bounds.get(b"max", 0)
                self.columns.update(range(first - 1, min(last, COLUMNS)))


def hidden_row(row: Cells, where: Where, *, publish_held: bool) -> Iterator[Held]:
    """Yield that a row is held back if the workbook hides it."""
    if row.is_hidden:
        yield Held(where, ROW, is_published=publish_held)


def without_hidden(
    row: Cells, columns: Sequence[Column], where: Where, *, publish_held: bool
) -> tuple[Cells, list[Held]]:
    """Return a row without what hidden columns hold that no field takes, and what that is."""
    found = [place for place in sorted(row.hidden) if _is_left_out(row, columns, place)]
    if not found:
        return row, []
    held = [Held(where, COLUMN, is_part=True, is_published=publish_held)]
    if publish_held:
        return row, held
    gone = set(found)
    cells = ["" if place in gone else cell for place, cell in enumerate(row.cells)]
    return replace(row, cells=cells), held


def _is_left_out(row: Cells, columns: Sequence[Column], place: int) -> bool:
    if place >= len(row.cells) or not row.cells[place].strip():
        return False
    if place >= len(columns):
        return True
    column = columns[place]
    is_mark = mark_named(column.header) is not None or about_access(column.header) is not None
    return not (column.target.field or column.is_id or is_mark)
