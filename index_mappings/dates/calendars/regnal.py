"""Years of the reigns of England's kings and queens: 3 Edward VII; 27 May 22 Hen. VIII.

A regnal year begins on the day on which the reign began. Days are those of the calendar of their
time, as for other dates; from 1753 on George II's year began eleven days later. John's years began
on Ascension Day, so they are widened to cover every date of that feast. Days: Handbook of British
Chronology, 3rd edition, 1986.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import NamedTuple

from index_mappings.dates.points import Signs, days_point
from index_mappings.dates.text.words import MONTHS, ROMAN
from index_mappings.days import civil, day_number


class _Reign(NamedTuple):
    """The day on which a reign began, its number of years, and by how many days they may move."""

    year: int
    month: int
    day: int
    years: int
    margin: int = 0


_REIGNS = {
    "william 1": _Reign(1066, 12, 25, 21), "william 2": _Reign(1087, 9, 26, 13),
    "henry 1": _Reign(1100, 8, 5, 36), "stephen 0": _Reign(1135, 12, 22, 19),
    "henry 2": _Reign(1154, 12, 19, 35), "richard 1": _Reign(1189, 9, 3, 10),
    "john 0": _Reign(1199, 5, 27, 18, margin=30), "henry 3": _Reign(1216, 10, 28, 57),
    "edward 1": _Reign(1272, 11, 20, 35), "edward 2": _Reign(1307, 7, 8, 20),
    "edward 3": _Reign(1327, 1, 25, 51), "richard 2": _Reign(1377, 6, 22, 23),
    "henry 4": _Reign(1399, 9, 30, 14), "henry 5": _Reign(1413, 3, 21, 10),
    "henry 6": _Reign(1422, 9, 1, 39), "edward 4": _Reign(1461, 3, 4, 23),
    "richard 3": _Reign(1483, 6, 26, 3), "henry 7": _Reign(1485, 8, 22, 24),
    "henry 8": _Reign(1509, 4, 22, 38), "edward 6": _Reign(1547, 1, 28, 7),
    "philip and mary 0": _Reign(1554, 7, 25, 5), "elizabeth 0": _Reign(1558, 11, 17, 45),
    "elizabeth 1": _Reign(1558, 11, 17, 45), "james 1": _Reign(1603, 3, 24, 23),
    "charles 1": _Reign(1625, 3, 27, 24), "charles 2": _Reign(1649, 1, 30, 37),
    "james 2": _Reign(1685, 2, 6, 4), "william and mary 0": _Reign(1689, 2, 13, 6),
    "william 3": _Reign(1689, 2, 13, 14), "anne 0": _Reign(1702, 3, 8, 13),
    "george 1": _Reign(1714, 8, 1, 13), "george 2": _Reign(1727, 6, 11, 34, margin=11),
    "george 3": _Reign(1760, 10, 25, 60), "george 4": _Reign(1820, 1, 29, 11),
    "william 4": _Reign(1830, 6, 26, 7), "victoria 0": _Reign(1837, 6, 20, 64),
    "edward 7": _Reign(1901, 1, 22, 10), "george 5": _Reign(1910, 5, 6, 26),
    "edward 8": _Reign(1936, 1, 20, 1), "george 6": _Reign(1936, 12, 11, 16),
    "elizabeth 2": _Reign(1952, 2, 6, 71),
}  # fmt: skip
_NAMES = {
    "philip and mary": r"(?:philip|ph\.?) (?:and|&) (?:mary|m\.?)",
    "william and mary": r"(?:william|wm\.?|will\.?|w\.) (?:and|&) (?:mary|mar?\.?|m\.)",
    "william": r"william|wm\.?|will\.?|gul\.", "henry": r"henry|hen\.?|hy\.",
    "stephen": r"stephen|steph\.?",
    "richard": r"richard|rich?\.?", "john": "john", "edward": r"edward|edwd?\.?|ed\.",
    "elizabeth": r"elizabeth|eliz\.?", "james": r"james|jas\.?|jac\.",
    "charles": r"charles|chas\.?|car\.",
    "anne": "anne?", "george": r"george|geo\.?", "victoria": r"victoria|vict?\.?",
}  # fmt: skip
_NAME = "|".join(f"(?P<n{place}>{pattern})" for place, pattern in enumerate(_NAMES.values()))
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\.?,? )?"
    rf"(?:a\.? ?r\.? )?(?P<number>\d{{1,2}}) (?:{_NAME})"
    r"(?: (?P<which>[ivx]{1,4}|[1-8])(?!\w))?(?!\w)\.?"
)


def replaced(levelled: str, signs: Signs) -> str:
    """Return a levelled text in which each regnal year, or day of one, is replaced by a sign."""
    return _YEAR.sub(lambda match: _placed(match, signs) or match[0], levelled)


def _placed(match: re.Match[str], signs: Signs) -> str:
    name = next(name for place, name in enumerate(_NAMES) if match[f"n{place}"])
    which = match["which"] or "0"
    reign = _REIGNS.get(f"{name} {ROMAN.get(which, which)}")
    number = int(match["number"])
    if reign is None or not 1 <= number <= reign.years:
        return ""
    first = day_number(reign.year + number - 1, reign.month, reign.day)
    last = day_number(reign.year + number, reign.month, reign.day) - 1
    if not match["day"]:
        return signs.sign(days_point("year", first - reign.margin, last + reign.margin))
    day = _day_within(first, last, MONTHS[match["month"]], int(match["day"]), reign)
    return "" if day is None else signs.sign(days_point("day", day, day))


def _day_within(first: int, last: int, month: int, day: int, reign: _Reign) -> int | None:
    """Return the day in a regnal year, or None if there is no such day or it is uncertain."""
    if reign.margin:
        return None
    found: list[int] = []
    for year in (civil(first)[0], civil(last)[0]):
        with suppress(ValueError):  # the 29th of February has no day in most years
            found.append(day_number(year, month, day))
    within = {number for number in found if first <= number <= last}
    return within.pop() if len(within) == 1 else None
