"""Dates of the Islamic calendar: AH 1345; 5 Ramadan 1345; 1345 هـ.

A month began when the new moon was seen, so the tabular calendar (11 leap days in 30 years,
beginning on 16 July 622 of the Julian calendar) is widened by a day to either side. A year without
a month belongs to this calendar only if the text says so.
"""

from __future__ import annotations

import re

from index_mappings.dates.calendars.borrowed import borrowing
from index_mappings.dates.points import Point, Signs, days_point

CALENDAR = "islamic"

_FIRST_DAY = -492_148  # 16 July 622 (Julian), counted from 1 January 1970
_LAST_YEAR = 1500  # AH: 2077. A year above is one of ours
_MARGIN = 1

_AL = r"[\s'-]{0,2}(?:[aeiu]?l|a[dhstrnz]{1,2}|u[dhstrnz]{1,2})?[\s'-]{0,2}"
_FIRST = rf"(?:i|1|{_AL}(?:awwal|avval|evvel|ula|oula|الاول|الاولى))"
_SECOND = rf"(?:ii|2|{_AL}(?:thani|thaniya|thaniyah|sani|ahir|akhir|akhira|akhirah|ahira))"
_MONTHS = (
    r"m[uo]h[ae]rr[ae]m|محرم",
    r"[sz][ae]f[ae]r|صفر",
    rf"r[ae]b[iy]'?u?\s?{_FIRST}|ربيع ال?اول",
    rf"r[ae]b[iy]'?u?\s?{_SECOND}|ربيع ال?(?:ثاني|اخر)",
    rf"(?:jumad[ai]|jamad[iu]|djumad[ai]|cem[ae]zi?y?[ue]?)'?\s?{_FIRST}|جماد[ىي] ال?اول[ىي]?",
    rf"(?:jumad[ai]|jamad[iu]|djumad[ai]|cem[ae]zi?y?[ue]?)'?\s?{_SECOND}"
    r"|جماد[ىي] ال?(?:ثاني[ةه]?|اخر[ةه]?)",
    r"r[ae][jc][ae][bp]|redjeb|رجب",
    r"s[hc]?h?a'?b[ae]n|shaaban|شعبان",
    r"ram[ae][dz]h?[ae]n|رمضان",
    r"sh?[ae]w?[wv]+[ae]l|شوال",
    rf"(?:d?[hz][uoi]+'?{_AL}(?:qa'?i?da[ht]?|qi'?da[ht]?|ka'?da|kade|qade))|ذ[وي] القعد[ةه]",
    rf"(?:d?[hz][uoi]+'?{_AL}(?:hi[jdc]+[ae]h?|hijjat))|ذ[وي] الحج[ةه]",
)
_MONTH = "|".join(f"(?P<m{number}>{names})" for number, names in enumerate(_MONTHS, start=1))
_MARK = r"(?:a\.? ?h\.?|anno hegirae|hijr[iy]|hicri|h\.|هجري[ةه]?|هجری(?: قمری)?|ه\u0640?|ق)(?!\w)"
_NOT_SOLAR = r"(?! ?(?:شمسی|شمسي|shamsi|solar))"
_DATE = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s.,-]+)?(?:{_MONTH})(?!\w)[\s.,-]*"
    rf"(?:(?P<after>\d{{1,2}})(?:st|nd|rd|th)?,? +)?(?:سن[ةه] |عام )?"
    rf"(?:{_MARK} ?)?(?P<year>\d{{3,4}})(?!\d)(?: ?{_MARK}{_NOT_SOLAR})?"
)
_borrowed = borrowing(_MONTHS, rf"(?:{_MARK} ?)?\d{{3,4}}(?: ?{_MARK})?")
_FIGURES = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{3,4})"
    rf" ?{_MARK}{_NOT_SOLAR}"
)
_YEARS = re.compile(
    rf"(?<!\w)(?:{_MARK} ?(?P<a>\d{{1,4}})(?:(?P<dash> ?[-/] ?)(?P<b>\d{{1,4}}))?(?!\d)"
    rf"|(?P<c>\d{{1,4}})(?:(?P<dash2> ?[-/] ?)(?P<d>\d{{1,4}}))? ?{_MARK}{_NOT_SOLAR})"
)


def replaced(levelled: str, signs: Signs) -> str:
    """Return a levelled text with a sign for each Islamic date in it."""
    levelled = levelled.replace("`", "'")
    levelled = _FIGURES.sub(lambda match: _in_figures(match, signs) or match[0], levelled)
    levelled = _borrowed(levelled)
    levelled = _DATE.sub(lambda match: _dated(match, signs) or match[0], levelled)
    return _YEARS.sub(lambda match: _years(match, signs) or match[0], levelled)


def _in_figures(match: re.Match[str], signs: Signs) -> str:
    """Return the sign for "5/9/1345 AH", with the day first as in Arabic."""
    day, month, year = (int(match[name]) for name in ("day", "month", "year"))
    if not (1 <= day <= 30 and 1 <= month <= 12 and 1 <= year <= _LAST_YEAR):
        return ""
    number = day_number(year, month, day)
    return signs.sign(days_point("day", number, number, margin=_MARGIN), CALENDAR)


def _dated(match: re.Match[str], signs: Signs) -> str:
    month = next(number for number in range(1, 13) if match[f"m{number}"])
    year, day = int(match["year"]), match["day"] or match["after"]
    if not 1 <= year <= _LAST_YEAR:
        return ""
    if not day:
        return signs.sign(_month(year, month), CALENDAR)
    if not 1 <= int(day) <= 30:
        return ""
    number = day_number(year, month, int(day))
    return signs.sign(days_point("day", number, number, margin=_MARGIN), CALENDAR)


def _years(match: re.Match[str], signs: Signs) -> str:
    first, dash, last = match["a"] or match["c"], match["dash"] or match["dash2"], ""
    last = match["b"] or match["d"] or ""
    years = [int(first)]
    if last:
        # "1345-46": what is left out is as in the first
        years.append(int(first[: max(0, len(first) - len(last))] + last))
    if any(not 1 <= year <= _LAST_YEAR for year in years) or years != sorted(years):
        return ""
    return str(dash or "").join(signs.sign(_year(year), CALENDAR) for year in years)


def _month(year: int, month: int) -> Point:
    following = day_number(year + month // 12, month % 12 + 1, 1)
    return days_point("month", day_number(year, month, 1), following - 1, margin=_MARGIN)


def _year(year: int) -> Point:
    last = day_number(year + 1, 1, 1) - 1
    return days_point("year", day_number(year, 1, 1), last, margin=_MARGIN)


def day_number(year: int, month: int, day: int) -> int:
    """Return the number of a day of the tabular calendar, counted from 1970-01-01."""
    months = 29 * (month - 1) + month // 2
    leap_days = (3 + 11 * year) // 30
    return _FIRST_DAY + 354 * (year - 1) + leap_days + months + day - 1
