"""A date given twice, in two calendars: "25 октября (7 ноября) 1917", "AH 1345 (1926-27)".

If the two agree, the date is the narrower of the two in our calendar. If not, it is undated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from index_mappings.dates.calendars.julian import CALENDAR as JULIAN
from index_mappings.dates.calendars.julian import julian, moved
from index_mappings.dates.conventions import DateConventions
from index_mappings.dates.points import Point
from index_mappings.dates.spans.parsing import parse_point
from index_mappings.dates.spans.span import Span, edtf_day
from index_mappings.dates.text.tidying import tidy
from index_mappings.dates.text.tokens import tokens
from index_mappings.days import civil

Found = tuple[Span | None, str]
"""A span and the calendar it was said in, or "" for ours."""

_BRACKET = re.compile(r"^([^(\[]*)[(\[]([^()\[\]]+)[)\]]([^(\[]*)$")
_SLASH = re.compile(r"^([^/]*[^/\d][^/]*)/([^/]+)()$")
_EQUALS = re.compile(r"^([^=]+)=([^=]+)()$")


def by_both(
    levelled: str, read: Callable[[str], Found], conventions: DateConventions
) -> Found | None:
    """Return the date given by a text with a second date in brackets or after "=".

    Return None if it is not such a text, or (None, "") if the two contradict each other.
    """
    match = _BRACKET.match(levelled) or _EQUALS.match(levelled)
    match = match or _SLASH.match(levelled)
    if match is None:
        return None
    span, calendar = read(f"{match[1]} {match[3]}")
    if span is None and (found := _year_at_end(match, read, conventions)):
        return found
    if span is None:
        return None
    day = _by_styles(span, match[2], conventions)
    if day is not None and not calendar:
        return _as_day(span, day), JULIAN
    other, other_calendar = read(match[2])
    if other is None or not (calendar or other_calendar):
        return None
    if max(span.start, other.start) > min(span.end, other.end):
        return None, ""
    narrower = other if other.end - other.start < span.end - span.start else span
    return narrower, calendar


def _year_at_end(
    match: re.Match[str], read: Callable[[str], Found], conventions: DateConventions
) -> Found | None:
    """Return the day of "25 October / 7 November 1917", in which the first day is Old Style."""
    span, calendar = read(match[2])
    day = None if span is None or calendar else _by_styles(span, match[1], conventions)
    return (_as_day(span, day), JULIAN) if span and day is not None else None


def _by_styles(span: Span, second: str, conventions: DateConventions) -> int | None:
    """Return the Gregorian day of two days in Old and New Style, or None if they do not match.

    The second may leave out year and month: "12 (25) декабря 1917".
    """
    if span.precision != "day" or span.start != span.end:
        return None
    point = parse_point(tidy(tokens(second, conventions)), conventions)
    if point is None:
        return None
    if _is(point, *civil(moved(span.start))):
        return moved(span.start)
    return span.start if _is(point, *julian(span.start)) else None


def _is(point: Point, year: int, month: int, day: int) -> bool:
    """Return whether the given parts of a day match this day."""
    if point.unit == "" and point.number is not None:
        return point.number == day
    if point.unit != "day" or point.day != day:
        return False
    return point.month in (None, month) and point.year in (None, year)


def _as_day(span: Span, day: int) -> Span:
    text = edtf_day(day)
    return replace(span, start=day, end=day, edtf=text, low=text, high=text, exact=(day, day))
