"""Parsing the text after `year:` and `date:` into a span of days."""

from __future__ import annotations

import re

from index_mappings import dates
from index_mappings.conditions import Days
from index_mappings.days import day_number, month_span, year_span
from index_mappings.sayings import sentence

_ISO = re.compile(r"(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_YEARS = re.compile(r"(\d{4})-(\d{4})")


def read_span(text: str) -> tuple[Days, str, bool] | None:
    """Return the span, how to say it, and whether its ends had to be swapped; None if unreadable.

    It may be YYYY, YYYY-MM, YYYY-MM-DD, two of these with `..` or `/` between them (one of them may
    be missing), YYYY-YYYY, or anything that `index_mappings.dates.read_date` can parse.
    """
    between = ".." if ".." in text else "/"
    first, parted, last = text.partition(between)
    if not parted:
        years = _YEARS.fullmatch(text)
        if years:
            first, parted, last = years[1], "..", years[2]
        else:
            return _single(text)
    first, last = first.strip(), last.strip()
    start = _days(first) if first else (None, None)
    end = _days(last) if last else (None, None)
    if start is None or end is None or not (first or last):
        return None
    swapped = False
    if start[0] is not None and end[1] is not None and start[0] > end[1]:
        start, end, first, last, swapped = end, start, last, first, True
    if not last:
        wording = sentence("any day from %(first)s on", first=first)
    elif not first:
        wording = sentence("any day up to %(last)s", last=last)
    elif "-" in first[1:] or "-" in last[1:]:
        wording = sentence("any day from %(first)s to %(last)s", first=first, last=last)
    else:
        wording = sentence("any day in %(years)s", years="-".join((first, last)))
    return Days(start[0], end[1]), wording, swapped


def _single(text: str) -> tuple[Days, str, bool] | None:
    span = _days(text)
    if span is None:
        return None
    is_day = span[0] == span[1]
    return (
        Days(*span),
        (
            sentence("the day %(day)s", day=text)
            if is_day
            else sentence("any day in %(years)s", years=text)
        ),
        False,
    )


def _days(text: str) -> tuple[int, int] | None:
    match = _ISO.fullmatch(text)
    if match is None:
        date = dates.read_date(text)
        return (date.start, date.end) if date.start is not None and date.end is not None else None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if match[3]:
            return day_number(year, month, day), day_number(year, month, day)
        return month_span(year, month) if match[2] else year_span(year)
    except (ValueError, IndexError):
        return None
