"""Several dates as one span: from one to another, one of several, all of several, open ends.

"1949-51", "January 30–February 2, 1950", "1924-5-c.1937", "1949 or 1950", "before 1950".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index_mappings.dates.conventions import DateConventions
from index_mappings.dates.points import Point, complete
from index_mappings.dates.spans.parsing import parse_point
from index_mappings.dates.spans.span import (
    Span,
    edtf_day,
    edtf_month,
    edtf_year,
    margin,
    mark_of,
    span_of,
    widen,
)
from index_mappings.dates.text.tokens import Token
from index_mappings.days import civil, day_number

# What EDTF takes within "[ ]" and "{ }" on either side of "..": a day, a month or a year.
_PLAIN = re.compile(r"-?\d{4}(?P<month>-(?:0\d|1[012])(?P<day>-\d\d)?)?")
# What it takes as one item of them: the same, qualified, or with digits left open.
_ITEM = re.compile(rf"(?:{_PLAIN.pattern}|\d\d[\dX]X)[?~%]?")


def between(first: Span, last: Span, *, choice: bool = False) -> Span | None:
    """Return the span from one's first day to another's last, or None if inverted.

    With `choice` it is one date somewhere between them.
    """
    is_inverted = first.exact[0] > last.exact[0] or first.exact[1] > last.exact[1]
    # "19--" to 1951 and March 1950 to 1950 are no inverted spans: only that part of the longer
    # one can be meant that is on its side of the other.
    is_within = _holds(first, last) or _holds(last, first)
    if first.start > last.end or (is_inverted and not is_within):
        return None
    edtf = f"{first.low}/{last.high}"
    if choice and _consecutive(first.low, last.high):
        edtf = f"[{first.low}..{last.high}]"
    exact = (first.exact[0], last.exact[1])
    return Span(first.start, last.end, "range", edtf, first.low, last.high, exact)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.exact[0] <= inner.exact[0] and inner.exact[1] <= outer.exact[1]


def together(spans: Sequence[Span], *, choice: bool) -> Span:
    """Return the span that covers several dates: all of them or, with `choice`, one of them.

    If EDTF cannot list them, its text is the interval of days that covers all.
    """
    first = min(spans, key=lambda span: span.start)
    last = max(spans, key=lambda span: span.end)
    items = [_item(span) for span in spans]
    if all(items):
        edtf = "[" + ",".join(items) + "]" if choice else "{" + ",".join(items) + "}"
    else:
        edtf = f"{edtf_day(first.start)}/{edtf_day(last.end)}"
    days = (first.start, last.end)
    return Span(*days, "range", edtf, first.low, last.high, days)


def _consecutive(low: str, high: str) -> bool:
    """Return whether EDTF takes "low..high": two dates with the same parts and no qualifiers."""
    one, other = _PLAIN.fullmatch(low), _PLAIN.fullmatch(high)
    return bool(one and other and one.lastindex == other.lastindex)


def _item(span: Span) -> str:
    """Return a span as an item of an EDTF list, or "" if a list cannot have it."""
    if _ITEM.fullmatch(span.edtf):
        return span.edtf
    if span.time:
        return span.low
    if span.precision == "range" and _consecutive(span.low, span.high):
        return f"{span.low}..{span.high}"
    return ""


def earlier(point: Point, conventions: DateConventions, *, inclusive: bool) -> Span | None:
    """Return "before 1950", or "not after 1950" if `inclusive`, as long as the settings say."""
    exact = span_of(replace(point, circa=False, doubt=False), conventions)
    if exact is None:
        return None
    last = exact.end if inclusive else exact.start - 1
    high = _edge(exact.high, inclusive, last, point) + mark_of(point)
    start = day_number(civil(last)[0] - conventions.open_years)
    end = widen((last, last), point.unit, margin(point, conventions))[1]
    return Span(start, end, "range", f"../{high}", edtf_year(civil(start)[0]), high, (start, last))


def later(point: Point, conventions: DateConventions, *, inclusive: bool) -> Span | None:
    """Return "after 1950", or "since 1950" if `inclusive`, as long as the settings say."""
    exact = span_of(replace(point, circa=False, doubt=False), conventions)
    if exact is None:
        return None
    first = exact.start if inclusive else exact.end + 1
    low = _edge(exact.low, inclusive, first, point) + mark_of(point)
    end = day_number(civil(first)[0] + conventions.open_years, 12, 31)
    start = widen((first, first), point.unit, margin(point, conventions))[0]
    return Span(start, end, "range", f"{low}/..", low, edtf_year(civil(end)[0]), (first, end))


def _edge(own: str, inclusive: bool, day: int, point: Point) -> str:
    """Return the closed end of an open span, with the precision of the date it is based on."""
    if inclusive:
        return own
    if point.days or point.unit == "day" or (point.unit == "month" and point.part):
        return edtf_day(day)
    year, month, _ = civil(day)
    if point.unit in ("month", "season") or (point.unit == "year" and point.part):
        return edtf_month(year, month)
    return edtf_year(year)


def ends_of(part: Sequence[Token]) -> list[list[Token]]:
    """Return the dates of a part, split at dashes and slashes."""
    ends: list[list[Token]] = [[]]
    for token in part:
        if token.kind in "-/":
            ends.append([])
        else:
            ends[-1].append(token)
    return ends


def with_era(ends: list[list[Token]]) -> list[list[Token]]:
    """Return the ends of "100-44 BC" with the era at both."""
    if len(ends) < 2 or not ends[-1] or ends[-1][-1].kind != "E":
        return ends
    era = ends[-1][-1]
    return [
        [*end, era] if end and all(token.kind in "YNHGq?" for token in end) else end for end in ends
    ]


def points_of(ends: Sequence[Sequence[Token]], conventions: DateConventions) -> list[Point] | None:
    """Return the dates of the ends, completed from each other, or None if one is not a date."""
    points = [parse_point(end, conventions) for end in ends]
    if any(point is None for point in points):
        return None
    return complete([point for point in points if point], spans=True)


def chain(
    ends: Sequence[Sequence[Token]], conventions: DateConventions, *, choice: bool = False
) -> Span | None:
    """Return the span from the first of the dates to the last."""
    points = points_of(ends, conventions)
    return span_of_chain(points, conventions, choice=choice) if points else None


def span_of_chain(
    points: Sequence[Point], conventions: DateConventions, *, choice: bool = False
) -> Span | None:
    """Return the span of complete dates in order; a qualifier of the first applies to all."""
    first = points[0]
    if len(points) == 2 and _is_one_winter(first, points[1]):
        return _one_winter(first, conventions)
    spans = [span_of(_qualified(point, first), conventions) for point in points]
    result = spans[0]
    for span in spans[1:]:
        if result is None or span is None:
            return None
        result = between(result, span, choice=choice)
    return result


def _qualified(point: Point, first: Point) -> Point:
    """Return a date with the qualifiers of the first; most have none."""
    if first is point or not (first.circa or first.doubt):
        return point
    return replace(point, circa=point.circa or first.circa, doubt=point.doubt or first.doubt)


def _is_one_winter(first: Point, last: Point) -> bool:
    """Return whether two dates are "winter 1949-50"."""
    return (
        first.season == 24
        and last.unit == "year"
        and first.year is not None
        and last.year == first.year + 1
    )


def _one_winter(first: Point, conventions: DateConventions) -> Span | None:
    """Return December to February: two years determine the winter."""
    year = first.year or 0
    ends = (replace(first, unit="month", month=12), Point("month", year + 1, 2, circa=first.circa))
    spans = [span_of(end, conventions) for end in ends]
    if spans[0] is None or spans[1] is None:
        return None
    joined = between(spans[0], spans[1])
    return replace(joined, precision="season") if joined else None
