"""Dates of Iran's solar calendar: 28 Mordad 1332; ۲۸ مرداد ۱۳۳۲; 1332 SH; ۱۳۳۲/۰۵/۲۸.

It has been the civil calendar since 1304 (1925): six months of 31 days, five of 30, and Esfand of
29, or 30 in a leap year. Of every 33 years 8 are leap years, which is exact from 1178 to 1633.
"""

from __future__ import annotations

import re

from index_mappings.dates.calendars.borrowed import borrowing
from index_mappings.dates.points import Point, Signs, days_point
from index_mappings.days import day_number

CALENDAR = "persian"

_YEARS = range(1200, 1480)  # 1821 to 2101: before, Iran wrote dates of the Hijra by the moon
_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})  # of 33 years
_NEW_YEAR = 1358, day_number(1979, 3, 21)  # a year, and the day on which it began

_MONTHS = (
    "farvardin|فرورد[یي]ن", "ordi?behesht|ارد[یي]بهشت", "khord[ao]d|xordad|خرداد", "tir|ت[یي]ر",
    "a?mord[ao]d|ا?مرداد", "shahr[iy]var|sahrivar|شهر[یي]ور", "mehr|مهر", "aban|ابان",
    "azar|اذر|آذر", "de[yi]|د[یي]", "bahman|بهمن", "esfand|isfand|اسفند",
)  # fmt: skip
_MONTH = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(_MONTHS, start=1))
_MARK = (
    r"(?:(?:ه\u0640?\.? ?|هجر[یي] |سال )?(?:ش\.?|شمس[یي]|خورش[یي]د[یي])|s\.? ?h\.?"
    r"|a\. ?p\.|a\. ?h\. ?s\.|ahs|shamsi|solar hijri|\(?solar\)?)(?!\w)"
)
_DATE = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of|-?م|ام)?[\s.,-]+)?(?:{_MONTH})"
    rf"(?: ماه)?(?!\w)[\s.,-]*(?:(?P<after>\d{{1,2}}),? +)?"
    rf"(?:سال )?(?P<year>\d{{4}})(?!\d)(?: ?{_MARK})?"
)
_borrowed = borrowing(_MONTHS, rf"\d{{4}}(?: ?{_MARK})?")
_FIGURES = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})(?P<sep>[./-])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d) ?{_MARK}"
)
_YEAR = re.compile(
    rf"(?<![\w./-])(?:سال )?(?P<year>\d{{4}})(?:(?P<dash> ?[-/] ?)(?P<last>\d{{4}}))? ?{_MARK}"
)


def replaced(levelled: str, signs: Signs) -> str:
    """Return a levelled text with a sign for each Persian date in it."""
    levelled = _FIGURES.sub(lambda match: _in_figures(match, signs) or match[0], levelled)
    levelled = _borrowed(levelled)
    levelled = _DATE.sub(lambda match: _dated(match, signs) or match[0], levelled)
    return _YEAR.sub(lambda match: _years(match, signs) or match[0], levelled)


def _in_figures(match: re.Match[str], signs: Signs) -> str:
    found = _date(int(match["year"]), int(match["month"]), int(match["day"]))
    return signs.sign(found, CALENDAR) if found else ""


def _dated(match: re.Match[str], signs: Signs) -> str:
    month = next(number for number in range(1, 13) if match[f"m{number}"])
    found = _date(int(match["year"]), month, int(match["day"] or match["after"] or 0))
    return signs.sign(found, CALENDAR) if found else ""


def _years(match: re.Match[str], signs: Signs) -> str:
    years = [int(text) for text in (match["year"], match["last"]) if text]
    if any(year not in _YEARS for year in years) or years != sorted(years):
        return ""
    points = [days_point("year", _first_day(one), _first_day(one + 1) - 1) for one in years]
    return (match["dash"] or "").join(signs.sign(point, CALENDAR) for point in points)


def _date(year: int, month: int, day: int) -> Point | None:
    """Return a day, or a month if the day is 0, or None if the calendar has no such date."""
    if year not in _YEARS or not 1 <= month <= 12:
        return None
    length = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not 0 <= day <= length:
        return None
    first = _first_day(year) + 30 * (month - 1) + min(month - 1, 6)
    if not day:
        return days_point("month", first, first + length - 1)
    return days_point("day", first + day - 1, first + day - 1)


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP


def _first_day(year: int) -> int:
    """Return the number of 1 Farvardin of a year."""
    known, day = _NEW_YEAR
    if year < known:
        return day - sum(365 + _is_leap(one) for one in range(year, known))
    return day + sum(365 + _is_leap(one) for one in range(known, year))
