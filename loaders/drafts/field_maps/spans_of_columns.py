"""One date from several columns: its wording, its start and its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from index_mappings.dates import DateConventions, read_date
from index_mappings.dates.spans.span import edtf_span
from index_mappings.dates.text.figures import agreed_order
from index_mappings.record import Date

_SEVERAL = re.compile(r"[|;\n]|\^\^")
_BEFORE_OUR_ERA = re.compile(r"-(\d{1,4})")


@lru_cache(maxsize=16_384)  # as many as `read_date` remembers
def read_columns(
    shown: str, starts: str, ends: str, conventions: DateConventions
) -> tuple[Date | None, bool]:
    """Return the date of three columns, and whether it includes all of start and end.

    If both the wording and the span have a date, the narrower is used if one is within the other:
    "11 January 1950" beside 1950, or 1826 and 1827 beside "1826-7, reprinted 1892". If they
    contradict each other, start and end are used, because somebody entered them as the span, and
    the wording is shown. A start without an end is that day, month or year.
    """
    conventions = agreed_order(f"{shown} {starts} {ends}".lower(), conventions)
    first, last = _read(starts, conventions), _read(ends, conventions)
    span = _span(first or last, last or first)
    words = _read_all(shown, conventions) if shown else None
    complete = span is not None and bool(first) == bool(starts) and bool(last) == bool(ends)
    complete = complete and not _SEVERAL.search(starts + ends)  # a span has only its outer ends
    if span is None:
        if words is None and (starts or ends):
            return Date(display=" - ".join(part for part in (starts, ends) if part)), True
        return words, not (starts or ends)
    if words is None:
        return replace(span, display=_display(starts, ends, span)), complete
    if words.is_dated and _within(words, span):
        return words, complete and (words.start, words.end) == (span.start, span.end)
    return replace(span, display=shown, time=words.time), complete


def contradicts(shown: str, starts: str, ends: str, conventions: DateConventions) -> bool:
    """Return whether the wording and the span of a date have no day in common."""
    conventions = agreed_order(f"{shown} {starts} {ends}".lower(), conventions)
    words = read_date(shown, conventions)
    first, last = _read(starts, conventions), _read(ends, conventions)
    span = _span(first or last, last or first)
    if span is None or None in (words.start, words.end, span.start, span.end):
        return False
    return bool(words.end < span.start or span.end < words.start)  # type: ignore[operator]


def _read(text: str, conventions: DateConventions) -> Date | None:
    """Return the span of all dates in a column, or None if none can be read.

    A museum's -1855 is a year before our era: the end of a span is in another column.
    """
    text = _BEFORE_OUR_ERA.sub(r"\1 BC", text) if _BEFORE_OUR_ERA.fullmatch(text) else text
    found = _read_all(text, conventions)
    return found if found.is_dated else None


def _read_all(text: str, conventions: DateConventions) -> Date:
    found = read_date(text, conventions)
    if found.is_dated or not _SEVERAL.search(text):
        return found
    parts = [read_date(part, conventions) for part in _SEVERAL.split(text) if part.strip()]
    dated = [part for part in parts if part.is_dated]
    if not dated or len(dated) < len(parts):
        return found
    whole = _span(_earliest(dated), _latest(dated))
    return replace(whole, display=text) if whole else found


def _earliest(dates: Sequence[Date]) -> Date:
    return min(dates, key=lambda date: date.start or 0)


def _latest(dates: Sequence[Date]) -> Date:
    return max(dates, key=lambda date: date.end or 0)


def _span(first: Date | None, last: Date | None) -> Date | None:
    """Return the date from the start of one to the end of another, or None if inverted."""
    if first is None or last is None or first.start is None or last.end is None:
        return None
    if first.start > last.end:
        return None
    if (first.start, first.end) == (last.start, last.end):
        return first
    return Date("", edtf_span(first.start, last.end), first.start, last.end, "range")


def _within(inner: Date, outer: Date) -> bool:
    if None in (inner.start, inner.end, outer.start, outer.end):
        return False
    return outer.start <= inner.start and inner.end <= outer.end  # type: ignore[operator]


def _display(starts: str, ends: str, span: Date) -> str:
    if not starts or not ends or starts == ends:
        return starts or ends
    if starts[:4] == ends[:4] and span.precision == "year":
        return starts
    return f"{starts} - {ends}"
