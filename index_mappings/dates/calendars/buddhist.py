"""Years of the Buddhist era as Thailand counts them: 13 กรกฎาคม 2493; พ.ศ. 2494; B.E. 2494.

Days and months are those of our calendar. From 1941 on the year is 543 years ahead. From 1889 to
1940 it began on 1 April, so January 2470 was in 1928, and 2483 had nine months. Earlier years were
lunar and are not read.
"""

from __future__ import annotations

import re

from index_mappings.dates.points import Signs, days_point
from index_mappings.dates.text.languages import vocabulary
from index_mappings.days import day_number

CALENDAR = "buddhist"

_AHEAD = 543  # years
_FIRST, _SHORT, _LAST = 2432, 2483, 2699
"""The first year from April on, the one that had no January, and the last that can be meant."""

_APRIL = 4
_THAI = re.compile("[\u0e01-\u0e4f]")
_MARK = r"(?:พุทธศักราช|พ\. ?ศ\.?|b\. ?e\.|be(?= \d)|buddhist era)"
_YEAR = re.compile(
    rf"(?:(?P<month>[\u0e01-\u0e4f.]+)\s*)?(?P<before>{_MARK}\s*)?"
    rf"(?<![\d/])(?P<year>2[4-6]\d\d)(?!\d)(?P<after>\s*{_MARK})?"
)
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(2[4-6]\d\d)(?!\d)")
_THAI_FIGURES = re.compile("[๐-๙]")


def replaced(levelled: str, signs: Signs) -> str:
    """Return a levelled text with Buddhist years converted, if the era or the script shows them."""
    is_thai = _THAI.search(levelled) is not None
    if is_thai:
        levelled = _FIGURES.sub(lambda match: _day(match, signs), levelled)
    return _YEAR.sub(lambda match: _placed(match, signs, is_thai), levelled)


def in_thai_figures(text: str, levelled: str) -> str:
    """Return a levelled text marked as Thai if its only figures are Thai."""
    is_plain = _THAI_FIGURES.search(text) and not _THAI.search(levelled)
    return f"ปี {levelled}" if is_plain else levelled


def _day(match: re.Match[str], signs: Signs) -> str:
    """Return "1950-07-13" for "13/7/2493": in Thai dates the day comes first."""
    day, month, year = int(match[1]), int(match[3]), int(match[4])
    if month > 12 or year < _FIRST or (year == _SHORT and month < _APRIL):
        return match[0]
    signs.calendar = signs.calendar or CALENDAR
    ahead = _AHEAD - (year < _SHORT and month < _APRIL)
    return f"{year - ahead}-{month:02}-{day:02}"


def _placed(match: re.Match[str], signs: Signs, is_thai: bool) -> str:
    marked, word = match["before"] or match["after"], match["month"] or ""
    if word and re.fullmatch(_MARK, word):
        marked, word = word, ""
    year = int(match["year"])
    if not (marked or is_thai) or not _FIRST <= year <= _LAST:
        return match[0]
    month = vocabulary().kinds.get(word, ("", 0))
    if year > _SHORT:
        found = str(year - _AHEAD)
    elif month[0] == "M" and isinstance(month[1], int):
        if year == _SHORT and month[1] < _APRIL:
            return match[0]
        found = str(year - _AHEAD + (month[1] < _APRIL))
    else:
        last = day_number(
            year - _AHEAD + (year < _SHORT), *((3, 31) if year < _SHORT else (12, 31))
        )
        found = signs.sign(days_point("year", day_number(year - _AHEAD, _APRIL), last), CALENDAR)
    signs.calendar = signs.calendar or CALENDAR
    return f"{word} {found}" if word else found
