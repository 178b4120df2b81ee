"""The dates of one span: "1949-51", "January 30–February 2, 1950", "1924-5-c.1937"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index_mappings.dates.borrowing import complete
from index_mappings.dates.conventions import DateConventions
from index_mappings.dates.joining import between
from index_mappings.dates.lexing import Token
from index_mappings.dates.parsing import parse_point
from index_mappings.dates.points import Point
from index_mappings.dates.spans import Span, span_of


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
        [*end, era] if end and all(token.kind in "YNHq?" for token in end) else end for end in ends
    ]


def points_of(ends: Sequence[Sequence[Token]], conventions: DateConventions) -> list[Point] | None:
    """Return the dates that the ends say, completed from each other; None where one says none."""
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
    """Return the span over complete dates in order; what qualifies the first qualifies all."""
    first = points[0]
    if len(points) == 2 and _is_one_winter(first, points[1]):
        return _one_winter(first, conventions)
    spans = [
        span_of(
            replace(point, circa=point.circa or first.circa, doubt=point.doubt or first.doubt),
            conventions,
        )
        for point in points
    ]
    result = spans[0]
    for span in spans[1:]:
        if result is None or span is None:
            return None
        result = between(result, span, choice=choice)
    return result


def _is_one_winter(first: Point, last: Point) -> bool:
    """Tell whether two dates are "winter 1949-50"."""
    return (
        first.season == 24
        and last.unit == "year"
        and first.year is not None
        and last.year == first.year + 1
    )


def _one_winter(first: Point, conventions: DateConventions) -> Span | None:
    """Return December to February: two years say which winter is meant."""
    year = first.year or 0
    ends = (replace(first, unit="month", month=12), Point("month", year + 1, 2, circa=first.circa))
    spans = [span_of(end, conventions) for end in ends]
    if spans[0] is None or spans[1] is None:
        return None
    joined = between(spans[0], spans[1])
    return replace(joined, precision="season") if joined else None
