"""Extended Date/Time Format (ISO 8601-2, levels 0 to 2) read into a span of days.

The `edtf` library decides what is EDTF. The days are counted here: its bounds end seasons at
the turn of the year, leave open ends infinite, ignore significant digits and take 29 February
of any year; and it needs milliseconds for a date, so the plainest forms do without it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.dates.grammar import is_edtf
from index_mappings.dates.joining import between, earlier, later, together
from index_mappings.dates.leaves import PLAIN, leaf_point, leaf_span
from index_mappings.dates.spans import Span
from index_mappings.folding import clean
from index_mappings.record import Date

_LONGEST = 250
"""Characters; the parser's time grows with the text."""

_LETTERS = re.compile(r"(?=.*\d)[-\d?~%./,XYEST:Z+\[\]{}]+")


def looks_extended(text: str) -> bool:
    """Tell whether a text has the characters of EDTF only, so that reading it may be worth it."""
    return _LETTERS.fullmatch(text) is not None


def read_edtf(text: str, conventions: DateConventions = DEFAULT, *, display: str = "") -> Date:
    """Return the date an EDTF string says; undated where the string is not valid EDTF.

    `display` is what the source shows beside the string, by default the string itself.
    """
    cleaned = clean(text)
    shown = clean(display) or cleaned
    span = span_of_edtf(cleaned.strip(), conventions)
    if span is None:
        return Date(display=shown)
    return Date(shown, cleaned.strip(), span.start, span.end, span.precision, span.time)


@lru_cache(maxsize=4096)  # a catalogue in EDTF repeats its dates, and parsing takes milliseconds
def span_of_edtf(text: str, conventions: DateConventions) -> Span | None:
    """Return the days of an EDTF string, None where it is not valid or its year cannot be meant."""
    if not text or len(text) > _LONGEST or not looks_extended(text):
        return None
    if not all(PLAIN.fullmatch(end) for end in text.split("/", 1)) and not is_edtf(text):
        return None
    try:
        return _span(text, conventions)
    except (ValueError, OverflowError):  # a day that does not exist, beyond the grammar
        return None


def _span(text: str, conventions: DateConventions) -> Span | None:
    if text[0] in "[{":
        return _set(text, conventions)
    low, slash, high = text.partition("/")
    if not slash:
        return leaf_span(text, conventions)
    if low in ("", ".."):
        return _open(high, conventions, begins=False)
    if high in ("", ".."):
        return _open(low, conventions, begins=True)
    return _joined(low, high, conventions)


def _joined(low: str, high: str, conventions: DateConventions) -> Span | None:
    first, last = leaf_span(low, conventions), leaf_span(high, conventions)
    return between(first, last) if first and last else None


def _open(end: str, conventions: DateConventions, *, begins: bool) -> Span | None:
    """Return an interval of which one end is given, bounded on the other as the settings say."""
    point = leaf_point(end)
    if point is None:
        return None
    if begins:
        return later(point, conventions, inclusive=True)
    return earlier(point, conventions, inclusive=True)


def _set(text: str, conventions: DateConventions) -> Span | None:
    """Return the span over all members of "[ ]" or "{ }"."""
    spans: list[Span] = []
    for member in text[1:-1].split(","):
        low, dots, high = member.partition("..")
        if not dots:
            span = leaf_span(low, conventions)
        elif low and high:
            span = _joined(low, high, conventions)
        else:
            span = _open(low or high, conventions, begins=bool(low))
        if span is None:
            return None
        spans.append(span)
    if len(spans) == 1:
        return replace(spans[0], precision="range")
    return together(spans, choice=text[0] == "[")
