"""Days named by a feast, and terms of courts and universities: Michaelmas 1403, Easter 1916.

Fixed feasts are certain. Easter follows the calendar in use: Julian before 1583, Gregorian from
1753 on; in between usage differs by country, and a date is given only if both agree. Days before
1583 are those of the calendar of their time, as for other dates. A term covers the widest use of
its name: the terms of the courts and of the universities together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from index_mappings.dates.calendars.julian import gregorian_days
from index_mappings.dates.points import Signs, days_point
from index_mappings.days import civil, day_number

Days = tuple[int, int]
"""The numbers of a first and a last day."""

_FIXED = (
    ((1, 1), "circumcision(?: of our lord)?"),
    ((1, 6), "(?:the )?epiphany|twelfth day|epiphanie|dreikonig(?:e|stag)?"),
    ((1, 25), r"conversion of (?:st\.?|saint) paul"),
    ((2, 2), "candlemas(?: day)?|purification(?: of (?:the (?:blessed )?virgin|our lady).*?)?"
             "|chandeleur|(?:maria )?lichtmess"),
    ((3, 25), "lady ?day|annunciation(?: of (?:the (?:blessed )?virgin|our lady))?"),
    ((4, 23), r"(?:st\.?|saint) george(?:'?s day)?"),
    ((4, 25), r"(?:st\.?|saint) mark(?:'?s day)?"),
    ((5, 1), r"may day|(?:sts?\.?|ss\.?|saints) philip and (?:st\.? )?james"),
    ((6, 24), r"midsummer(?:(?:'?s)? day)?|nativity of (?:st\.?|saint) john(?: the)?(?: baptist)?"
              "|(?:la )?saint-jean(?:-baptiste)?|johannis"),
    ((6, 29), r"(?:sts?\.?|ss\.?|saints) peter and (?:st\.? )?paul"),
    ((7, 25), r"(?:st\.?|saint) james(?:'?s? day)?"),
    ((8, 1), "lammas(?: day)?"),
    ((8, 10), r"(?:st\.?|saint) la[wu]rence(?:'?s day)?"),
    ((8, 15), "assumption(?: of (?:the )?(?:(?:blessed )?virgin(?: mary)?|our lady|bvm))?"
              "|assomption"),
    ((8, 24), r"(?:st\.?|saint) bartholomew(?:'?s day)?"),
    ((9, 8), "nativity of (?:the (?:blessed )?virgin|our lady)"),
    ((9, 14), "holy ?cross day|holy ?rood day|exaltation of the (?:holy )?cross"),
    ((9, 21), r"(?:st\.?|saint) matthew(?:'?s day)?"),
    ((9, 29), r"michaelmas(?: day)?|(?:st\.?|saint) michael(?:'?s day| the archangel)?"
              "|la saint-michel|michaelis"),
    ((10, 18), r"(?:st\.?|saint) luke(?:'?s day)?"),
    ((10, 28), r"(?:sts?\.?|ss\.?|saints) simon and (?:st\.? )?jude"),
    ((11, 1), "all ?saints'?(?: day)?|all ?hallows'?(?: day)?|allhallowtide|(?:la )?toussaint"
              "|allerheiligen"),
    ((11, 2), "all ?souls'?(?: day)?|allerseelen"),
    ((11, 11), r"martinmas(?: day)?|(?:st\.?|saint) martin(?:'?s day| in winter)?|la saint-martin"
               "|martini"),
    ((11, 25), r"(?:st\.?|saint) ca?k?[ac]therine(?:'?s day)?"),
    ((11, 30), r"(?:st\.?|saint) andrew(?:'?s day)?"),
    ((12, 6), r"(?:st\.?|saint) nicholas(?:'?s day)?"),
    ((12, 25), "christmas(?: day)?|noel|weihnachten"),
    ((12, 26), r"(?:st\.?|saint) stephen(?:'?s day)?|boxing day"),
    ((12, 28), "(?:holy )?innocents'?(?: day)?|childermas"),
)  # fmt: skip
_MOVABLE = (
    (-47, "shrove tuesday"), (-46, "ash wednesday|aschermittwoch"),
    (-7, "palm sunday|palmsonntag"), (-3, "maundy thursday"),
    (-2, "good friday|karfreitag|vendredi saint"), (1, "easter monday|ostermontag"),
    (0, "easter(?: sunday| day)?|ostersonntag|ostern|paques"),
    (39, "ascension(?: day)?|christi himmelfahrt"), (50, "whit ?monday|pfingstmontag"),
    (49, "whit ?sun(?: ?day)?|whitsuntide|pentecost|pfingsten|pentecote"), (56, "trinity sunday"),
    (60, "corpus christi(?: day)?|fete-dieu|fronleichnam"),
)  # fmt: skip
_TERMS = (
    ((10, 12), "michaelmas term"), ((1, 3), "hilary term|lent term"),
    ((4, 6), "easter term"), ((5, 7), "trinity term"),
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BESIDE = {"eve": -1, "vigil": -1, "morrow": 1, "octave": 7}
_YEAR = (
    r"(?:(?:,? (?:of |in )?)(?P<year>\d{3,4})(?![\d/])"
    r"|,?\s+(?:in )?(?:the )?(?P<reign>[\ue000-\uf8ff]))"  # the sign of a year of a reign
)
_OF = r"(?: of)?(?: the)?(?: feast of)?(?: the)? "
_BEFORE = (
    rf"(?:(?:the )?(?P<beside>{'|'.join(_BESIDE)}){_OF}"
    rf"|(?P<weekday>{'|'.join(_WEEKDAYS)}) (?:next )?(?P<side>before|after){_OF})?"
)


def _named(rows: tuple[tuple[object, str], ...]) -> str:
    return "|".join(f"(?:{names})" for _, names in rows)


_TERM = re.compile(rf"(?<!\w)(?P<name>{_named(_TERMS)}){_YEAR}")
_FEAST = re.compile(
    rf"(?<!\w)(?:on )?{_BEFORE}(?:the )?(?:feast (?:day )?of (?:the )?)?"
    rf"(?P<name>{_named(_MOVABLE)}|{_named(_FIXED)}){_YEAR}"
)


def replaced(levelled: str, signs: Signs) -> str:
    """Return a levelled text in which each feast or term of a year is replaced by a sign."""
    levelled = _TERM.sub(lambda match: _term(match, signs) or match[0], levelled)
    return _FEAST.sub(lambda match: _feast(match, signs) or match[0], levelled)


def _term(match: re.Match[str], signs: Signs) -> str:
    found = _in_its_year(match, signs, _days_of_term)
    return signs.sign(days_point("season", *found)) if found else ""


def _feast(match: re.Match[str], signs: Signs) -> str:
    found = _in_its_year(match, signs, _days_of_feast)
    return signs.sign(days_point("day", *found)) if found else ""


def _in_its_year(
    match: re.Match[str], signs: Signs, days_of: Callable[[re.Match[str], int], Days | None]
) -> Days | None:
    """Return a feast's or term's days in its year; in a regnal year, only if there is just one."""
    if match["year"]:
        return days_of(match, int(match["year"]))
    reign = signs.point(match["reign"])
    if reign is None or reign.days is None or reign.unit != "year":
        return None
    first, last = reign.days
    found = [days_of(match, year) for year in range(civil(first)[0], civil(last)[0] + 1)]
    touching = [days for days in found if days and days[0] <= last and first <= days[1]]
    if len(touching) != 1 or not (first <= touching[0][0] and touching[0][1] <= last):
        return None
    return touching[0]


def _days_of_term(match: re.Match[str], year: int) -> Days | None:
    first, last = next(months for months, names in _TERMS if re.fullmatch(names, match["name"]))
    return day_number(year, first), day_number(year + last // 12, last % 12 + 1) - 1


def _days_of_feast(match: re.Match[str], year: int) -> Days | None:
    number = _day(match["name"], year)
    if number is None:
        return None
    if match["beside"]:
        number += _BESIDE[match["beside"]]
    if match["weekday"]:
        beside = _weekday(number, year, match["weekday"], match["side"])
        if beside is None:
            return None
        number = beside
    return number, number


def _day(name: str, year: int) -> int | None:
    """Return the number of a feast's day, or None if it is uncertain or does not exist."""
    for (month, day), names in _FIXED:
        if re.fullmatch(names, name):
            return day_number(year, month, day)
    offset = next(offset for offset, names in _MOVABLE if re.fullmatch(names, name))
    easter = _easter(year)
    return None if easter is None else easter + offset


_LAST_JULIAN, _FIRST_GREGORIAN = 1582, 1753
"""The first states left the Julian calendar in October 1582, England in September 1752."""


def _easter(year: int) -> int | None:
    from dateutil import easter  # noqa: PLC0415 - few catalogues name feasts

    if not 326 <= year <= 4099:  # what the library knows
        return None
    days: list[date] = []
    if year < _FIRST_GREGORIAN:
        days.append(easter.easter(year, easter.EASTER_JULIAN))
    if year > _LAST_JULIAN:
        days.append(easter.easter(year, easter.EASTER_WESTERN))
    numbers = {day_number(day.year, day.month, day.day) for day in days}
    return numbers.pop() if len(numbers) == 1 else None


def _weekday(number: int, year: int, name: str, side: str) -> int | None:
    """Return the nearest weekday before or after a day, or None if the calendar is uncertain."""
    if _LAST_JULIAN < year < _FIRST_GREGORIAN:
        return None
    real = number if year > _LAST_JULIAN else gregorian_days(*civil(number))
    if real is None:
        return None
    wanted, weekday = _WEEKDAYS.index(name), (real + 3) % 7  # 1 January 1970 was a Thursday
    if side == "after":
        return number + ((wanted - weekday - 1) % 7 + 1)
    return number - ((weekday - wanted - 1) % 7 + 1)
