"""Joining the dates of one component: "1901" and "1904-1905" become one date."""

from __future__ import annotations

from collections.abc import Sequence

from index_mappings.dates import read_edtf
from index_mappings.dates.spans.span import edtf_span
from index_mappings.record import Date

BULK = "bulk"
"""The kind of a date that says where most of a component falls, and not all of it."""


def joined(found: Sequence[tuple[str, Date]]) -> list[tuple[str, Date]]:
    """Return dates with their kinds; the first covers the days of all others of its kind.

    Dates within the first stay separate, and so do dates of another calendar.
    """
    if not found or not found[0][1].is_dated or found[0][0] == BULK:
        return list(found)
    kind, first = found[0]
    beside = [
        date
        for other, date in found[1:]
        if other == kind and date.calendar == first.calendar and _sticks_out(date, first)
    ]
    rest = [item for item in found[1:] if item[0] != kind or item[1] not in beside]
    return [(kind, _all_of([first, *beside]) if beside else first), *rest]


def _sticks_out(date: Date, first: Date) -> bool:
    if None in (date.start, date.end, first.start, first.end):
        return False
    return date.start < first.start or date.end > first.end  # type: ignore[operator]


def _all_of(dates: Sequence[Date]) -> Date:
    """Return one date for several, in order of their beginnings."""
    dates = sorted(dates, key=lambda date: (date.start or 0, date.end or 0))
    start = min(date.start for date in dates if date.start is not None)
    end = max(date.end for date in dates if date.end is not None)
    display = "; ".join(dict.fromkeys(date.display for date in dates))
    members = ",".join(date.edtf.replace("/", "..") for date in dates)
    read = read_edtf(f"{{{members}}}")
    is_said = (read.start, read.end) == (start, end)
    return Date(
        display,
        read.edtf if is_said else edtf_span(start, end),
        start,
        end,
        "range",
        calendar=dates[0].calendar,
    )
