"""The dates of a row: its date, from columns of a date, a start and an end, and its opening day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index_mappings.dates import DateConventions
from index_mappings.dates.calendars.persian_figures import has_solar_day, is_persian
from index_mappings.field_kinds.kind import Field
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json
from loaders.drafts.field_maps.dates_in_columns import UNITS
from loaders.drafts.field_maps.dates_of_units import dates_of_units
from loaders.drafts.field_maps.inner_objects import dated_parts
from loaders.drafts.field_maps.made_rows import OpenRow, Pair
from loaders.drafts.field_maps.spans_of_columns import contradicts, read_columns
from loaders.drafts.undated import says_undated


def date_of(found: Field, some: Sequence[Pair], row: OpenRow, conventions: DateConventions) -> Json:
    """Return the date of a row from one or two columns, with remarks on contradictions."""
    parts = {"": "", "start": "", "end": ""}
    ends: list[Pair] = []
    units: dict[str, Pair] = {}
    for column, value in some:
        if column.target.part.endswith(UNITS):
            units[column.target.part] = (column, value)
            continue
        for part, item in dated_parts(value, column.target.part):
            if part not in parts:
                row.note(column, item)
            elif parts[part]:
                row.keep(column, item, "the record already has a date")
            else:
                parts[part] = plain_text(item)
                if part:
                    ends.append((column, item))
    for part, (column, value) in dates_of_units(units, row, conventions) if units else ():
        if parts[part]:
            row.keep(column, value, "the record already has a date")
        else:
            parts[part] = plain_text(value)
            if part:
                ends.append((column, value))
    conventions = _beside(parts, row, conventions)
    date, complete = read_columns(parts[""], parts["start"], parts["end"], conventions)
    if not complete:
        for column, value in ends:
            row.note(column, value)
    if date is None:
        return None
    if not date.is_dated and not says_undated(date.display):
        row.remark(f"the date {date.display!r} could not be read", found.name)
    if parts[""] and ends and contradicts(parts[""], parts["start"], parts["end"], conventions):
        row.remark(
            f"the date {parts['']!r} is not between {parts['start']!r} and {parts['end']!r}, "
            "which count",
            found.name,
        )
    return date.to_json()


def _beside(
    parts: Mapping[str, str], row: OpenRow, conventions: DateConventions
) -> DateConventions:
    """Return the conventions of a row: beside Persian words, 1332/05/28 is in Iran's calendar."""
    if not any(map(has_solar_day, parts.values())):
        return conventions
    words = (value for value in row.values if isinstance(value, str))
    return replace(conventions, solar_hijri=True) if any(map(is_persian, words)) else conventions


def opening_of(some: Sequence[Pair], row: OpenRow, conventions: DateConventions) -> Json:
    """Return the day on which the record opens; as written if it is not a plain day.

    An unreadable day holds the record back (`loaders.drafts.access`), so it is never dropped here.
    """
    texts = [plain_text(value) for _, value in some]
    found, _ = read_columns(texts[0], "", "", conventions)
    if len(texts) > 1 or found is None or found.precision != "day":
        return "; ".join(texts)
    day = found.edtf[:10]
    if day != texts[0]:
        row.note(*some[0])
    return day
