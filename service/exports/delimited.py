"""CSV: UTF-8 with a byte order mark, without which spreadsheets read Đặng as Äáº·ng."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.exports.tables import BYTE_ORDER_MARK, cells, columns, defused


def csv_rows(records: Iterable[Record], mapping: RecordMapping, *, text: bool) -> Iterator[bytes]:
    """Yield the lines of a table of records, its header first."""
    shown = columns(mapping, text=text)
    yield (BYTE_ORDER_MARK + _line([column.header for column in shown])).encode()
    for record in records:
        yield _line([defused(cell) if cell else "" for cell in cells(record, shown)]).encode()


def _line(row: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(row)
    return written.getvalue()
