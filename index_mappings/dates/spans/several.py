"""Several dates, spans of dates and open ends, read from the tokens of a whole text."""

from __future__ import annotations

from collections.abc import Sequence

from index_mappings.dates.conventions import DateConventions
from index_mappings.dates.points import Point, complete
from index_mappings.dates.spans.intervals import (
    chain,
    earlier,
    ends_of,
    later,
    points_of,
    span_of_chain,
    together,
    with_era,
)
from index_mappings.dates.spans.parsing import parse_point
from index_mappings.dates.spans.span import Span, span_of
from index_mappings.dates.text.figures import full_year
from index_mappings.dates.text.languages import vocabulary
from index_mappings.dates.text.tokens import Token


def read_span(found: Sequence[Token], conventions: DateConventions) -> Span | None:
    """Return the span of tidied tokens, or None if any of them cannot be understood."""
    if len(found) == 1 and found[0].kind == "P":  # the most common date, without a detour
        point = parse_point(found, conventions)
        return span_of(point, conventions) if point else None
    kinds = "".join(token.kind for token in found)
    if not kinds or "u" in kinds:
        return None
    if "n" in kinds:
        # "1920-1950, undated" and "n.d. [1950?]" are dated by what else they say.
        found = _trimmed([token for token in found if token.kind != "n"])
        return read_span(found, conventions) if found else None
    if "w" in kinds:
        return _between(found, kinds, conventions)
    return _list(found, conventions)


def _trimmed(found: list[Token]) -> list[Token]:
    """Return tokens without separators at either end."""
    while found and found[0].kind in ",;&|-":
        found = found[1:]
    while found and found[-1].kind in ",;&|":
        found = found[:-1]
    return found


def _between(found: Sequence[Token], kinds: str, conventions: DateConventions) -> Span | None:
    """Return "between 1949 and 1951": one date somewhere between two."""
    if kinds.endswith("w") and "w" not in kinds[:-1]:  # "1949 és 1951 között"
        found, kinds = [found[-1], *found[:-1]], "w" + kinds[:-1]
    place = max(kinds.find("&"), kinds.find("-"))
    if not kinds.startswith("w") or place < 0 or "w" in kinds[1:]:
        return None
    return chain([list(found[1:place]), list(found[place + 1 :])], conventions, choice=True)


def _list(found: Sequence[Token], conventions: DateConventions) -> Span | None:
    """Return one date, or several separated by commas, "and" or "or", as one span."""
    parts: list[list[Token]] = [[]]
    choice = False
    for token in found:
        if token.kind in ",;&|":
            choice = choice or token.kind == "|"
            if parts[-1]:
                parts.append([])
        else:
            parts[-1].append(token)
    parts = _rejoined(parts)
    if not parts:
        return None
    if len(parts) == 1:
        return _part(_with_century(parts[0], conventions), conventions)
    spans = [_part(part, conventions) for part in parts]
    if any(span is None for span in spans):
        return _borrowed_list(parts, conventions, choice)
    return together([span for span in spans if span], choice=choice)


def _with_century(part: list[Token], conventions: DateConventions) -> list[Token]:
    """Return a part with a first decade such as "'50s" put in the century of the conventions."""
    if any(token.kind == "W" for token in part):
        return part  # "50-е годы XX века" names its own
    for place, token in enumerate(part):
        point = token.value
        if token.kind == "D" and isinstance(point, Point):
            if point.number is None:
                return part
            year = full_year(f"{point.number:02d}", conventions)
            decade = token._replace(value=Point("decade", year, last_year=year + 9))
            return [*part[:place], decade, *part[place + 1 :]]
    return part


def _rejoined(parts: Sequence[list[Token]]) -> list[list[Token]]:
    """Return the parts, joining those that are not dates to the date they belong to.

    "1950, approximately" and "2009, ongoing" are one date; in "1951, probably printed later" the
    second part has no date to qualify.
    """
    result: list[list[Token]] = []
    for part in parts:
        kinds = {token.kind for token in part}
        if result and kinds and kinds <= {"q", "o"}:
            result[-1].extend(part)
        elif kinds - {"?"}:
            result.append(part)
    return result


def _borrowed_list(
    parts: Sequence[Sequence[Token]], conventions: DateConventions, choice: bool
) -> Span | None:
    """Return a list whose dates complete each other: "January 11 and 13, 1950"."""
    groups = [ends_of(part) for part in parts]
    points = [parse_point(end, conventions) for group in groups for end in group]
    if any(point is None for point in points):
        return None
    ready = complete([point for point in points if point], spans=False)
    if ready is None:
        return None
    spans: list[Span] = []
    for group in groups:
        span = span_of_chain(ready[: len(group)], conventions)
        ready = ready[len(group) :]
        if span is None:
            return None
        spans.append(span)
    return together(spans, choice=choice)


_BEHIND = {"[": "B", "]": "I", "o": "I", "<": "b", ">": "a"}
"""What is behind a date, and what would be in front of it and mean as much."""


def _begins_a_span(token: Token | None) -> bool:
    """Return whether a word begins a span: "from 1949 to 1951"; "since" and "not before" do not."""
    if token is None or token.kind != "I":
        return False
    word = str(token.value)
    return word == "from" or (" " not in word and word in vocabulary().kinds)


def _part(part: Sequence[Token], conventions: DateConventions) -> Span | None:
    """Return one date, a span of dates, or one with an open end."""
    operator = ""
    leading = 0
    while leading < len(part) and part[leading].kind in "bBaIq?":
        operator = part[leading].kind if part[leading].kind in "bBaI" else operator
        leading += 1
    kept = [token for token in part if token.kind not in "bBaI[]<>"]
    if operator == "" and part and part[-1].kind in _BEHIND:
        operator = _BEHIND[part[-1].kind]
    if len(part) - len(kept) > 1 or (len(part) > len(kept) and not operator):
        return None
    ends = with_era(ends_of(kept))
    if len(ends) > 1 and [token.kind for token in ends[-1]] in ([], ["o"], ["?"]):
        ends, operator = ends[:-1], "I"  # "1950-", "1950 to the present", "1950-?"
    elif len(ends) > 1 and [token.kind for token in ends[0]] in ([], ["?"]):
        ends, operator = ends[1:], "B"  # "-1950", "to 1950"
    elif len(ends) > 1 and _begins_a_span(part[leading - 1] if leading else None):
        operator = ""  # "from 1949 to 1951"
    ends = [[token for token in end if token.kind != "o"] for end in ends]
    if not operator:
        return chain(ends, conventions)
    if len(ends) > 2:
        return None
    points = points_of(ends, conventions)
    if not points:
        return None
    if len(points) == 2 and operator == "a" and all(point.unit == "year" for point in points):
        return _after_until(points, conventions)
    if len(points) == 2 and operator == "b":
        return earlier(points[-1], conventions, inclusive=True)  # from before 1910 to 1920
    if operator in "bB":
        return earlier(points[-1 if operator == "B" else 0], conventions, inclusive=operator == "B")
    return later(points[0 if operator == "I" else -1], conventions, inclusive=operator == "I")


def _after_until(points: Sequence[Point], conventions: DateConventions) -> Span | None:
    """Return "after 1910-1920": it begins after 1910 and ends with 1920."""
    first = later(points[0], conventions, inclusive=False)
    last = span_of_chain(points[1:], conventions)
    if first is None or last is None or first.start > last.end:
        return None
    exact = (first.exact[0], last.exact[1])
    edtf = f"{first.low}/{last.high}"
    return Span(first.start, last.end, "range", edtf, first.low, last.high, exact)
