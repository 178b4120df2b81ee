"""The values of a year facet as spans of days. The same for every engine."""

from __future__ import annotations

import re
from functools import lru_cache

from index_mappings.computed import WIDE
from index_mappings.days import year_span
from service.query.clauses import Days

_VALUE = re.compile(r"(-?\d{1,6})?(\.\.)?(-?\d{1,6})?")


def year_days(value: str, *, within: bool) -> Days | None:
    """Return the days of "1950", "1949..1951", "1949.." or "..1951", None for anything else."""
    found = _VALUE.fullmatch(value)
    if not found or not value.strip("."):
        return None
    first, dots, last = found.groups()
    if not dots:
        first = last = first or last
    start = year_span(int(first))[0] if first else None
    end = year_span(int(last))[1] if last else None
    return Days(start, end, within)


@lru_cache(maxsize=4096)  # a facet has the same hundred years in every answer
def year_order(value: str) -> tuple[int, int, str]:
    """Return what puts values of a year facet in order: by first year, what has none last."""
    first = value.split("..", maxsplit=1)[0]
    if value == WIDE or not first.lstrip("-").isdecimal():
        return (1, 0, value)
    return (0, int(first), value)
