"""A record as cells of a table: one column for each field of the mapping, under its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index_mappings.field_kinds.kind import Field
from index_mappings.json_values import members
from index_mappings.json_values import text as said
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.schemas.spans import iso

_BETWEEN = "; "
_CALCULATED = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, CSV injection)."""
_OWN = frozenset({"position", "source", "derived", "former_ids", "first_seen", "changed"})
"""Fields that say how a record came here: no table can say them back to a load."""
_LEFT_OUT = re.compile(r"\[left out: [\d,]+ characters, more than a cell holds\]")
LARGEST_CELL = 32_767
"""Characters that a cell may have (Excel's specification)."""
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, the field it is from, and which end of a date it has ("" for none)."""

    header: str
    field: Field | None
    end: str = ""


def columns(mapping: RecordMapping, *, text: bool) -> tuple[Column, ...]:
    """Return the columns of a mapping's records; long texts only if `text`."""
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
    What is longer than a cell of a sheet may be is left out, and the cell says so.
    """
    return [_fitting(cell) if (cell := _cell(record, column)) else "" for column in shown]


def is_left_out(cell: str) -> bool:
    """Return whether a cell says that a value was too long for it."""
    return _LEFT_OUT.fullmatch(cell.strip()) is not None


def _fitting(cell: str) -> str:
    if len(cell) > LARGEST_CELL:
        return f"[left out: {len(cell):,} characters, more than a cell holds]"
    return cell


def _cell(record: Record, column: Column) -> str:
    field = column.field
    if field is None:
        return record.id
    if field.name not in record.values:  # most cells of most records
        return ""
    # What is asked of a hundred thousand records is read from their JSON, and not made a Date or a
    # Party of first: that is half of the time.
    if field.kind.by_date:
        date = members(record.values[field.name])
        if not column.end:
            return said(date.get("display"))
        number = date.get(column.end)
        return iso(number) if isinstance(number, int) else ""
    if field.kind.names_people:  # not those known by their office alone
        parties = map(members, record.many(field.name))
        return _BETWEEN.join(said(one.get("name")) for one in parties if not one.get("why"))
    return _BETWEEN.join(filter(None, map(field.kind.line, record.many(field.name))))


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet calculates: an apostrophe comes before a formula."""
    return f"'{cell}" if cell.startswith(_CALCULATED) else cell


def undefused(cell: str) -> str:
    """Return a cell as it was before `defused`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_CALCULATED) else cell
