"""Whether a table's dates have the day or the month first, according to unambiguous dates.

"13/4/1951" anywhere in a table determines how "3/4/1951" in another row is read. If no date does,
the setting applies, with a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index_mappings.field_kinds.date import Dates
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Remark, Where
from loaders.drafts.field_maps.columns import Column
from loaders.drafts.field_maps.field_map import FieldMap

_DAY_AND_MONTH = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/-])")
_MONTHS = 12


def agreed(
    field_map: FieldMap,
    columns: Sequence[Column],
    sample: Sequence[Sequence[str]],
    mapping: RecordMapping,
    extra: Mapping[str, str],
) -> tuple[FieldMap, str]:
    """Return a field map with the order of a table's dates, and the remark to report.

    An order given for the load takes precedence; if dates disagree, the setting applies.
    """
    firsts, seconds, open_ones = 0, 0, ""
    for text, first, second in _dates(columns, sample, mapping):
        if first > _MONTHS >= second > 0:
            firsts += 1
        elif second > _MONTHS >= first > 0:
            seconds += 1
        elif 0 < first != second > 0 and max(first, second) <= _MONTHS:
            open_ones = open_ones or text
    if not open_ones or "day_first" in extra:
        return field_map, ""
    if bool(firsts) != bool(seconds):
        conventions = replace(field_map.conventions, day_first=bool(firsts))
        return replace(field_map, conventions=conventions), ""
    order = "day" if field_map.conventions.day_first else "month"
    why = "other dates of the table disagree" if firsts else "no date of the table says so"
    return field_map, (
        f"{open_ones!r} and its like were read with the {order} first, though {why} "
        "(--day-first or --month-first says it)"
    )


def remark(path: str, message: str) -> Iterator[Remark]:
    """Yield the remark on a table's dates, if any."""
    if message:
        yield Remark(Where(path), message, "date")


def _dates(
    columns: Sequence[Column], sample: Sequence[Sequence[str]], mapping: RecordMapping
) -> Iterator[tuple[str, int, int]]:
    """Yield each date in figures in the date columns, and its first two numbers."""
    dated = {field.name for field in mapping.fields if isinstance(field.kind, Dates)}
    places = [place for place, column in enumerate(columns) if column.target.field in dated]
    for cells in sample:
        for place in places:
            for match in _DAY_AND_MONTH.finditer(cells[place] if place < len(cells) else ""):
                yield match[0], int(match[1]), int(match[3])
