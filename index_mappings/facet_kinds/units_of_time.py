"""Months, quarters, years and decades: their notation, numbers and bounds.

Units of one length are numbered consecutively, so the units between two can be listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from index_mappings.days import civil, day_number
from index_mappings.json_values import Json

WIDE = "wide"
"""The value of a record whose date covers more units than are counted."""

WITHIN = "year_within"
"""The part of the index for the one year that a date is within."""

_WRITTEN = re.compile(r"(-?\d{1,6})(?:-(\d\d)|-Q([1-4]))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time. `part` is the part of `computed.<facet>` that has its values.

    `months` is its length. `said` returns the value of a number, which is the months since the year
    0 divided by the length.
    """

    part: str
    months: int
    said: Callable[[int], str]

    def number(self, value: str) -> int | None:
        """Return the number of a value, or None if it is not a value of this unit."""
        found = _WRITTEN.fullmatch(value)
        if not found:
            return None
        year, month, quarter = found.groups()
        months = int(month) - 1 if month else (int(quarter) - 1) * 3 if quarter else 0
        return (int(year) * 12 + months) // self.months

    def days(self, number: int) -> tuple[int, int]:
        """Return the first and last day number of a unit."""
        first, after = (divmod(one * self.months, 12) for one in (number, number + 1))
        return day_number(first[0], first[1] + 1), day_number(after[0], after[1] + 1) - 1


def _iso(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


YEARS = "years"
UNITS: Mapping[str, Unit] = MappingProxyType(
    {
        "month": Unit("months", 1, lambda number: f"{_iso(number // 12)}-{number % 12 + 1:02d}"),
        "quarter": Unit("quarters", 3, lambda number: f"{_iso(number // 4)}-Q{number % 4 + 1}"),
        "year": Unit(YEARS, 12, str),
        "decade": Unit("decades", 120, lambda number: str(number * 10)),
    }
)


@lru_cache(maxsize=4096)  # records of one day come one after the other
def units_of(start: int, end: int, widest: int, made: frozenset[str]) -> dict[str, Json]:
    """Return the units that cover the days from one to another, by part; do not modify them.

    The calendar is computed once for each of the two days, or once if they are the same. Pays for:
    "loading short records" of `make bench`.
    """
    found: dict[str, Json] = {}
    from_month = _month(start)
    to_month = from_month if end == start else _month(end)
    for unit in UNITS.values():
        if unit.part == YEARS or unit.part in made:
            first, last = from_month // unit.months, to_month // unit.months
            is_wide = last - first >= widest
            found[unit.part] = [WIDE] if is_wide else list(map(unit.said, range(first, last + 1)))
    if (year := from_month // 12) == to_month // 12:
        found[WITHIN] = [str(year)]
    return found


def _month(day: int) -> int:
    """Return the number of months from the year 0 to the month of a day."""
    year, month, _ = civil(day)
    return year * 12 + month - 1
