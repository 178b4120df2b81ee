"""Spans of days as arguments write them: "1950", "1949-10..1950-02", "1949..".

A span is two ends with ".." between them, either of which may be left out, or one end alone,
which stands for all of its days. Years have up to four digits, as EDTF level 0 does; a year
before 1 is written with a minus. All functions are pure and raise `Unfit`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index_mappings import dates
from index_mappings.days import civil, day_number, month_length
from index_mappings.facet_kinds.year import DASHES, years_in
from index_mappings.sayings import sentence
from index_mappings.unfit import Unfit, shown

_LAST = "(0?[1-9]|1[0-9]|2[0-8])"
_MONTH_AND_DAY = rf"(0?[1-9]|1[0-2])(-{_LAST})?|(0?[13-9]|1[0-2])-(29|30)|(0?[13578]|1[02])-31"
_END = rf"-?[0-9]{{1,4}}(-({_MONTH_AND_DAY}))?"
END_PATTERN = f"^({_END}| *)$"
"""A regular expression (ECMA 262) of an end as a program should write it: 1950, 1950-07-13."""
DATE_PATTERN = rf"^({_END}|{_END}\.\.({_END})?|\.\.{_END}| *)$"
"""The same of a span. What is written by hand is taken beside it; 29 February is too."""

_DAY = re.compile(r"(-?\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)


def date_value(text: str) -> str:
    """Return a span of days in its normal form: "1949-10..1950-02", "1950-07-13", "1949..".

    Written by hand ("13 July 1950") it is understood as a catalogue's date would be.
    """
    first, dots, last = DASHES.sub("..", text).partition("..")
    if not dots:
        return _end(text)
    if not first and not last:
        raise Unfit(
            sentence("%(value)s has no date in it; write 1949-10..1950-02", value=shown(text)), ""
        )
    start, end = (_end(part) if part else "" for part in (first, last))
    if ".." in start + end:
        raise Unfit(
            sentence("%(value)s has more than two ends; write 1949-10..1950-02", value=shown(text)),
            "",
        )
    return joined(start, end)


def joined(start: str, end: str) -> str:
    """Return the span from the first day of one end to the last day of the other."""
    if start and end:
        if _span(start)[0] > _span(end)[1]:
            raise Unfit(
                sentence("%(value)s ends before it begins", value="..".join((start, end))),
                f"{end}..{start}",
            )
        if start == end:
            return start
    return f"{start}..{end}"


def end_value(text: str) -> str:
    """Return one end of a span, a year, a month or a day: the arguments `from` and `to`."""
    value = _end(text)
    if ".." in value:
        raise Unfit(
            sentence("%(value)s is a span; write one year, month or day", value=shown(text)), ""
        )
    return value


def day_numbers(span: str) -> tuple[int | None, int | None]:
    """Return the first and last day number of a span in its normal form, None for an open end."""
    first, dots, last = span.partition("..")
    if not dots:
        return _span(first)
    return (_span(first)[0] if first else None), (_span(last)[1] if last else None)


@lru_cache(maxsize=4096)  # records that lists show again have the same days
def iso(number: int) -> str:
    """Return a day number as YYYY-MM-DD."""
    year, month, day = civil(number)
    return f"{_year(year)}-{month:02d}-{day:02d}"


def _end(text: str) -> str:
    found = _DAY.fullmatch(text)
    if found is None:
        return _by_hand(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None  # the pattern has no other way to match
    parts = [_year(year), *(f"{part:02d}" for part in (month, day) if part is not None)]
    value = "-".join(parts)
    try:
        _span(value)
    except ValueError:
        raise Unfit(
            sentence("%(value)s is not a day of the calendar", value=shown(text)), ""
        ) from None
    return value


def _by_hand(text: str) -> str:
    date = dates.read_date(text)
    if date.start is None or date.end is None:
        raise Unfit(
            sentence(
                "%(value)s is not a date; write 1950, 1950-07, 1950-07-13 or a span such as "
                "1949-10..1950-02",
                value=shown(text),
            ),
            years_in(text),
        )
    (year, month, day), last = civil(date.start), civil(date.end)
    if date.start == date.end:
        return iso(date.start)
    if day == 1 and last[2] == month_length(last[0], last[1]):
        if (year, month) == last[:2]:
            return f"{_year(year)}-{month:02d}"
        if month == 1 and last[1] == 12:
            years = _year(year), _year(last[0])
            return years[0] if years[0] == years[1] else f"{years[0]}..{years[1]}"
    return f"{iso(date.start)}..{iso(date.end)}"


def _span(end: str) -> tuple[int, int]:
    found = _DAY.fullmatch(end)
    if found is None:
        raise ValueError(end)
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or month is None:
        return day_number(year or 0), day_number(year or 0, 12, 31)
    if day is None:
        return day_number(year, month), day_number(year, month, month_length(year, month))
    return day_number(year, month, day), day_number(year, month, day)


def _year(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"
