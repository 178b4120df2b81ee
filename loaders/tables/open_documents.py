"""Spreadsheets of OpenDocument (ODS) as rows of cells, read a row at a time.

The format is OpenDocument 1.3, part 3, section 9. Libraries were evaluated: python-calamine holds a
whole sheet with all of its repeated cells, and returns the full date of a cell that shows only a
month (docs/decisions.md). The tests compare these rows with it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, cast

from loaders.drafts.xml.files import Element, XmlFault, XmlParts, local
from loaders.tables.delimited import COLUMNS, Cells, bounded
from loaders.tables.merged_cells import Spans
from loaders.tables.shown_dates import shown_date
from service.errors import LoadError

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_MB = 1_000_000
_SHEETS = 4_000 * _MB  # XML of all sheets: a million rows of a hundred cells
_ROWS = 1_048_576  # of a sheet: no program writes more
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_BLANKS = 1_000  # of one run of blanks in a cell: none is longer, unless it is made to exhaust
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class OpenDocument:
    """A spreadsheet open for reading. `sheets` are the names of its sheets, in order."""

    has_formulas = False  # the results of formulas are always saved beside them
    unsaved = 0

    def __init__(self, path: str) -> None:
        """Open it; raise LoadError if it is unreadable or made to exhaust its reader."""
        self._path = path
        self._dates: dict[str, frozenset[str]] = {}  # what of a date the cells of a style show
        parts = _checked(path)
        if "styles.xml" in parts:
            self._read_styles("styles.xml")
        self._unseen_styles: set[str] = set()  # of sheets that are not shown
        self._styles_of: dict[str, str] = {}
        self.sheets = self._names()
        self.hidden_sheets = frozenset(
            name for name, style in self._styles_of.items() if style in self._unseen_styles
        )

    def rows(self, name: str) -> Iterator[Cells]:
        """Yield the non-empty rows of a sheet; cells are text."""
        number = 0
        inside = False
        columns: list[tuple[int, str]] = []
        hidden: frozenset[int] = frozenset()
        width = 0
        spans = Spans()
        parts = self._parts("content.xml", ("table", "table-column", "table-row"))
        for event, element in parts:
            tag = local(element)
            if tag == "table" and _is_sheet(element):
                if inside:
                    return
                inside = event == "start" and element.get(f"{_TABLE}name", "") == name
            elif event != "end" or tag == "table":
                continue
            elif tag == "table-column" and inside:
                times = _repeated(element, "columns")
                columns.append((times, _styled(element, "default-cell-style-name")))
                if _is_unseen(element):
                    hidden |= frozenset(range(width, min(width + times, COLUMNS)))
                width = min(width + times, COLUMNS)
            elif tag == "table-row" and _is_row_of_sheet(element):
                if inside:
                    cells = self._cells(element, columns)
                    first, number = number + 1, number + _repeated(element, "rows")
                    if cells and number > _ROWS:
                        raise LoadError(
                            f"{self._path}: the sheet {name!r} has more than {_ROWS:,} rows"
                        )
                    if cells:
                        for line in range(first, number + 1):
                            covered, is_hidden = spans.at(line), _is_unseen(element)
                            yield bounded(Cells(line, cells, "", False, covered, hidden, is_hidden))
                    for place, rows in _over_rows(element):
                        spans.begin(place, first + rows - 1)
                parts.drop(element)

    def close(self) -> None:
        """Close the file; it is open only while rows are read."""

    def _names(self) -> list[str]:
        names: list[str] = []
        parts = self._parts("content.xml", ("table", "table-row", "style", "date-style"))
        for event, element in parts:
            tag = local(element)
            if tag == "table" and event == "start" and _is_sheet(element):
                names.append(element.get(f"{_TABLE}name", ""))
                self._styles_of[names[-1]] = _styled(element, "style-name")
            elif event == "end" and tag == "table-row" and _is_row_of_sheet(element):
                parts.drop(element)
            elif event == "end" and tag in ("style", "date-style"):
                self._note_style(element)
        return names

    def _read_styles(self, part: str) -> None:
        for event, element in self._parts(part, ("style", "date-style")):
            if event == "end":
                self._note_style(element)

    def _note_style(self, element: Element) -> None:
        """Note the parts of a date that a style shows; cell styles that use it come later."""
        name = element.get(f"{_STYLE}name", "")
        if local(element) == "date-style":
            self._dates[f"data:{name}"] = frozenset(local(part) for part in element)
            return
        for part in element:
            if local(part) == "table-properties" and part.get(f"{_TABLE}display") == "false":
                self._unseen_styles.add(name)
        data = element.get(f"{_STYLE}data-style-name", "")
        parent = element.get(f"{_STYLE}parent-style-name", "")
        if shown := self._dates.get(f"data:{data}") or self._dates.get(parent):
            self._dates[name] = shown

    def _parts(self, part: str, tags: tuple[str, ...]) -> _SheetParts:
        return _SheetParts(self._path, part, tags)

    def _cells(self, row: Element, columns: list[tuple[int, str]]) -> list[str]:
        """Return the cells of a row as text, without the empty ones at its end."""
        cells: list[str] = []
        styles = _by_column(columns)
        row_style = _styled(row, "default-cell-style-name")
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            times = min(_repeated(cell, "columns"), COLUMNS + 1 - len(cells))
            default = row_style or (styles[len(cells)] if len(cells) < len(styles) else "")
            text = self._text(cell, _styled(cell, "style-name") or default)
            cells += [text] * times
            if len(cells) > COLUMNS:
                break
        while cells and not cells[-1]:
            cells.pop()
        return cells

    def _text(self, cell: Element, style: str) -> str:
        """Return the text of a cell: its value if that is exact, else its displayed text."""
        typed = cell.get(f"{_OFFICE}value-type", "")
        if typed == "date":
            value = cell.get(f"{_OFFICE}date-value", "")
            return shown_date(value, self._dates.get(style, frozenset())) or _words(cell)
        if typed in ("float", "percentage", "currency"):
            return _number(cell.get(f"{_OFFICE}value", "")) or _words(cell)
        if typed == "boolean":
            return cell.get(f"{_OFFICE}boolean-value", "").upper()
        return _words(cell) or cell.get(f"{_OFFICE}string-value", "")


class _SheetParts(XmlParts):
    """The elements of one XML part of the archive; broken XML is a LoadError here."""

    def __init__(self, path: str, part: str, tags: tuple[str, ...]) -> None:
        super().__init__(path, tuple(f"{{*}}{tag}" for tag in tags))
        self._part = part

    def __iter__(self) -> Iterator[tuple[str, Element]]:
        """Yield as XmlParts does; raise LoadError for faults of the archive or its XML."""
        try:
            with zipfile.ZipFile(self._path) as archive, closing(archive.open(self._part)) as file:
                yield from self.read(cast("BinaryIO", file))
        except XmlFault as fault:
            raise LoadError(f"{self._path}: {self._part} is broken: {fault.reason}") from fault
        except (*_UNREADABLE, KeyError) as error:
            raise LoadError(f"{self._path} is not a readable spreadsheet: {error}") from error


def is_open_document(path: str) -> bool:
    """Return whether a file is an OpenDocument spreadsheet, by the first bytes of its archive."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(200)
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror or error}") from error
    return head.startswith(b"PK\x03\x04") and MIMETYPE in head


def _checked(path: str) -> frozenset[str]:
    """Return the names of the parts; raise LoadError if the archive is encrypted or too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = frozenset(archive.namelist())
            if "content.xml" not in names:
                raise LoadError(f"{path} has no content.xml; it is not a spreadsheet (ODS)")
            for part in names & {"content.xml", "styles.xml", "META-INF/manifest.xml"}:
                size = 0
                with archive.open(part) as file:
                    while data := file.read(1 << 20):
                        size += len(data)
                        if size > _SHEETS:
                            raise LoadError(
                                f"{path}: {part} unpacks to more than {_SHEETS // _MB:,} MB; save "
                                "the sheet as CSV and load that"
                            )
                        if part.startswith("META-INF") and b"encryption-data" in data:
                            raise LoadError(
                                f"{path} is locked with a password; save it without one"
                            )
    except _UNREADABLE as error:
        raise LoadError(f"{path} is not a readable spreadsheet: {error}") from error
    return names


def _is_sheet(element: Element) -> bool:
    above = element.getparent()
    return above is not None and local(above) == "spreadsheet"


def _is_row_of_sheet(row: Element) -> bool:
    """Return whether a row belongs to a sheet, not to a table in a cell or to tracked changes."""
    above = row.getparent()
    while above is not None and local(above) in (
        "table-rows",
        "table-row-group",
        "table-header-rows",
    ):
        above = above.getparent()
    return above is not None and local(above) == "table" and _is_sheet(above)


def _is_unseen(element: Element) -> bool:
    """Return whether a row or a column is hidden, by hand or by a filter."""
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _repeated(element: Element, what: str) -> int:
    """Return the repetitions of a row, cell or column; 1 if that is not a number."""
    number = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return (
        int(number)
        if number.isascii() and number.isdecimal() and len(number) < 20 and int(number)
        else 1
    )


def _over_rows(row: Element) -> Iterator[tuple[int, int]]:
    """Yield the position of each cell that spans several rows, and the number of rows."""
    place = 0
    for cell in row:
        if local(cell) in ("table-cell", "covered-table-cell"):
            number = cell.get(f"{_TABLE}number-rows-spanned", "1")
            if number != "1" and number.isascii() and number.isdecimal() and place < COLUMNS:
                yield place, int(number[:7])
            place += _repeated(cell, "columns")


def _styled(element: Element, attribute: str) -> str:
    return element.get(f"{_TABLE}{attribute}", "")


def _by_column(columns: list[tuple[int, str]]) -> list[str]:
    """Return the style of each column that is read."""
    styles: list[str] = []
    for times, style in columns:
        styles += [style] * min(times, COLUMNS - len(styles))
    return styles


def _number(value: str) -> str:
    """Return a number as written, without ".0", or "" if it is not a number."""
    try:
        number = float(value)
    except ValueError:
        return ""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value


def _words(cell: Element) -> str:
    """Return the paragraphs of a cell, each on a line, without comments on the cell."""
    return "\n".join(_line(part) for part in cell if part.tag == f"{_TEXT}p").strip()


def _line(element: Element) -> str:
    words = [element.text or ""]
    for part in element:
        name = local(part)
        if name == "s":
            number = part.get(f"{_TEXT}c", "1")
            words.append(" " * min(int(number) if number.isdecimal() else 1, _BLANKS))
        elif name in ("tab", "line-break"):
            words.append("\t" if name == "tab" else "\n")
        elif name not in ("annotation", "annotation-end", "note", "ruby-text", ""):
            words.append(_line(part))
        words.append(part.tail or "")
    return "".join(words)
