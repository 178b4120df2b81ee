"""Days of the Julian calendar, "Old Style", as days of ours.

A date is read as Old Style only if it says so ("25 October 1917 (O.S.)", "12 июля 1903 г. ст. ст.")
or gives both ("25 октября (7 ноября) 1917"). It keeps its wording and is converted to a Gregorian
day.
"""

from __future__ import annotations

import re

from index_mappings.dates.spans.span import Span, edtf_day, edtf_span
from index_mappings.days import civil

CALENDAR = "julian"

_OLD_WORDS = (
    r"(?:(?<!\w)o\. ?s\.?|(?<![\w.])os(?![\w.])|old[ -]style|julian(?: calendar)?"
    r"|ст\. ?ст\.?|(?:по )?стар(?:ому|ого|ий|им) стил[юяьем]+|за старим стилем|st\. ?st\.?"
    r"|starog stila|alten stils|a\. ?st\.|vieux style|v\. ?st?\.|vecchio stile|gamla stilen"
    r"|gamle stil|юл\. ?кал\.?)"
)
_NEW_WORDS = (
    r"(?:(?<!\w)n\. ?s\.?|(?<![\w.])ns(?![\w.])|new[ -]style|gregorian(?: calendar)?"
    r"|н\. ?ст\.?|(?:по )?нов(?:ому|ого|им) стил[юяьем]+|за новим стилем|neuen stils"
    r"|nouveau style|stile nuovo)"
)
_OLD = re.compile(rf"[\s,]*[(\[]?\s*{_OLD_WORDS}\s*[)\]]?")
_NEW = re.compile(rf"[\s,]*[(\[]?\s*{_NEW_WORDS}\s*[)\]]?")
_MARK = re.compile(
    rf"[(\[]\s*(?:{_OLD_WORDS}|{_NEW_WORDS})\s*[)\]]|,?\s*(?:{_OLD_WORDS}|{_NEW_WORDS})"
)
_DAYS_PER_CYCLE = 1461  # four years
_FIRST = -719_470  # 1 March of year 0 of the Julian calendar, counted from 1 January 1970
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def without_style(levelled: str) -> tuple[str, str]:
    """Return a levelled text without the name of a calendar, and "old", "new" or ""."""
    rest = _OLD.sub(lambda match: " " if _is_sure(match, levelled) else match[0], levelled)
    if rest != levelled:
        return rest.strip(), "old"
    rest = _NEW.sub(" ", levelled)
    return (rest.strip(), "new") if rest != levelled else (levelled, "")


def _is_sure(match: re.Match[str], levelled: str) -> bool:
    """Return whether a mark names a style; "2007 V.S." is a year of India's Vikram Samvat."""
    short = match[0].strip(" ,()[]").startswith("v.")
    return not short or _MONTH_NAMED.search(levelled, 0, match.start()) is not None


_MONTH_NAMED = re.compile(r"[^\W\d_]{3}")


def is_both(levelled: str) -> bool:
    """Return whether a text names both styles or has a second date in brackets."""
    marked = _OLD.search(levelled) is not None and _NEW.search(levelled) is not None
    return marked or re.search(r"[(\[]\s*\d", levelled) is not None


def without_marks(levelled: str) -> str:
    """Return a levelled text without the names of both calendars; its brackets stay."""
    return _MARK.sub(" ", levelled).strip()


def gregorian_days(year: int, month: int, day: int) -> int | None:
    """Return the number of a day of the Julian calendar, or None if it has no such day."""
    length = 29 if month == 2 and year % 4 == 0 else _MONTH_LENGTHS[month - 1]
    if not 1 <= day <= length:
        return None
    shifted = year - (month <= 2)
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return _FIRST + shifted * 365 + shifted // 4 + day_of_year


def julian(number: int) -> tuple[int, int, int]:
    """Return (year, month, day) in the Julian calendar for a day number."""
    cycle, rest = divmod(number - _FIRST, _DAYS_PER_CYCLE)
    year = (rest - rest // 1460) // 365
    day_of_year = rest - 365 * year
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + (3 if shifted < 10 else -9)
    return cycle * 4 + year + (month <= 2), month, day


def moved_span(span: Span) -> Span:
    """Convert a span of the Julian calendar that was read as Gregorian."""
    start, end = moved(span.start), moved(span.end)
    if span.precision in ("month", "year"):  # its last day is the one before the next begins
        end = moved(span.end + 1) - 1
    edtf = edtf_span(start, end)
    low, high = edtf_day(start), edtf_day(end)
    exact = (moved(span.exact[0]), moved(span.exact[1]))
    return Span(start, end, span.precision, edtf, low, high, exact, span.time)


def moved(number: int) -> int:
    """Convert a day of the Julian calendar that was read as Gregorian."""
    there = gregorian_days(*civil(number))
    return number if there is None else there
