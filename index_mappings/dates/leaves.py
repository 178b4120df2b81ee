"""One date of EDTF: years, months, days, seasons, digits left open, qualifiers, long years."""

from __future__ import annotations

import re

from index_mappings.dates.conventions import DateConventions
from index_mappings.dates.figures import LAST_YEAR
from index_mappings.dates.points import Point
from index_mappings.dates.spans import Span, span_of
from index_mappings.days import day_number, month_length

PLAIN = re.compile(r"(?!-0000)-?\d{4}(?:-(?:0[1-9]|1[012])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
"""The EDTF dates that need no parser to know them: year, month or day."""

_FIRST_YEAR = -99_999
"""Archives reach back to the first writing; the rest is room for what archaeologists keep."""

_LEAF = re.compile(
    r"""(?P<year>-?[\dX]{4})(?:S(?P<kept>\d+))?
        (?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?
        (?:T(?P<time>\d\d:\d\d:\d\d)\S*)?
      | Y(?P<long>-?\d+)(?:E(?P<exponent>\d{1,2}))?(?:S(?P<long_kept>\d+))?""",
    re.VERBOSE,
)
_QUALIFIERS = re.compile(r"[?~%]")


def leaf_point(text: str) -> Point | None:
    """Return an EDTF date as a point, None where it is none or too open to be one."""
    match = _LEAF.fullmatch(_QUALIFIERS.sub("", text))
    if match is None:
        return None
    found = match.groupdict()
    circa, doubt = "~" in text or "%" in text, "?" in text or "%" in text
    years = _years(found)
    if years is None:
        return None
    first, last = years
    month, day = found["month"], found["day"]
    # A month or a day wholly open is as if it were not there: "1950-XX-XX" is a year.
    month = None if month == "XX" and day in (None, "XX") else month
    day = None if day == "XX" else day
    if first != last:
        unit = {9: "decade", 99: "century"}.get(last - first, "")
        if not unit or month:
            return None
        return Point(unit, first, last_year=last, circa=circa, doubt=doubt)
    if month is None:
        return Point("year", first, circa=circa, doubt=doubt)
    if "X" in month or "X" in (day or ""):
        return None
    if int(month) > 12:
        return Point("season", first, season=int(month), circa=circa, doubt=doubt)
    if day is None:
        return Point("month", first, int(month), circa=circa, doubt=doubt)
    time = found["time"] or ""
    return Point("day", first, int(month), int(day), circa=circa, doubt=doubt, time=time)


def leaf_span(text: str, conventions: DateConventions) -> Span | None:
    """Return the days of an EDTF date; of one with open digits, from its first to its last."""
    point = leaf_point(text)
    if point is not None:
        return span_of(point, conventions)
    match = _LEAF.fullmatch(_QUALIFIERS.sub("", text))
    years = _years(match.groupdict()) if match else None
    if match is None or years is None:
        return None
    found = match.groupdict()
    months = _matching(found["month"] or "XX", 12)
    if not months:
        return None
    lowest = _matching(found["day"] or "XX", month_length(years[0], months[0]))
    highest = _matching(found["day"] or "XX", month_length(years[1], months[-1]))
    if not lowest or not highest:
        return None
    start = day_number(years[0], months[0], lowest[0])
    end = day_number(years[1], months[-1], highest[-1])
    return Span(start, end, "range", text, text, text, (start, end))


def _years(found: dict[str, str | None]) -> tuple[int, int] | None:
    """Return the first and the last year that a match may mean, None where none is plausible."""
    text = found["year"]
    if text:
        low, high = int(text.replace("X", "0")), int(text.replace("X", "9"))
    else:
        low = high = int(found["long"] or 0) * 10 ** int(found["exponent"] or 0)
    kept = found["kept"] or found["long_kept"]
    if kept and 0 < int(kept) < len(str(abs(low))):
        open_part = 10 ** (len(str(abs(low))) - int(kept))
        magnitude = abs(low) // open_part * open_part
        bounds = (magnitude, magnitude + open_part - 1)
        low, high = bounds if low >= 0 else (-bounds[0], -bounds[1])
    low, high = min(low, high), max(low, high)
    return (low, high) if low >= _FIRST_YEAR and high <= LAST_YEAR else None


def _matching(pattern: str, last: int) -> list[int]:
    """Return the numbers from 1 to `last` of two figures that fit a pattern with open digits."""
    fits = re.compile(pattern.replace("X", r"\d"))
    return [number for number in range(1, last + 1) if fits.fullmatch(f"{number:02d}")]
