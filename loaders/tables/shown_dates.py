"""The date of a cell as far as the cell shows it: a month has no day that nobody wrote."""

from __future__ import annotations

import datetime
from collections.abc import Set

from index_mappings.days import MONTHS


def date_text(value: datetime.datetime, shown: Set[str]) -> str:
    """Return a date as text. `shown` are "day", "month" and "year", none where that is not known.

    A cell that shows "August 1949" holds the first of August; the day is not in the source, so it
    is not in the text.
    """
    clock = f" {value:%H:%M:%S}".removesuffix(":00") if value.time() != datetime.time() else ""
    day = f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    if clock or "day" in shown or not shown & {"month", "year"}:
        return day + clock
    if {"month", "year"} <= shown:
        return f"{MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}" if "year" in shown else day


def shown_date(value: str, shown: Set[str]) -> str:
    """Return a date in ISO 8601 in the same way; as it is where it is no date of this calendar."""
    try:
        return date_text(datetime.datetime.fromisoformat(value), shown)
    except ValueError:
        return value
