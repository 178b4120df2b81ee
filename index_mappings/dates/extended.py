"""Extended Date/Time Format (ISO 8601-2, levels 0 to 2) read into a span of days.

The `edtf` library decides whether a text is EDTF. The days are computed here, because the library's
bounds end seasons at the turn of the year, leave open ends infinite, ignore significant digits and
accept 29 February in any year. It takes milliseconds for a date, so the simplest forms are read
without it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.dates.points import Point, Unit
from index_mappings.dates.spans.intervals import between, earlier, later, together
from index_mappings.dates.spans.span import Span, span_of
from index_mappings.dates.text.figures import LAST_YEAR
from index_mappings.days import day_number, month_length
from index_mappings.folding import clean
from index_mappings.record import Date


@cache
def _parser() -> Callable[[str], object]:
    """Return the library's parser, imported on first use: the import builds its grammar."""
    with warnings.catch_warnings():
        # Its grammar is older than a diagnostic of the parser generator it is built on.
        warnings.simplefilter("ignore")
        from edtf import parse_edtf  # noqa: PLC0415
        from edtf.parser import parser_classes  # noqa: PLC0415
    # It prints what it stumbles over, which is no business of the terminal of a load.
    setattr(parser_classes, "print", lambda *_: None)  # noqa: B010
    parse: Callable[[str], object] = parse_edtf
    return parse


def is_edtf(text: str) -> bool:
    """Return whether a text is valid EDTF of level 0, 1 or 2."""
    try:
        return bool(_parser()(text))
    except Exception:
        return False


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
_UNITS: Mapping[int, Unit] = {9: "decade", 99: "century"}
"""What some years one after the other are, by how far the last is from the first."""
_QUALIFIERS = re.compile(r"[?~%]")


def leaf_point(text: str) -> Point | None:
    """Return an EDTF date as a point, or None if it is not EDTF or too open."""
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
        unit = _UNITS.get(last - first)
        if unit is None or month:
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
    """Return the days of an EDTF date; with open digits, from the first possible to the last."""
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
    """Return the first and last possible year of a match, or None if no year is plausible."""
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
    """Return the two-digit numbers from 1 to `last` that match a pattern with open digits."""
    fits = re.compile(pattern.replace("X", r"\d"))
    return [number for number in range(1, last + 1) if fits.fullmatch(f"{number:02d}")]


_LONGEST = 250
"""Characters; the parser's time grows with the text."""

_LETTERS = re.compile(r"(?=.*\d)[-\d?~%./,XYEST:Z+\[\]{}]+")


def looks_extended(text: str) -> bool:
    """Return whether a text has only characters of EDTF, so that parsing it may be worthwhile."""
    return _LETTERS.fullmatch(text) is not None


def read_edtf(text: str, conventions: DateConventions = DEFAULT, *, display: str = "") -> Date:
    """Return the date of an EDTF string; undated if the string is not valid EDTF.

    `display` is the source's wording for the date, by default the string itself.
    """
    cleaned = clean(text)
    shown = clean(display) or cleaned
    span = span_of_edtf(cleaned.strip(), conventions)
    if span is None:
        return Date(display=shown)
    return Date(shown, cleaned.strip(), span.start, span.end, span.precision, span.time)


@lru_cache(maxsize=4096)  # a catalogue in EDTF repeats its dates, and parsing takes milliseconds
def span_of_edtf(text: str, conventions: DateConventions) -> Span | None:
    """Return the days of an EDTF string, or None if it is not valid or its year is implausible."""
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
    """Return an interval with one end given and the other bounded by the settings."""
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
