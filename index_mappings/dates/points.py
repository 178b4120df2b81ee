"""One date before it has a span: the parts given, and those it takes from its neighbours.

In "January 30–February 2, 1950" the first date has no year of its own, in "Jan. 11-13, 1950" the
second has no month; the same holds for "1949-51", "1950s-60s" and "18th-19th century". A date
that is parsed before the rest of its text is replaced there by a sign (`Signs`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Unit = Literal["", "day", "month", "season", "year", "decade", "century"]
"""What a date says at its most exact."""


@dataclass(frozen=True, slots=True)
class Point:
    """A date as written. `unit` is its precision, or "" for a bare number or a bare "early".

    `year` is astronomical; of a decade or a century it is the first, and `last_year` the last.
    `season` is EDTF's number (21 to 41). `part` is "early", "mid" or "late"; `fraction`
    (n, of) is the nth half, third or quarter. `number` is a bare number of `digits` figures:
    a day ("11" in "11-13 January"), a short year ("51" in "1949-51") or a century ("18th" in
    "18th-19th century"). `days` are the first and last day of a date of another calendar.
    """

    unit: Unit = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int = 0
    last_year: int = 0
    part: str = ""
    fraction: tuple[int, int] | None = None
    number: int | None = None
    digits: int = 0
    circa: bool = False
    doubt: bool = False
    time: str = ""
    days: tuple[int, int] | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to borrow."""
        if self.days:
            return True
        if self.year is None or not self.unit:
            return False
        return self.unit != "day" or (self.month is not None and self.day is not None)


def century(ordinal: int, *, before: bool = False) -> Point | None:
    """Return the nth century in the wider of its two senses: 1900 to 2000 for the twentieth.

    Before our era there is only one sense: the 5th century BC is 500 to 401 BC, -499 to -400.
    Return None if there is no such century.
    """
    if not 1 <= ordinal <= 99:  # EDTF's years have four figures
        return None
    if before:
        return Point("century", 1 - 100 * ordinal, last_year=-100 * (ordinal - 1))
    return Point("century", max(1, 100 * (ordinal - 1)), last_year=100 * ordinal)


_MOST_YEARS_ROUND = 20
"""A short year below its neighbour's is of the next hundred ("1898-02") if no further than this."""


def complete(points: Sequence[Point], *, spans: bool) -> list[Point] | None:
    """Return the dates completed from each other, or None if one is still incomplete.

    Years come mostly from the right, months and hundreds from the left. With `spans` the dates
    are the ends of one: "December 30–January 2, 1950" begins in 1949.
    """
    found = list(points)
    for place in range(len(found) - 2, -1, -1):
        found[place] = _from_right(found[place], found[place + 1], spans)
    for place in range(1, len(found)):
        found[place] = _from_left(found[place], found[place - 1])
    return found if all(point.is_complete for point in found) else None


def _from_right(point: Point, right: Point, spans: bool) -> Point:
    if point.is_complete:
        return point
    if right.unit == "century" and not point.unit:
        return _century_part(point, right)
    if right.year is None:
        return point
    if point.number is not None and right.unit == "day":
        return replace(point, unit="day", year=right.year, month=right.month, day=point.number)
    if point.part and not point.unit:
        return replace(right, part=point.part)
    if point.unit in ("day", "month", "season") and right.unit in (
        "day",
        "month",
        "season",
        "year",
    ):
        year = right.year - (spans and _comes_later(point, right))
        return replace(point, year=year)
    return point


def _century_part(point: Point, right: Point) -> Point:
    """Return the century of "18th" or "early" if its right neighbour is a century."""
    found: Point | None = right
    if point.number is not None:
        found = century(point.number, before=right.last_year < 1)
    if found is None:
        return point
    return replace(found, part=point.part, circa=point.circa, doubt=point.doubt)


def _comes_later(point: Point, right: Point) -> bool:
    """Return whether a date without a year would be after its neighbour if put in the same year."""
    if point.month is None or right.month is None:
        return False
    return (point.month, point.day or 0) > (right.month, right.day or 31)


def _from_left(point: Point, left: Point) -> Point:
    if point.is_complete:
        return point
    if point.unit == "day" and point.month is None:
        return replace(point, month=left.month)
    if left.year is None:
        return point
    if point.unit in ("day", "month", "season"):
        return (
            replace(point, year=left.year)
            if left.unit in ("day", "month", "season", "year")
            else point
        )
    if point.unit == "decade" and point.number is not None:
        year = left.year - left.year % 100 + point.number
        return replace(point, year=year, last_year=year + 9, number=None)
    if point.number is None or point.unit:
        return point
    if left.unit == "century" and left.last_year > 0:  # "siglos XVIII-XIX"
        following = century(point.number)
        return replace(following, circa=point.circa, doubt=point.doubt) if following else point
    if left.unit == "day" and point.number <= 31:
        return replace(
            point, unit="day", year=left.year, month=left.month, day=point.number, number=None
        )
    if left.unit in ("year", "month", "season", "day"):
        return replace(point, unit="year", year=_short_year(point, left.year), number=None)
    return point


def _short_year(point: Point, left: int) -> int | None:
    """Return the year of "51" after 1949, or None if it would be earlier."""
    within = 10**point.digits
    year = left - left % within + (point.number or 0)
    if year < left and point.digits == 2 and year + within - left <= _MOST_YEARS_ROUND:
        year += within
    return year if year >= left else None


_FIRST_SIGN = 0xE000  # of Unicode's private use: no text has one that means anything
_MOST_SIGNS = 32  # dates in a text of 400 characters


class Signs:
    """The points that signs in a text stand for, and the calendar that they are of."""

    def __init__(self) -> None:
        self._points: list[Point] = []
        self.calendar = ""

    def sign(self, point: Point, calendar: str = "") -> str:
        """Return the sign for a point, between blanks, or "" if the text has too many."""
        if len(self._points) >= _MOST_SIGNS:
            return ""
        self._points.append(point)
        self.calendar = self.calendar or calendar
        return f" {chr(_FIRST_SIGN + len(self._points) - 1)} "

    def point(self, char: str) -> Point | None:
        """Return the point that a character stands for, or None if it is not a sign."""
        place = ord(char) - _FIRST_SIGN
        return self._points[place] if 0 <= place < len(self._points) else None


def days_point(unit: Unit, first: int, last: int, *, margin: int = 0) -> Point:
    """Return the days from `first` to `last` as one date, widened by `margin` days."""
    return Point(unit=unit, days=(first - margin, last + margin))
