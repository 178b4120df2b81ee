"""XLSX, for spreadsheets: every cell is text, so none is calculated and no number is changed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.exports.tables import cells, columns
from service.exports.xml_text import writable

MOST_ROWS = 50_000
"""Records of one workbook: it is written whole before it is sent, at some 5,000 a second."""
_KEPT = 8_000_000  # bytes of a workbook that are kept in memory; a larger one is a temporary file
_PIECE = 65_536


def workbook(records: Iterable[Record], mapping: RecordMapping, *, text: bool) -> Iterator[bytes]:
    """Yield a workbook of records, its header in the first row."""
    # openpyxl is as large as half of the service, and few readers ask for a workbook
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    shown = columns(mapping, text=text)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Records")
    sheet.append([column.header for column in shown])
    for record in records:
        row = []
        for value in cells(record, shown):
            cell = WriteOnlyCell(sheet, value=_fitting(value))
            cell.data_type = "s"  # else openpyxl makes a formula of what begins with "="
            row.append(cell)
        sheet.append(row)
    with tempfile.SpooledTemporaryFile(max_size=_KEPT) as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _fitting(value: str) -> str:
    return writable(value)
