"""A record as cells of a table: one column for each field of the mapping, under its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index_mappings.field_kinds.kind import Field
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.schemas.spans import iso

_BETWEEN = "; "
_CALCULATED = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, CSV injection)."""
_OWN = frozenset({"position", "source", "derived", "former_ids", "first_seen", "changed"})
"""Fields that say how a record came here: no table can say them back to a load."""
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, the field it is from, and which end of a date it has ("" for none)."""

    header: str
    field: Field | None
    end: str = ""


def columns(mapping: RecordMapping, *, text: bool) -> tuple[Column, ...]:
    """Return the columns of a mapping's records; long texts only where `text` wants them."""
    return (Column("id", None), *_columns(mapping, text=text))


def _columns(mapping: RecordMapping, *, text: bool) -> Iterator[Column]:
    shown = (mapping.title, mapping.summary)
    for field in mapping.fields:
        kind = field.kind
        if (
            field.name in _OWN
            or kind.is_apparatus
            or (kind.is_long and field.name not in shown and not text)
        ):
            continue
        yield Column(field.name, field)
        if kind.by_date:
            yield from (Column(f"{field.name}.{end}", field, end) for end in ("from", "to"))


def cells(record: Record, shown: tuple[Column, ...]) -> list[str]:
    """Return a record's cells: several values in one with "; " between, names as they are counted.

    A date is as the source has it, with its first and last day (YYYY-MM-DD) in columns beside it.
    """
    return [_cell(record, column) for column in shown]


def _cell(record: Record, column: Column) -> str:
    field = column.field
    if field is None:
        return record.id
    if field.kind.by_date:
        date = record.date(field.name)
        if date is None:
            return ""
        number = {"from": date.start, "to": date.end}.get(column.end)
        if column.end:
            return "" if number is None else iso(number)
        return date.display
    if field.kind.names_people:
        return _BETWEEN.join(party.name for party in record.parties(field.name))
    return _BETWEEN.join(filter(None, map(field.kind.line, record.many(field.name))))


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet calculates: an apostrophe stands before a formula."""
    return f"'{cell}" if cell.startswith(_CALCULATED) else cell
