"""A file as a table: finding its row of headers, and yielding its rows one at a time."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from index_mappings.access import CLOSED
from index_mappings.dates import read_date
from index_mappings.mapping import RecordMapping
from index_mappings.web_addresses import is_web_address
from loaders.drafts.access_wording import read_parts
from loaders.drafts.draft import Remark, Where
from loaders.drafts.field_maps.headers import recognised
from loaders.drafts.mistaken_format import refuse_make
from loaders.drafts.publicity import is_private_kind
from loaders.tables import delimited
from loaders.tables.delimited import Cells
from loaders.tables.grouped_headers import under_their_headings
from loaders.tables.open_documents import OpenDocument, is_open_document
from loaders.tables.text_files import encoding_of, lines
from loaders.tables.workbooks import Workbook, is_workbook
from service.errors import LoadError

_HEAD = 10  # rows that may be above the headers: a title, a date of export, instructions
_COMPARED = 50  # rows that are held against one that may be headers
_YEAR = 4  # figures of a year
_DATE_CHARACTERS = 40  # a longer text is not a date
_SAMPLE = 500  # rows that tell ids from repeated values, and dates from names


@dataclass
class Table:
    """A table under its headers.

    `before` are the rows above the headers, `sample` the first rows below them. `rows` yields all
    rows below them and can be called repeatedly.
    """

    path: str
    headers: tuple[str, ...]
    before: Sequence[Cells]
    sample: Sequence[Sequence[str]]
    _rows: Callable[[], Iterator[Cells]]
    remarks: list[Remark] = field(default_factory=list)
    workbook: Workbook | OpenDocument | None = None
    is_headless: bool = False

    def rows(self) -> Iterator[Cells]:
        """Yield the rows below the headers."""
        above = 0 if self.is_headless else len(self.before) + 1
        yield from islice(self._rows(), above, None)

    def late_remarks(self) -> Iterator[Remark]:
        """Yield remarks that are known only after the rows were read."""
        if self.workbook and self.workbook.unsaved:
            message = (
                f"{self.workbook.unsaved:,} cells have a formula and no result saved with it; "
                "the formulas themselves were loaded as text"
            )
            yield Remark(Where(self.path), message)

    def close(self) -> None:
        """Close the file."""
        if self.workbook:
            self.workbook.close()


def open_tables(path: str, mapping: RecordMapping, extra: Mapping[str, str]) -> Table:
    """Return the table of a file; raise LoadError if there is none."""
    refuse_make(path, "table", "csv")
    if is_workbook(path):
        book = OpenDocument(path) if is_open_document(path) else Workbook(path)
        try:
            return _of_workbook(book, path, mapping, extra)
        except BaseException:
            book.close()
            raise
    return _of_text(path, mapping, extra)


def _of_text(path: str, mapping: RecordMapping, extra: Mapping[str, str]) -> Table:
    encoding = encoding_of(path, extra.get("encoding", ""))
    remarks = [Remark(Where(path), encoding.remark)] if encoding.remark else []
    head = delimited.sample(lines(path, encoding))
    delimiter = codecs.decode(extra.get("delimiter", ""), "unicode_escape")
    has_line = bool(head) and head[0].lower().startswith("sep=") and len(head[0].strip()) == 5
    delimiter = delimiter or (
        head[0].strip()[4] if has_line else ""
    )  # Excel writes "sep=;" above all
    if len(delimiter) > 1:
        raise LoadError(f"the delimiter {delimiter!r} is more than one character")
    dialect = delimited.dialect_of(head[1:] if has_line else head, delimiter)
    first = list(delimited.rows(head, dialect))
    if not first:
        raise LoadError(f"{path} has no rows")
    _refuse_wide(path, first)
    headers, place = _head(path, first, mapping, extra)
    if place < 0:
        width = max(len(row.cells) for row in first if not row.fault or len(first) == 1)
    else:
        width = len(first[place].cells)

    def rows() -> Iterator[Cells]:
        return delimited.rows(lines(path, encoding), dialect, width)

    before = first[: max(place, 0)]
    table = Table(path, headers, before, (), rows, remarks, is_headless=place < 0)
    table.sample = [row.cells for row in islice(table.rows(), _SAMPLE) if not row.fault]
    return table


def _of_workbook(
    book: Workbook | OpenDocument, path: str, mapping: RecordMapping, extra: Mapping[str, str]
) -> Table:
    sheet = extra.get("sheet", "")
    if sheet and sheet not in book.sheets:
        raise LoadError(f"{path} has no sheet {sheet!r}; it has {', '.join(book.sheets)}")
    heads = {
        name: list(islice(book.rows(name), _HEAD + _SAMPLE))
        for name in ([sheet] if sheet else book.sheets[:50])  # a workbook for people has a few
    }
    found = {name: head for name, head in heads.items() if head}
    if not found:
        raise LoadError(f"{path} has no rows")
    shown = [name for name in found if sheet or not _is_kept_back(name, book)]
    if not shown:
        raise LoadError(
            f"{path}: the sheets with rows are hidden, or their names say that they are not "
            "public; -o sheet=NAME reads one anyway"
        )
    # The sheet with the most known headers is the catalogue; others are lists and notes for it.
    name = max(shown, key=lambda name: _known(found[name], mapping))
    head = found[name]
    _refuse_wide(path, head)
    headers, place = _head(path, head, mapping, extra)
    table = Table(path, headers, head[: max(place, 0)], (), lambda: book.rows(name), workbook=book)
    table.is_headless = place < 0
    table.sample = [row.cells for row in head[place + 1 :]]
    table.remarks = [
        Remark(
            Where(path),
            f"the sheet {other!r} was not read (-o sheet=NAME reads it)",
            quote=_told(rows),
        )
        for other, rows in found.items()
        if other != name
    ]
    if book.has_formulas:
        message = "the workbook has formulas; their saved results were loaded"
        table.remarks.append(Remark(Where(path), message))
    return table


def _is_kept_back(name: str, book: Workbook | OpenDocument) -> bool:
    """Return whether a sheet is hidden, or has a name such as "Closed files" or "Intern"."""
    access = read_parts(name)
    return name in book.hidden_sheets or is_private_kind(name) or access.kind == CLOSED


def _head(
    path: str, rows: Sequence[Cells], mapping: RecordMapping, extra: Mapping[str, str]
) -> tuple[tuple[str, ...], int]:
    """Return the headers and their row, or -1 if they were given for a table without headers.

    Raises LoadError if a table has none and its columns were not named.
    """
    if named := _named_columns(extra):
        return _headers(Cells(1, named), rows), -1
    place = _headers_at(rows, mapping)
    _refuse_headless(path, rows[place:], mapping, extra)
    headers = _headers(rows[place], rows[place + 1 :])
    above = rows[place - 1].cells if place > 0 and not rows[place - 1].fault else ()
    return under_their_headings(headers, above), place


def _refuse_wide(path: str, rows: Sequence[Cells]) -> None:
    """Raise LoadError if the first row is too wide to be headers."""
    if rows[0].is_wide:
        raise LoadError(f"{path}, line {rows[0].line}: {rows[0].fault}")


def _named_columns(extra: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns named for a table without headers; raise LoadError if incomplete."""
    header, columns = extra.get("header", "yes"), extra.get("columns", "")
    if header not in ("yes", "no"):
        raise LoadError(f"header={header!r}: write yes or no")
    if (header == "no") is not bool(columns):
        raise LoadError(
            "a table without headers needs names for its columns: "
            "-o header=no --columns number,title,date"
        )
    return tuple(name.strip() for name in columns.split(",")) if columns else ()


def _refuse_headless(
    path: str, rows: Sequence[Cells], mapping: RecordMapping, extra: Mapping[str, str]
) -> None:
    """Raise LoadError if the first row is a record like those below it, not headers."""
    known = recognised(rows[0].cells, mapping) if "header" not in extra else 0
    if "header" in extra or len(rows) < 2 or known > 1:
        return
    below = [row.cells for row in rows[1 : _COMPARED + 1] if not row.fault]
    like = [
        kind
        for place, cell in enumerate(rows[0].cells)
        if (kind := _kind(cell)) and _is_column_of(kind, place, below)
    ]
    # Figures in one column may be counts below a year; a word of a record may be a header
    # elsewhere; but no header is a day.
    is_record = len(like) > 1 or "year" in like or _is_again(rows[0].cells, below)
    if (not known and is_record) or {"date", "address"} & set(like):
        raise LoadError(
            f"{path} has no row of headers: its first row is a record like those below it. Name "
            "the columns: -o header=no --columns number,title,date (a column without a name is "
            "kept as notes). If these are headers, use -o header=yes"
        )


def _is_column_of(looks: str, place: int, below: Sequence[Sequence[str]]) -> bool:
    cells = [row[place] for row in below if place < len(row) and row[place].strip()]
    # "May 1950" is in a column of dates where others of it are years
    like = {"date", "year"} if looks == "date" else {looks}
    return bool(cells) and sum(_kind(cell) in like for cell in cells) * 3 >= len(cells) * 2


def _is_again(head: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Return whether two cells of a first row are values of other, different rows."""
    again = {
        place
        for row in below
        for place, cell in enumerate(row[: len(head)])
        if cell.strip() and cell == head[place] and list(row) != list(head)
    }
    return len(again) > 1


def _kind(cell: str) -> str:
    """Return the kind of a cell that cannot be a header: number, year, date, address; or ""."""
    text = cell.strip()
    if not text:
        return ""
    if text.replace(".", "").replace(",", "").isdecimal():
        is_year = len(text) == _YEAR and text.isdecimal() and read_date(text).is_dated
        return "year" if is_year else "figure"
    if is_web_address(text):
        return "address"
    return "date" if len(text) < _DATE_CHARACTERS and read_date(text).is_dated else ""


def _told(rows: Sequence[Cells]) -> str:
    """Return the text of a sheet's first rows."""
    text = " / ".join(" | ".join(filter(None, row.cells)) for row in rows)
    return text if len(text) <= 10_000 else f"{text[:10_000]} and more"


def _known(rows: Sequence[Cells], mapping: RecordMapping) -> int:
    return max(recognised(row.cells, mapping) for row in rows[:_HEAD])


def _headers_at(rows: Sequence[Cells], mapping: RecordMapping) -> int:
    """Return the index of the row of headers, or -1 if there is none.

    It is the first row with the most known headers, if more than one; else the first row with more
    than one cell, else the first.
    """
    some = [row if not row.fault else Cells(row.line, ()) for row in rows[:_HEAD]]
    if not some:
        return -1
    counts = [
        0 if place and _is_record(row.cells, mapping) else recognised(row.cells, mapping)
        for place, row in enumerate(some)
    ]
    best = max(range(len(some)), key=lambda place: (counts[place], -place))
    if counts[best] > 1:
        return best
    if counts[0]:
        return 0
    wide = (place for place, row in enumerate(some) if sum(map(bool, row.cells)) > 1)
    return next(wide, 0)


def _is_record(cells: Sequence[str], mapping: RecordMapping) -> bool:
    """Return whether a row has values, not headers: a day or a number, and few known names.

    "Item" and "Archives" are words of a record as well as headers.
    """
    filled = sum(bool(cell.strip()) for cell in cells)
    return any(map(_kind, cells)) and recognised(cells, mapping) * 2 <= filled


def _headers(row: Cells, below: Sequence[Cells]) -> tuple[str, ...]:
    """Return the headers, or "" for columns that have none."""
    width = max([len(row.cells), *(len(other.cells) for other in below if not other.fault)])
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    return tuple(cell.strip().lstrip("\ufeff") for cell in cells)
