"""Dates of the French Republican calendar, in use from 1792 to 1805: 13 vendémiaire an IV.

Years 3, 7 and 11 had a sixth extra day at the end. The library for this calendar (convertdate)
needs an astronomical library under the LGPL, for years in which the calendar was no longer used.
"""

from __future__ import annotations

import re

from index_mappings.dates.calendars.borrowed import borrowing
from index_mappings.dates.points import Point, Signs, days_point
from index_mappings.dates.text.words import ROMAN
from index_mappings.days import day_number

CALENDAR = "french-republican"

_LAST_YEAR = 14
_LEAP = (3, 7, 11)
_MONTHS = (
    "vendemiaire", "brumaire", "frimaire", "nivose", "pluviose", "ventose",
    "germinal", "floreal", "prairial", "messidor", "thermidor|fervidor", "fructidor",
    "(?:jours? )?(?:complementaires?|sans-?culottides?)(?: de)?",
)  # fmt: skip
_MONTH = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(_MONTHS, start=1))
_NUMBER = r"(?:xiv|xiii|xii|xi|ix|x|viii|vii|vi|iv|v|iii|ii|i|\d{1,2})(?![\w.]\d|\w)"
_OF_THE_REPUBLIC = r"(?: de la republique)?(?: francaise)?"
_YEAR = r"(?:de )?(?:l')?(?:an|year|annee|jahr)s? "
_DATE = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:e|er|eme|th|st|nd|rd)?(?: of)?[ .]+)?(?:{_MONTH})(?!\w)"
    rf"[ ,]+(?:{_YEAR})?(?P<year>{_NUMBER}){_OF_THE_REPUBLIC}"
)
_borrowed = borrowing(_MONTHS, rf"(?:{_YEAR})?{_NUMBER}")
_YEARS = re.compile(
    rf"(?<!\w)(?:de )?(?:l')?ans? (?P<first>{_NUMBER})"
    rf"(?:(?P<dash> ?[-/] ?| a | et )(?:l'an |an )?(?P<last>{_NUMBER}))?{_OF_THE_REPUBLIC}"
)


def replaced(levelled: str, signs: Signs) -> str:
    """Return a levelled text with a sign for each Republican date in it."""
    levelled = _borrowed(levelled)
    levelled = _DATE.sub(lambda match: _dated(match, signs) or match[0], levelled)
    return _YEARS.sub(lambda match: _years(match, signs) or match[0], levelled)


def _dated(match: re.Match[str], signs: Signs) -> str:
    month = next(number for number in range(1, 14) if match[f"m{number}"])
    found = _date(_number(match["year"]), month, int(match["day"] or 0))
    return signs.sign(found, CALENDAR) if found else ""


def _date(year: int, month: int, day: int) -> Point | None:
    if not 1 <= year <= _LAST_YEAR:
        return None
    length = 30 if month < 13 else 6 if year in _LEAP else 5
    if day > length:
        return None
    first = _first_day(year) + 30 * (month - 1)
    if not day:
        return days_point("month", first, first + length - 1)
    return days_point("day", first + day - 1, first + day - 1)


def _years(match: re.Match[str], signs: Signs) -> str:
    years = [_number(text) for text in (match["first"], match["last"]) if text]
    if any(not 1 <= year <= _LAST_YEAR for year in years):
        return ""
    points = [days_point("year", _first_day(one), _first_day(one + 1) - 1) for one in years]
    return (match["dash"] or "").join(signs.sign(point, CALENDAR) for point in points)


def _number(text: str) -> int:
    return ROMAN.get(text) or (int(text) if text.isdecimal() else 0)


def _first_day(year: int) -> int:
    """Return the number of 1 vendémiaire of a year."""
    return day_number(1792, 9, 22) + 365 * (year - 1) + sum(leap < year for leap in _LEAP)
