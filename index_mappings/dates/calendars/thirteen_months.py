"""Dates of the calendars with thirteen months: 5 Tout 1667, Tahsas 1966 E.C., የካቲት 12 ቀን 1929 ዓ.ም.

Coptic years are counted from the Era of the Martyrs (29 August 284 of the Julian calendar),
Ethiopian ones from 29 August 8. Both have twelve months of thirty days and five extra days, six in
the year before one divisible by four. The library for them (convertdate) needs an astronomical
library under the LGPL. A bare "1600 A.M." may be of the Martyrs or of the World, "1966 E.C." of
Ethiopia or of the Common Era: without a month or the calendar's name neither is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from index_mappings.dates.calendars.borrowed import borrowing
from index_mappings.dates.points import Point, Signs, days_point
from index_mappings.days import day_number

COPTIC, ETHIOPIAN = "coptic", "ethiopian"

_MONTHS_BESIDE = 12
_LENGTH, _CYCLE = 30, 4
_GEEZ = re.compile("[\u1369-\u137c]+")
_HUNDRED = 100

_COPTIC_MONTHS = (
    "tho?uth?|tout|توت", "paop[iy]|bab[ae]h?|babeh|باب[ةه]", "hath?[ou]r|hathyr|هاتور",
    "ko?ia[hk]k?|kiyahk|kiahk|choiak|khoiak|كيهك", "t[ou]b[iae]h?|tybi|طوب[ةه]",
    "meshir|mechir|amsh[iy]r|امشير", "paremhat|baramhat|phamenoth|برمهات",
    "parmouti|paremoude|pharmuthi|baram[ou]+da[ht]?|برمود[ةه]", "pash?ons|bashans|pachon|بشنس",
    "paon[ie]|ba'?[uo]+na[ht]?|payni|بوون[ةه]|بون[ةه]", "ep[ie]p|abib|epiphi|ابيب",
    "mesor[iye]|mis+ra|m[ie]sore|مسرى|مسري", "pi kogi enavot|nasii?|النسيء?|نسيء?",
)  # fmt: skip
_ETHIOPIAN_MONTHS = (
    "m[ae]sk[ae]r[ae]m|መስከረም", "t[ie]k[ie]mt|t[ie]q[ie]mt|ጥቅምት", "h[ie]dar|[ኅህሕ]ዳር",
    "tah?[ie]?sas|ታ[ኅህሕ][ሣሳ][ሥስ]", "t[ie]r(?=[ ,]+\\d{4} e\\. ?c)|ጥር", "y[ae]katit|የካቲት",
    "m[ae]g+abit|መጋቢት", "m[ie]y?az[iy]y?a|ሚያ[ዝዚ]ያ", "g[ie]nbot|ግንቦት", "s[ae]ne|ሰኔ",
    "hamle|[ሐሀኃ]ምሌ", "n[ae]h?ass?e|ነ[ሐሀኃ]ሴ", "pagum[ei]n?|ጳጉሜን?",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Calendar:
    """One of the two: its name, year 0's first day, its years, months and marks."""

    name: str
    zero: int
    years: range
    months: tuple[str, ...]
    mark: str
    """Words that may be beside a month."""

    sure: str
    """Marks that alone show that a year is of this calendar."""

    def day(self, year: int, month: int, day: int) -> int | None:
        """Return the number of a day, or None if the calendar has no such day or was not in use."""
        length = _LENGTH if month <= _MONTHS_BESIDE else 5 + (year % _CYCLE == _CYCLE - 1)
        if year not in self.years or not 1 <= day <= length:
            return None
        return self.zero + 365 * year + year // _CYCLE + _LENGTH * (month - 1) + day - 1


# Each zero is of a year that four divides: its first day, counted from 1970-01-01.
_COPTS = _Calendar(
    COPTIC,
    day_number(1967, 9, 12) - 365 * 1684 - 1684 // _CYCLE,
    range(1, 1800),
    _COPTIC_MONTHS,
    r"a\.? ?m(?:art)?\.?",
    r"\(?copt(?:ic)?\.?(?: (?:year|calendar|era))?\)?|(?:year|era) of (?:the )?martyrs"
    r"|anno martyrum|a\.? ?mart\.?|قبطي[ةه]?|للشهداء",
)
_ETHIOPIANS = _Calendar(
    ETHIOPIAN,
    day_number(1967, 9, 12) - 365 * 1960 - 1960 // _CYCLE,
    range(1, 2100),
    _ETHIOPIAN_MONTHS,
    r"e\. ?c\.?|ec|eth\.",
    r"\(?ethiop(?:ian|ic)(?: (?:year|calendar|era))?\)?|eth\. ?cal\.?|am[ae]ta m[ie]hret"
    r"|ዓ\. ?ም\.?|ዓመተ ምሕረት",
)
CALENDARS = (_COPTS, _ETHIOPIANS)
_HINTS = re.compile(
    r"copt|mart|قبط|شهداء|ethiop|eth\.|hret|e\. ?c|\d{1,2} \w{3,10},? 1[0-7]\d\d|[\u1200-\u1368]"
    rf"|(?<!\w)(?:{'|'.join(_COPTIC_MONTHS + _ETHIOPIAN_MONTHS)})(?!\w)"
)


def replaced(levelled: str, signs: Signs) -> str:
    """Return a levelled text with a sign for each Coptic or Ethiopian date in it."""
    if not _HINTS.search(levelled):
        return levelled
    levelled = _GEEZ.sub(lambda match: str(_geez(match[0])), levelled)
    for calendar in CALENDARS:
        dates, years = _patterns(calendar)
        levelled = _borrows(calendar)(levelled)
        levelled = dates.sub(partial(_dated, calendar, signs), levelled)
        levelled = years.sub(partial(_year, calendar, signs), levelled)
    return levelled


@cache
def _borrows(calendar: _Calendar) -> Callable[[str], str]:
    return borrowing(calendar.months, r"\d{3,4}")


@cache
def _patterns(calendar: _Calendar) -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = "|".join(f"(?P<m{number}>{one})" for number, one in enumerate(calendar.months, 1))
    marks = rf"(?:(?:{calendar.sure}|{calendar.mark})(?!\w))"
    dates = re.compile(
        rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s.,-]+)?(?:{months})(?!\w)"
        rf"[\s.,-]*(?:(?P<after>\d{{1,2}})(?:st|nd|rd|th)?(?: ቀን)?[, ]+)?(?:سن[ةه] )?"
        rf"(?:{marks} ?)?(?P<year>\d{{3,4}})(?!\d)(?: ?{marks})?"
    )
    years = re.compile(
        rf"(?<!\w)(?:(?:{calendar.sure}) ?(?P<a>\d{{3,4}})(?!\d)"
        rf"|(?P<b>\d{{3,4}}) ?(?:{calendar.mark})? ?(?:{calendar.sure})(?!\w))"
    )
    return dates, years


def _dated(calendar: _Calendar, signs: Signs, match: re.Match[str]) -> str:
    month = next(number for number in range(1, 14) if match[f"m{number}"])
    year, day = int(match["year"]), match["day"] or match["after"]
    first = calendar.day(year, month, int(day or 1))
    if first is None:
        return match[0]
    if day:
        return signs.sign(days_point("day", first, first), calendar.name)
    after = calendar.day(year + month // 13, month % 13 + 1, 1)
    assert after is not None  # the first of a month always is
    return signs.sign(days_point("month", first, after - 1), calendar.name)


def _year(calendar: _Calendar, signs: Signs, match: re.Match[str]) -> str:
    found = _whole(int(match["a"] or match["b"]), calendar)
    return signs.sign(found, calendar.name) if found else match[0]


def _whole(year: int, calendar: _Calendar) -> Point | None:
    first, after = calendar.day(year, 1, 1), calendar.day(year + 1, 1, 1)
    return None if first is None or after is None else days_point("year", first, after - 1)


def _geez(text: str) -> int:
    """Return the value of Ethiopian numerals: ፲፱፻፷፯ is nineteen hundreds and 67."""
    whole, part = 0, 0
    for char in text:
        value = int(unicodedata.numeric(char))
        if value < _HUNDRED:
            part += value
        else:
            whole, part = whole + (part or 1) * value, 0
    return whole + part
