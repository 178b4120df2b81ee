"""Dates in figures (1950-01-11, 11.1.1950, 13.vii.1950), the plainest dates, and times of day.

Times are 10:15 p.m., 22.15 Uhr, 22 h 15, ore 22, 22 ч. 15 мин., 午後10時15分. A number alone is not
a time: it needs a colon, or a word for time.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index_mappings.dates.conventions import DateConventions
from index_mappings.dates.points import Point
from index_mappings.dates.text.languages import vocabulary
from index_mappings.dates.text.words import MONTHS
from index_mappings.days import month_length

LAST_YEAR = 2199
"""Years above this are numbers, or stand for "never" in a database (9999): no date is invented."""

_LATE = 80
"""From this year of a hundred on, "-00" is the year that begins the next: "1999-00"."""

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_MONTHS = {name: number for number, name in enumerate(_ROMAN, start=1)}
_NAMED = r"[^\W\d_]{3,}|" + "|".join(sorted(_ROMAN, key=len, reverse=True))

FIGURES = re.compile(
    rf"""(?<![\d.])(?:
        (?P<y1>\d{{4}})(?P<s1>[-./])\ ?(?P<m1>\d{{1,2}}|{_NAMED})(?P=s1)\ ?(?P<d1>\d{{1,2}})(?!\d)
            (?:t(?=\d\d:))?
      | (?P<a2>\d{{1,2}})(?P<s2>[-./])\ ?(?P<b2>\d{{1,2}})(?P=s2)\ ?(?P<y2>\d{{4}}|\d\d)(?!\d)
      | (?P<d3>\d{{1,2}})(?P<s3>[-./]|\ )\ ?(?P<m3>{_NAMED})\.?(?P=s3)\ ?
            (?P<y3>\d{{4}}|\d\d)(?!\d|\?\?|--|__)
      | (?P<d8>\d{{1,2}})/(?P<m8>\d{{1,2}})\ (?P<y8>\d{{4}})(?!\d)
      | (?P<m4>\d{{1,2}})[-./](?P<y4>\d{{4}})(?!\d|[-./]\d{{1,2}}(?!\d))
      | (?P<y5>\d{{4}})(?P<s5>[-/])(?P<m5>\d\d?|xx)(?!\d)(?:(?P=s5)xx\b)?(?![:.]?\d*\s*[ap]\.?\s?m)
      | (?P<y6>\d{{4}})\ ?[年년]\ ?(?P<m6>\d{{1,2}})\ ?[月월](?:\ ?(?P<d6>\d{{1,2}})\ ?[日号號일])?
      | (?P<compact>\d{{8}})(?!\d)
    )""",
    re.VERBOSE,
)

_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})([-./]) ?(\d{1,2})\2 ?(?:\d{4}|\d\d)(?!\d)")


def valid(year: int, month: int = 1, day: int = 1) -> bool:
    """Return whether the day exists and its year is plausible."""
    return year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def full_year(text: str, conventions: DateConventions) -> int:
    """Return the year of two or four digits."""
    year = int(text)
    if len(text) > 2:
        return year
    return conventions.century + (year - conventions.century) % 100


def point_of(match: re.Match[str], conventions: DateConventions) -> Point | None:
    """Return the date of a match of FIGURES, or None if it is not one."""
    found = match.groupdict()
    if found["compact"]:
        text = found["compact"]
        return _point(int(text[:4]), int(text[4:6]), int(text[6:]), least=1000)
    if found["y1"]:
        year, month, day = int(found["y1"]), _month(found["m1"]), int(found["d1"])
        return _point(year, month, day) or _point(year, day, month)
    if found["y2"]:
        year = full_year(found["y2"], conventions)
        first, second = int(found["a2"]), int(found["b2"])
        if 0 in (first, second) and len(found["y2"]) > 2:  # "12/00/1963" of a database
            return _point(year, first or second, 0, least=1000)
        days = ((first, second), (second, first))  # (day, month), by the two orders
        for day, month in days if _is_day_first(found["s2"], conventions) else days[::-1]:
            if valid(year, month, day):
                return _point(year, month, day)
        return None
    if found["y3"]:
        return _point(full_year(found["y3"], conventions), _month(found["m3"]), int(found["d3"]))
    if found["y8"]:  # as Scandinavians write it, who have the day first
        return _point(int(found["y8"]), int(found["m8"]), int(found["d8"]))
    if found["y4"]:
        return _point(int(found["y4"]), int(found["m4"]), 0)
    if found["y6"]:
        return _point(int(found["y6"]), int(found["m6"] or 0), int(found["d6"] or 0))
    return _year_month(int(found["y5"]), found["m5"], conventions)


def agreed_order(text: str, conventions: DateConventions) -> DateConventions:
    """Return the conventions with the order of day and month that the dates in a text allow.

    In "11/1/1950-13/1/1950" the second date determines the order of the first.
    """
    for match in _DAY_MONTH.finditer(text):
        day, month = int(match[1]), int(match[3])
        is_first = _is_day_first(match[2], conventions)
        if not is_first:
            day, month = month, day
        if month > 12 >= day:
            return replace(conventions, day_first=not is_first, dotted_day_first=not is_first)
    return conventions


def _is_day_first(between: str, conventions: DateConventions) -> bool:
    """Return whether the day comes first if neither number decides."""
    return conventions.dotted_day_first if between == "." else conventions.day_first


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _ROMAN_MONTHS.get(text) or MONTHS.get(text) or vocabulary().months.get(text, 0)


def _point(year: int, month: int, day: int, *, least: int = 1) -> Point | None:
    """Return a date whose month and day may be 0, as databases write unknown parts."""
    if not least <= year <= LAST_YEAR:
        return None
    if month == 0 and day == 0:
        return Point("year", year)
    if day == 0:
        return Point("month", year, month) if valid(year, month) else None
    return Point("day", year, month, day) if valid(year, month, day) else None


def _year_month(year: int, text: str, conventions: DateConventions) -> Point | None:
    """Return the month of "1950-07", or None if the text is a span of years ("1950-51").

    "1911-12" (and "1785-6") can be either: it is read as the span, which includes the month, unless
    the source is known to write months this way.
    """
    if text == "xx" or (text == "00" and year % 100 < _LATE):  # "1950-00" of a database
        return _point(year, 0, 0)
    if text == "00":
        return None
    within = 10 ** len(text)
    if int(text) > year % within and not conventions.iso_months:
        return None
    return _point(year, int(text), 0)


_PLAIN = re.compile(r"(?:([a-z]{3,9})\.? (?:([0-9]{1,2}),? )?)?([0-9]{3,4})")


def _iso_day(levelled: str) -> Point | None:
    """Return the day of "1950-01-11", the form of most programs."""
    if len(levelled) != len("1950-01-11") or levelled[4] != "-" or levelled[7] != "-":
        return None
    parts = levelled.split("-")
    if len(parts) != 3 or not all(map(str.isdecimal, parts)):
        return None
    year, month, day = map(int, parts)
    return Point("day", year, month, day) if year and valid(year, month, day) else None


def plain_point(levelled: str) -> Point | None:
    """Return the date of a text that is exactly one of these forms, or None for any other."""
    match = _PLAIN.fullmatch(levelled)
    if match is None:
        return _iso_day(levelled)
    year = int(match[3])
    if not 0 < year <= LAST_YEAR:
        return None
    if match[1] is None:
        return Point("year", year)
    month = MONTHS.get(match[1]) or vocabulary().months.get(match[1])
    if month is None:
        return None
    if match[2] is None:
        return Point("month", year, month)
    day = int(match[2])
    return Point("day", year, month, day) if valid(year, month, day) else None


_UNIT = (
    r"(?:uhr|heures?|horas?|hours?|hrs?\b\.?|hod(?:in)?\b\.?|godz(?:in[ay]?)?\b\.?"
    r"|час(?:ов|а)?|ч\b\.?|h(?![^\W\d])\.?)"
)
_CLOCK = r"(?:klokk?[ae]n|kl\.?|klo\.?|ore|godz(?:ina)?\.?|ώρα)"
_ZONE = r"(?:gmt|utc|[ecmp][sd]t|bst|cest|cet|eest|eet|msk|мск|ist|jst|kst|z)\b"
TIME = re.compile(
    rf"""(?:at\s+)?(?:
        (?P<hour>[01]?\d)(?:[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?
            \s*(?P<half>[ap])\.?\s?m(?:\.|\b)
      | (?P<hour24>[01]?\d|2[0-4]):(?P<minute24>[0-5]\d)(?::(?P<second24>[0-5]\d)(?:[.,]\d+)?)?:?
            (?:\s*{_UNIT}(?!\w))?
      | (?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?=\s*(?:hours|hrs|h)\b)
      | (?P<word>noon|midnight)\b
      | (?:um\s+)?(?P<hour_said>[01]?\d|2[0-4])\s?(?:
            [.]?(?P<minute_dot>(?<=[.])[0-5]\d)\s?{_UNIT}
          | {_UNIT}(?:\s?(?P<minute_said>[0-5]\d)(?!\d)\s?(?:мин(?:ут)?\b\.?|хв\b\.?|min\b\.?)?)?
        )(?!\w)
      | {_CLOCK}\s?(?P<hour_named>[01]?\d|2[0-4])(?:[.:](?P<minute_named>[0-5]\d))?(?![\w.:]\d|\w)
      | (?P<half_east>午前|午後|上午|下午|오전|오후)?\s?(?P<hour_east>[01]?\d|2[0-4])\s?[時时点點시]
            (?:\s?(?P<minute_east>[0-5]?\d)\s?[分분])?
    )(?:\s*(?:hours|hrs|h)\b)?(?:\s*{_ZONE})?(?:\s?[+-]\d\d:?\d\d(?!\d))?""",
    re.VERBOSE,
)
STARTS = frozenset("anmukgoώ午上下오")
"""What a time begins with that begins with no figure."""

_AFTER_NOON = ("午後", "下午", "오후")


def time_of(match: re.Match[str]) -> str:
    """Return "HH:MM" or "HH:MM:SS" for a match of TIME, or "" if there is no such time.

    "24:00" is accepted: telegrams use it for midnight at the end of a day.
    """
    found = match.groupdict()
    if found["word"]:
        return "12:00" if found["word"] == "noon" else "24:00"
    if found["military"]:
        return f"{found['military'][:2]}:{found['military'][2:]}"
    if found["half"]:
        return _by_halves(found["hour"], found["minute"], found["second"], found["half"] == "p")
    if found["half_east"]:
        is_later = found["half_east"] in _AFTER_NOON
        return _by_halves(found["hour_east"], found["minute_east"], None, is_later)
    hour = int(next(found[name] for name in _HOURS if found[name]))
    minute = int(next((found[name] for name in _MINUTES if found[name]), "0"))
    second = found["second24"]
    if hour == 24 and (minute, int(second or 0)) != (0, 0):
        return ""
    return _text(hour, minute, second)


_HOURS = ("hour24", "hour_said", "hour_named", "hour_east")
_MINUTES = ("minute24", "minute_dot", "minute_said", "minute_named", "minute_east")


def _by_halves(hour: str, minute: str | None, second: str | None, is_later: bool) -> str:
    """Return an hour of the twelve-hour clock, in the afternoon if `is_later`."""
    if not 1 <= int(hour) <= 12:
        return ""
    return _text(int(hour) % 12 + 12 * is_later, int(minute or 0), second)


def _text(hour: int, minute: int, second: str | None) -> str:
    return f"{hour:02d}:{minute:02d}" + (f":{second}" if second else "")
