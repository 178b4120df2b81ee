"""Dates of the Ottoman financial calendar (Rumi, Mali): 10 Temmuz 1324 (R.); 13 Kânunuevvel 1326.

Its months are those of the Julian calendar; its year began on 1 March and is 584 behind ours: 1
March 1324 was 14 March 1908. From 1 March 1333 (1917) its days are Gregorian, and from 1334 its
year begins in January; 1341 (1925) was the last. A year without the calendar's mark may be of the
Hijra or Gregorian, so it is not read; only four month names are used for this calendar alone.
Months in figures may be counted from March or from January, so they are not read either.
"""

from __future__ import annotations

import re

from index_mappings.dates.calendars.julian import gregorian_days
from index_mappings.dates.points import Point, Signs, days_point
from index_mappings.days import day_number

CALENDAR = "rumi"

_YEARS = range(1256, 1342)  # 1840, when the state took it up, to 1925
_BEHIND = 584
_MARCH, _DECEMBER = 3, 12
_REFORMED = 1333

_MONTHS = {
    "mart": 3, "nisan": 4, "mayis": 5, "haziran": 6, "temmuz": 7, "agustos": 8, "eylul": 9,
    "tesrin[- ]?[iıu]?[- ]?evvel|t\\. ?evvel": 10, "tesrin[- ]?[iıu]?[- ]?s[ae]ni|t\\. ?sani": 11,
    "kanun[- ]?[iıu]?[- ]?evvel|k\\. ?evvel": 12, "kanun[- ]?[iıu]?[- ]?s[ae]ni|k\\. ?sani": 1,
    "subat": 2,
}  # fmt: skip
_OWN = "|".join(name for name, number in _MONTHS.items() if number in (10, 11, 12, 1))
_TURKISH = "nisan|mayis|haziran|temmuz|agustos|eylul|subat"
_MONTH = "|".join(f"(?P<m{number}>{name})" for name, number in _MONTHS.items())
_YEAR = r"1(?:2[5-9]|3[0-4])\d"
_WORD = r"(?:rum[iî]|mal[iî])(?: (?:takvim|calendar|year))?"
_BEFORE = rf"(?:{_WORD}|(?<![\w.] )r\.?)\s*"
_AFTER = rf"(?:\s*[(\[]?\s*(?:{_WORD}|r\.?)\s*[)\]]?(?![\w.]))"
_MARKED = re.compile(
    rf"(?<!\w){_BEFORE}(?:\d\d?[ ./-](?:\d\d?[./-]|\D{{3,20}}))?{_YEAR}(?!\d)|{_YEAR}{_AFTER}"
)
_NAMED = re.compile(rf"(?<!\w)(?:(?P<own>{_OWN})|{_TURKISH})[ ,.]+{_YEAR}(?!\d)")
_DATE = re.compile(
    rf"(?<!\w)(?:{_BEFORE})?(?:(?P<day>\d{{1,2}})[\s.]+)?(?:{_MONTH})[\s,.]+(?P<year>{_YEAR})(?!\d)"
    rf"{_AFTER}?"
)
_ALONE = re.compile(rf"(?<!\w){_BEFORE}(?P<a>{_YEAR})(?!\d)|(?<![\w./-])(?P<b>{_YEAR}){_AFTER}")
_HINT = re.compile(rf"(?<!\d){_YEAR}(?!\d)")


def is_rumi(levelled: str) -> bool | None:
    """Return whether a levelled text has a date of this calendar; None if uncertain."""
    if not _HINT.search(levelled):
        return False
    if _MARKED.search(levelled):
        return True
    found = list(_NAMED.finditer(levelled))
    if not found:
        return False
    return True if any(match["own"] for match in found) else None


def replaced(levelled: str, signs: Signs) -> str:
    """Return a levelled text with a sign for each date of this calendar in it."""
    if not is_rumi(levelled):
        return levelled
    levelled = _DATE.sub(lambda match: _dated(match, signs) or match[0], levelled)
    return _ALONE.sub(lambda match: _year(match, signs) or match[0], levelled)


def _dated(match: re.Match[str], signs: Signs) -> str:
    month = next(number for number in range(1, 13) if match[f"m{number}"])
    year, day = int(match["year"]), int(match["day"] or 0)
    first = _day(year, month, day or 1)
    if first is None:
        return ""
    if day:
        return signs.sign(days_point("day", first, first), CALENDAR)
    return signs.sign(days_point("month", first, _next_month(year, month) - 1), CALENDAR)


def _next_month(year: int, month: int) -> int:
    """Return the first day of the month after one that the calendar has."""
    if month == _DECEMBER and year >= _REFORMED:
        return day_number(year + _BEHIND + 1)
    is_last = month == _MARCH - 1 and year < _REFORMED
    return _day(year + 1, _MARCH, 1) if is_last else _day(year, month % 12 + 1, 1)  # type: ignore[return-value]


def _year(match: re.Match[str], signs: Signs) -> str:
    found = _whole(int(match["a"] or match["b"]))
    return signs.sign(found, CALENDAR) if found else ""


def _whole(year: int) -> Point | None:
    if year not in _YEARS:
        return None
    return days_point("year", _first_day(year), _first_day(year + 1) - 1)


def _first_day(year: int) -> int:
    if year > _REFORMED:
        return day_number(year + _BEHIND)
    return _day(year, _MARCH, 1) or 0


def _day(year: int, month: int, day: int) -> int | None:
    """Return the number of a day, or None if the calendar has no such day."""
    if year not in _YEARS:
        return None
    ours = year + _BEHIND
    if year < _REFORMED:
        return gregorian_days(ours + (month < _MARCH), month, day)
    if year == _REFORMED and month < _MARCH:
        return None
    try:
        return day_number(ours, month, day)
    except ValueError:
        return None
