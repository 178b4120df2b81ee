"""The date of a cell with the precision that the cell shows: a month has no day."""

from __future__ import annotations

import datetime
from collections.abc import Set

from index_mappings.days import MONTHS


def date_text(value: datetime.datetime, shown: Set[str]) -> str:
    """Return a date as text. `shown` are some of "day", "month" and "year", empty if unknown.

    A cell that shows "August 1949" holds the first of August; the source does not give the day, so
    the text does not either.
    """
    clock = f" {value:%H:%M:%S}".removesuffix(":00") if value.time() != datetime.time() else ""
    day = f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    if clock or "day" in shown or not shown & {"month", "year"}:
        return day + clock
    if {"month", "year"} <= shown:
        return f"{MONTHS[value.month - 1]} {value.year}"
    return f"{value.year}" if "year" in shown else day


def shown_date(value: str, shown: Set[str]) -> str:
    """Do the same for a date in ISO 8601; return it unchanged if it is not a Gregorian date."""
    try:
        return date_text(datetime.datetime.fromisoformat(value), shown)
    except ValueError:
        return value
