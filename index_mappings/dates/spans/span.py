"""From a complete date to the days it may fall on, and its text in EDTF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index_mappings.dates.conventions import DateConventions
from index_mappings.dates.points import Point, Unit
from index_mappings.dates.text.figures import LAST_YEAR
from index_mappings.dates.text.words import SEASON_MONTHS
from index_mappings.days import civil, day_number, month_length

Days = tuple[int, int]
Precision = Unit | Literal["range"]

# Which years of a decade and of a century, months of a year and days of a month are its early,
# mid and late ones. Usage differs (thirds, halves): these are the wider readings, and overlap.
_DECADE_PARTS = {"early": (0, 5), "mid": (3, 7), "late": (5, 9)}
_CENTURY_PARTS = {"early": (0, 50), "mid": (25, 75), "late": (50, 100)}
_YEAR_PARTS = {"early": (1, 6), "mid": (4, 9), "late": (7, 12)}
_MONTH_PARTS = {"early": (1, 15), "mid": (8, 23), "late": (15, 31)}


_LAST_IN_FOUR = -9999
"""EDTF writes a year of five figures with a Y, and no month or day beside it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `end`, both included, with their EDTF text and precision.

    `low` and `high` are the dates that represent it as the beginning or end of an interval; `exact`
    are the days without the margin of "circa", which are used to check the order.
    """

    start: int
    end: int
    precision: Precision
    edtf: str
    low: str
    high: str
    exact: Days
    time: str = ""


def edtf_year(year: int) -> str:
    """Return an astronomical year as EDTF writes it: "1950", "-0043"."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def edtf_month(year: int, month: int) -> str:
    """Return a month in EDTF; months past the twelfth are of the next year."""
    return f"{edtf_year(year + (month - 1) // 12)}-{(month - 1) % 12 + 1:02d}"


def edtf_day(number: int) -> str:
    """Return a day number in EDTF."""
    year, month, day = civil(number)
    return f"{edtf_month(year, month)}-{day:02d}"


def edtf_span(start: int, end: int) -> str:
    """Return the days from one to another in EDTF, with whole years and months as such."""
    (y1, m1, d1), (y2, m2, d2) = civil(start), civil(end)
    if (m1, d1, m2, d2) == (1, 1, 12, 31):
        parts = [edtf_year(y1), edtf_year(y2)]
    elif d1 == 1 and d2 == month_length(y2, m2):
        parts = [edtf_month(y1, m1), edtf_month(y2, m2)]
    else:
        parts = [edtf_day(start), edtf_day(end)]
    return parts[0] if parts[0] == parts[1] else "/".join(parts)


def month_start(year: int, month: int) -> int:
    """Return the first day of a month, whose number may be beyond the ends of the year."""
    return day_number(year + (month - 1) // 12, (month - 1) % 12 + 1)


def widen(days: Days, precision: Precision, units: int) -> Days:
    """Return days widened by a number of years, months or days: the units of their precision."""
    if not units:
        return days
    if precision == "day":
        return days[0] - units, days[1] + units
    months = units if precision in ("month", "season") else 12 * units
    # The day after the end is moved, so that the end of a month stays one.
    return _moved(days[0], -months), _moved(days[1] + 1, months) - 1


def _moved(number: int, months: int) -> int:
    """Return the same day a number of months later, or that month's last day."""
    year, month, day = civil(number)
    index = 12 * year + month - 1 + months
    year, month = index // 12, index % 12 + 1
    return day_number(year, month, min(day, month_length(year, month)))


def mark_of(point: Point) -> str:
    """Return EDTF's qualifier of a date: "?", "~", "%" for both, or ""."""
    if point.circa:
        return "%" if point.doubt else "~"
    return "?" if point.doubt else ""


def margin(point: Point, conventions: DateConventions) -> int:
    """Return the number of units by which a date's qualifiers widen it."""
    return max(
        conventions.circa_margin if point.circa else 0,
        conventions.doubt_margin if point.doubt else 0,
    )


def span_of(point: Point, conventions: DateConventions) -> Span | None:
    """Return the days and the EDTF text of a complete date, or None if it is impossible."""
    year = point.year
    units = margin(point, conventions)
    if point.days:
        return _days_span(point, point.days, units)
    if year is None or year > LAST_YEAR:
        return None
    if year < _LAST_IN_FOUR and point.unit != "year":
        return None
    mark = mark_of(point)
    if point.part or point.fraction:
        return _part_span(point, year, units)
    if point.unit == "season":
        return _season_span(point, year, mark, units)
    if point.unit in ("decade", "century"):
        return _years_span(point, year, mark, units)
    if point.unit == "year":
        days = (day_number(year), day_number(year, 12, 31))
        text = edtf_year(year) if year >= _LAST_IN_FOUR else f"Y{year}"
    elif point.unit == "month" and point.month:
        start = month_start(year, point.month)
        days, text = (start, month_start(year, point.month + 1) - 1), edtf_month(year, point.month)
    else:
        month, day = point.month or 1, point.day or 1
        if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):
            return None
        days = (day_number(year, month, day),) * 2
        text = edtf_day(days[0])
    edtf = text + mark
    if len(point.time) == len("HH:MM:SS") and not mark:
        edtf = f"{text}T{point.time}"  # EDTF has no time without seconds
    start, end = widen(days, point.unit, units)
    time = point.time if point.unit == "day" else ""
    return Span(start, end, point.unit, edtf, text + mark, text + mark, days, time)


def _days_span(point: Point, days: Days, units: int) -> Span | None:
    """Return the span of a date given by its days; "circa" also widens its text."""
    if civil(days[1])[0] > LAST_YEAR:
        return None
    start, end = widen(days, point.unit, units)
    low, high = edtf_day(start), edtf_day(end)
    edtf = edtf_span(start, end)
    if point.unit == "day" and start != end:
        edtf = f"[{low}..{high}]"
    time = point.time if point.unit == "day" else ""
    return Span(start, end, point.unit, edtf, low, high, days, time)


def _season_span(point: Point, year: int, mark: str, units: int) -> Span:
    first, last = SEASON_MONTHS[point.season]
    start, end = month_start(year, first), month_start(year, last + 1) - 1
    if point.season in (24, 28):
        # "Winter 1950" is the one that ends in 1950 for some and the one that begins for others.
        start = month_start(year, 0)
    days = (start, end)
    start, end = widen(days, "season", units)
    text = f"{edtf_year(year)}-{point.season}"
    if point.season > 24:  # EDTF takes these in no interval
        low, high = edtf_month(year, first) + mark, edtf_month(year, last) + mark
    else:
        low = high = text + mark
    # EDTF qualifies a season as the end of an interval only.
    return Span(start, end, "season", f"{low}/{high}" if mark else text, low, high, days)


def _years_span(point: Point, year: int, mark: str, units: int) -> Span:
    """Return the span of a decade or a century."""
    days = (day_number(year), day_number(point.last_year, 12, 31))
    start, end = widen(days, point.unit, units)
    low, high = edtf_year(year) + mark, edtf_year(point.last_year) + mark
    if year % 10 == 0 and point.unit == "decade":
        edtf = f"{edtf_year(year)[:-1]}X{mark}"
    elif year >= 100:
        edtf = f"{year // 100:02d}XX{mark}"
    else:
        edtf = f"[{edtf_year(year)}..{edtf_year(point.last_year)}]" if not mark else f"{low}/{high}"
    return Span(start, end, point.unit, edtf, low, high, days)


def _part_span(point: Point, year: int, units: int) -> Span:
    """Return the span of the early, mid or late part, or of a half or third, of a date.

    EDTF cannot qualify such a date, so its text has the widened ends.
    """
    if point.unit == "month" and point.month:
        first, last = _MONTH_PARTS[point.part]
        last = min(last, month_length(year, point.month))
        days = (day_number(year, point.month, first), day_number(year, point.month, last))
        start, end = widen(days, "month", units)
        low, high = edtf_day(start), edtf_day(end)
        return Span(start, end, "month", f"[{low}..{high}]", low, high, days)
    if point.unit == "year":
        first, last = _YEAR_PARTS[point.part]
        days = (month_start(year, first), month_start(year, last + 1) - 1)
        start, end = widen(days, "year", units)
        low, high = edtf_day(start)[:-3], edtf_day(end)[:-3]
        return Span(start, end, "year", f"[{low}..{high}]", low, high, days)
    first, last = _years_of_part(point, year)
    days = (day_number(first), day_number(last, 12, 31))
    start, end = widen(days, point.unit, units)
    low, high = edtf_year(civil(start)[0]), edtf_year(civil(end)[0])
    return Span(start, end, point.unit, f"[{low}..{high}]", low, high, days)


def _years_of_part(point: Point, year: int) -> tuple[int, int]:
    if point.fraction:
        number, count = point.fraction
        length = (100 if point.unit == "century" else 10) / count
        return year + int((number - 1) * length), min(point.last_year, year + int(number * length))
    offsets = (_DECADE_PARTS if point.unit == "decade" else _CENTURY_PARTS)[point.part]
    return year + offsets[0], min(point.last_year, year + offsets[1])
