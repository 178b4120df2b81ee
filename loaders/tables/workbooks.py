"""Workbooks (XLSX) as rows of cells, read one row at a time; archive bombs are refused.

openpyxl reads the sheets. Whatever it would hold in full or read without end is measured first on
the bytes of the archive, so memory is bounded for any file.
"""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from loaders.tables.delimited import Cells, bounded
from loaders.tables.hidden_cells import Hidden
from loaders.tables.merged_cells import Range, Spans, TooManyMerged, add_ranges
from loaders.tables.shared_strings import Reader, SharedStrings
from loaders.tables.shown_dates import date_text
from service.errors import LoadError

_MB = 1_000_000
_STRINGS = 200 * _MB
"""The most XML of shared strings, whose text is held: three of fifty letters in a million rows."""
_PART = 16 * _MB  # of any other part that is held whole: styles, the list of sheets
_SHEET = 4_000 * _MB  # XML of one sheet: a million rows of a hundred cells
_PIECE = 8 * _MB
"""The most XML without an end of a row, or of a string: 16,384 cells of the longest kind seen have
half."""
_ROWS = 1_048_576  # of a sheet: no program writes more
_TAG = 200  # bytes of the block before that are looked at again, lest a tag be cut in two
_COLUMN = re.compile(rb'\sr="([A-Z]{1,3})\d')
_UNPLACED = re.compile(rb"<(?:\w+:)?c(?:\s+(?!r=)\w+=\"[^\"]*\")*\s*/?>")
_BATCH = 100  # rows read at a time, with the warnings of openpyxl silenced around each batch


class Workbook:
    """A workbook open for reading. `sheets` are the names of those with cells, in order."""

    def __init__(self, path: str) -> None:
        """Open it; raise LoadError if it is unreadable or made to exhaust its reader."""
        self._path = path
        measured = _measure(path)
        self.has_formulas, self._width = measured.has_formulas, measured.width
        self._merged, self._hidden = measured.merged, measured.hidden
        self._files = ExitStack()
        self._strings = SharedStrings()
        try:
            self._values = self._opened(data_only=True)
            self._formulas = self._opened(data_only=False) if self.has_formulas else None
        except BaseException:
            self._files.close()
            raise
        self.sheets = [sheet.title for sheet in self._values.worksheets]
        self.hidden_sheets = frozenset(
            sheet.title
            for sheet in self._values.worksheets
            if getattr(sheet, "sheet_state", "visible") != "visible"
        )
        self.unsaved = 0
        """Formulas whose results the file does not have, so far; they are given as written."""

    def rows(self, name: str) -> Iterator[Cells]:
        """Yield the non-empty rows of a sheet; cells are text."""
        values = _rows(self._values[name], self._path, self._width)
        same_book = self._formulas
        formulas = _rows(same_book[name], self._path, self._width) if same_book else iter(())
        part = _part_of(self._values[name])
        spans = Spans(self._merged.get(part, ()))
        hidden = self._hidden.get(part, Hidden())
        columns = frozenset(hidden.columns)
        for number, (row, same) in enumerate(zip_longest(values, formulas, fillvalue=()), 1):
            cells = [cell_text(cell) for cell in row]
            for place, cell in enumerate(same[: len(cells)]):
                if not cells[place] and getattr(cell, "data_type", "") == "f":
                    cells[place] = str(cell.value)
                    self.unsaved += 1
            while cells and not cells[-1]:
                cells.pop()
            covered = spans.at(number)
            if cells:
                is_hidden = number in hidden.rows
                yield bounded(Cells(number, cells, "", False, covered, columns, is_hidden))

    def close(self) -> None:
        """Close the files and release their memory."""
        self._files.close()
        self._strings.clear()

    def _opened(self, *, data_only: bool) -> Any:
        # openpyxl leaves a file open that it cannot read, so it is given one that is ours.
        file = Path(self._path).open("rb")  # noqa: SIM115 (closed with the others)
        self._files.callback(file.close)
        book = _open(file, self._path, self._strings, data_only=data_only)
        self._files.callback(book.close)
        return book


def is_workbook(path: str) -> bool:
    """Return whether a file is a ZIP archive, like a workbook; raise LoadError if unreadable."""
    try:
        with Path(path).open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error


def cell_text(cell: Any) -> str:
    """Return a cell's value as text: a date as displayed, a whole number without ".0"."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return date_text(value, _shown(str(getattr(cell, "number_format", ""))))
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _shown(number_format: str) -> frozenset[str]:
    letters = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.lower())
    return frozenset(part for part in ("day", "month", "year") if part[0] in letters)


def _open(file: BinaryIO, path: str, strings: SharedStrings, *, data_only: bool) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions it does not know
            reader = Reader(
                file, read_only=True, data_only=data_only, keep_links=False, strings=strings
            )
            reader.read()
            return reader.wb
    except _BROKEN as error:
        raise LoadError(f"{path} is not a readable workbook: {error}") from error


_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, SyntaxError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, OSError, EOFError, NotImplementedError, OverflowError,
    RuntimeError, AssertionError,
)  # fmt: skip
"""What openpyxl raises on a file that is broken; it has no error of its own for most of it.

Both XML parsers it may use make their errors SyntaxErrors.
"""


def _rows(sheet: Any, path: str, width: int | None) -> Iterator[Any]:
    if not hasattr(sheet, "reset_dimensions"):
        return  # a chart fills the sheet
    sheet.reset_dimensions()  # what a file says of its size is often wrong, and cuts rows off
    # Without a width openpyxl takes the last cell of a row for the outermost; some files have
    # their cells in another order.
    found = sheet.iter_rows(max_col=width)
    number = 0
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                batch = list(islice(found, _BATCH))
        except _BROKEN as error:
            raise LoadError(f"{path}: the sheet {sheet.title!r} is broken: {error}") from error
        if not batch:
            return
        number += len(batch)
        if number > _ROWS:
            raise LoadError(f"{path}: the sheet {sheet.title!r} has more than {_ROWS:,} rows")
        yield from batch


@dataclass(slots=True)
class _Measured:
    """Measures of the parts of an archive: any formula, and the last column of any sheet.

    `merged` are the cells over several rows of each part, `hidden` what it hides. `width`
    is None where cells do not say where they are; they then follow one another.
    """

    has_formulas: bool = False
    width: int | None = 0
    merged: dict[str, set[Range]] = field(default_factory=dict)
    hidden: dict[str, Hidden] = field(default_factory=dict)


def _measure(path: str) -> _Measured:
    """Read the archive once to measure the memory it needs; raise LoadError if it is too much."""
    measured = _Measured()
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > 10_000:  # a workbook has a dozen, and one for each picture
                raise LoadError(f"{path} has {len(parts):,} parts; it is not a workbook")
            if "[Content_Types].xml" not in archive.namelist():
                raise LoadError(f"{path} is a ZIP archive and not a workbook (XLSX)")
            for part in parts:
                name = part.filename.lower()
                if name.endswith((".xml", ".rels")) and not name.startswith("xl/drawings"):
                    _measure_part(archive, part, path, measured)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise LoadError(f"{path} is not a readable workbook: {error}") from error
    except zlib.error as error:
        raise LoadError(f"{path} is not a readable workbook: {error}") from error
    measured.width = measured.width or None
    return measured


def _measure_part(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: str, measured: _Measured
) -> None:
    is_sheet = "worksheets/" in part.filename.lower() and not part.filename.endswith(".rels")
    is_strings = "sharedstrings" in part.filename.lower()
    most = _SHEET if is_sheet else _STRINGS if is_strings else _PART
    size = piece = 0
    tail = b""
    with archive.open(part) as file:
        while data := file.read(1 << 20):
            size += len(data)
            if size > most:
                raise LoadError(
                    f"{path}: {part.filename} unpacks to more than {most // _MB:,} MB, which is "
                    "not held in memory; save the sheet as CSV and load that"
                )
            seen = tail + data
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen or b"\0" in seen:
                raise LoadError(
                    f"{path}: {part.filename} declares entities or is not UTF-8; no spreadsheet "
                    "program writes that"
                )
            if is_sheet:
                measured.has_formulas |= b"<f>" in seen or b"<f " in seen
                _widen(measured, seen)
                _add_merged(measured, part.filename, seen, path)
                measured.hidden.setdefault(part.filename.lower(), Hidden()).add(seen)
            if is_sheet or is_strings:
                name = b"row" if is_sheet else b"si"
                end = max(data.rfind(b"</%b>" % name), data.rfind(b":%b>" % name))
                piece = len(data) - end if end >= 0 else piece + len(data)
                if piece > _PIECE:
                    what = "row" if is_sheet else "string"
                    raise LoadError(
                        f"{path}: {part.filename} has a {what} of more than {_PIECE // _MB} MB"
                    )
            tail = data[-_TAG:]


def _part_of(sheet: Any) -> str:
    return str(getattr(sheet, "_worksheet_path", "")).lstrip("/").lower()


def _add_merged(measured: _Measured, part: str, xml: bytes, path: str) -> None:
    """Note the merged cells in some XML of a sheet; raise LoadError if there are too many."""
    try:
        add_ranges(measured.merged.setdefault(part.lower(), set()), xml)
    except TooManyMerged as error:
        raise LoadError(
            f"{path}: {part} has more merged cells than are held; part them, and load it again"
        ) from error


def _widen(measured: _Measured, xml: bytes) -> None:
    """Note the last column in some XML."""
    if measured.width is None:
        return
    for letters in set(_COLUMN.findall(xml)):
        measured.width = max(measured.width, column_index_from_string(letters.decode()))
    if _UNPLACED.search(xml):
        measured.width = None
