"""Dates of the Hebrew calendar: 15 Nisan 5708; Nisan 5708; ט״ו בניסן תש״ח; 5708 AM."""

from __future__ import annotations

import re
from functools import cache

from index_mappings.dates.calendars.borrowed import borrowing
from index_mappings.dates.points import Point, Signs, days_point
from index_mappings.days import day_number

CALENDAR = "hebrew"

_YEARS = range(4000, 6000)  # 240 to 2239; a year below is one of ours

_MONTHS = {
    1: "niss?an|ניסן", 2: "iyy?ar|אייר", 3: "sivan|סיו?ן|סיוון", 4: "tam+uz|תמוז",
    5: "av|ab|menachem av|אב", 6: "elul|אלול", 7: "tishr[ei]i?|תשרי",
    8: "(?:mar)?-?[ck]?heshvan|חש[ו]?ון|מרחשון|מרחשוון", 9: "kislev|כסלו|כסליו",
    10: "tev[ei][ts]h?|tebeth?|טבת", 11: "sh?[e']?vath?|shebat|שבט",
    13: "adar (?:ii|2|sheni|bet)|ve-?adar|אדר ב'?|אדר שני",
    14: "adar (?:i|1|rishon|alef)|אדר א'?|אדר ראשון", 12: "adar|אדר",
}  # fmt: skip
"""Months by the numbers of the library (Nisan is 1); 14 is the first Adar of a leap year."""

_MONTH = "|".join(f"(?P<m{number}>{names})" for number, names in _MONTHS.items())
_MARK = r"(?:a\. ?m\.|am|anno mundi|לבריאת העולם)"
_LETTERS = r"[א-ת]{1,4}[\"'״׳]{0,2}[א-ת]?'?"
_DATE = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}}|{_LETTERS})(?:st|nd|rd|th)?(?: of| de)?[\s,-]+)?"
    rf"ב?(?:{_MONTH})(?!\w)[\s,-]+(?:(?P<after>\d{{1,2}}),? +)?"
    rf"(?P<year>\d{{4}}(?!\d)|ה?'?ת[א-ת]{{1,3}}[\"'״׳]{{0,2}}[א-ת]?(?!\w))(?: ?{_MARK})?"
)
_borrowed = borrowing(
    [_MONTHS[n] for n in (7, 8, 9, 10, 11, 14, 13, 12, 1, 2, 3, 4, 5, 6)], rf"\d{{4}}(?: ?{_MARK})?"
)
_YEAR = re.compile(rf"(?<!\w)(?:{_MARK} ?(?P<a>\d{{4}})(?!\d)|(?P<b>\d{{4}}) ?{_MARK}(?!\w))")
_IN_LETTERS = re.compile(  # from 5500 on: shorter ones are words too
    r"^\s*(?:ב?שנת )?(?P<year>(?:ה')?ת[קרש][א-ת]?[\"״][א-ת])(?=\s*(?:$|[(/,=-]))"
)
_VALUES = {
    **{chr(ord("א") + place): place + 1 for place in range(9)},
    "י": 10, "כ": 20, "ך": 20, "ל": 30, "מ": 40, "ם": 40, "נ": 50, "ן": 50, "ס": 60, "ע": 70,
    "פ": 80, "ף": 80, "צ": 90, "ץ": 90, "ק": 100, "ר": 200, "ש": 300, "ת": 400,
}  # fmt: skip


def replaced(levelled: str, signs: Signs) -> str:
    """Return a levelled text with a sign for each Hebrew date in it."""
    levelled = _borrowed(levelled)
    levelled = _DATE.sub(lambda match: _dated(match, signs) or match[0], levelled)
    levelled = _IN_LETTERS.sub(lambda match: _lettered(match, signs) or match[0], levelled)
    return _YEAR.sub(lambda match: _year(match, signs) or match[0], levelled)


def _lettered(match: re.Match[str], signs: Signs) -> str:
    return _whole(5000 + _number(match["year"].removeprefix("ה'")), signs)


def _dated(match: re.Match[str], signs: Signs) -> str:
    month = next(number for number in _MONTHS if match[f"m{number}"])
    year, day = _number(match["year"]), match["day"] or match["after"]
    year += 0 if year > 1000 else 5000
    if year not in _YEARS:
        return ""
    found = _day(year, month, _number(day)) if day else _month(year, month)
    return signs.sign(found, CALENDAR) if found else ""


def _year(match: re.Match[str], signs: Signs) -> str:
    return _whole(int(match["a"] or match["b"]), signs)


def _whole(year: int, signs: Signs) -> str:
    """Return the sign of a year, or "" if the calendar is not used for that year."""
    if year not in _YEARS:
        return ""
    first, following = _first_of(year, 7), _first_of(year + 1, 7)
    assert first is not None and following is not None  # every year has a Tishri
    return signs.sign(days_point("year", first, following - 1), CALENDAR)


def _number(text: str) -> int:
    """Return the number that figures or Hebrew letters write; of "ה'תש״ח" without thousands."""
    if text.isdecimal():
        return int(text)
    if len(text) > 3:
        text = text.removeprefix("ה")
    return sum(_VALUES.get(letter, 0) for letter in text)


def _day(year: int, month: int, day: int) -> Point | None:
    """Return a day, or None if the month does not have it or Adar is ambiguous."""
    months = _numbers(year, month)
    if len(months) != 1:
        return None
    number = _library_day(year, months[0], day)
    return None if number is None else days_point("day", number, number)


def _month(year: int, month: int) -> Point | None:
    months = _numbers(year, month)
    if not months:
        return None
    first = _first_of(year, months[0])
    last = max(
        number for day in (29, 30) if (number := _library_day(year, months[-1], day)) is not None
    )
    return None if first is None else days_point("month", first, last)


def _numbers(year: int, month: int) -> tuple[int, ...]:
    """Return the library's numbers of a month: two for "Adar" of a leap year."""
    is_leap = _library_day(year, 13, 1) is not None
    if month == 12 and is_leap:
        return 12, 13
    if month == 14:
        return (12,) if is_leap else ()
    return (month,) if month != 13 or is_leap else ()


def _first_of(year: int, month: int) -> int | None:
    return _library_day(year, month, 1)


@cache
def _library_day(year: int, month: int, day: int) -> int | None:
    from pyluach.dates import HebrewDate  # noqa: PLC0415 - few catalogues have such a date

    try:
        there = HebrewDate(year, month, day).to_pydate()
    except ValueError:
        return None
    return day_number(there.year, there.month, there.day)
