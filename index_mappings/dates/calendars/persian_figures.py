"""Years and days in Persian figures, or beside Persian words: ۱۳۵۷, ۱۳۳۲/۰۵/۲۸, مورخ 1332/05/28.

It is separate from `persian`, whose patterns take 5 ms to build: every date with such figures needs
this module, few need the other.
"""

from __future__ import annotations

import re

_CIVIL = range(1304, 1480)
"""Years in which Iran counts by its solar calendar. One before may be of the Hijra by the moon."""

_FIRST_OF_OURS = 1500  # "۱۹۷۹" is a year of ours

_YEAR = re.compile("(?<![۰-۹])[۰-۹]{4}(?![۰-۹])")
_FIGURES_ALONE = re.compile(r"\d{4}(?:([./-])\d\d?\1\d\d?| ?- ?\d{4})?")
_PERSIAN = re.compile("[پچژگکی]")
_URDU = re.compile("[ٹڈڑںےھ]")  # Pakistan has never counted by Iran's calendar
_DAY = re.compile(r"(?<!\d)(1[34]\d\d)([./-])\d\d?\2\d\d?(?!\d)(?! ?(?:ه|ق|هجر|a\.? ?h))")


def is_persian(text: str) -> bool:
    """Return whether a text is in Persian, by the letters that Arabic lacks."""
    return bool(_PERSIAN.search(text)) and not _URDU.search(text)


def has_solar_day(text: str) -> bool:
    """Return whether a text has a day that Iran's calendar may count: 1332/05/28."""
    found = _DAY.search(text)
    return found is not None and int(found[1]) in _CIVIL


def beside_persian(levelled: str) -> str:
    """Return a levelled text with the mark of the solar calendar after each such day."""
    return _DAY.sub(
        lambda match: f"{match[0]} شمسی" if has_solar_day(match[0]) else match[0], levelled
    )


def in_persian_figures(text: str, levelled: str) -> str | None:
    """Return a levelled text with the mark of the solar calendar, or None if it has other content.

    Return "" if the calendar is uncertain: "۱۲۷۵" may be of either calendar of the Hijra.
    """
    years = [int(year) for year in _YEAR.findall(text)]
    if not years or max(years) >= _FIRST_OF_OURS or not _FIGURES_ALONE.fullmatch(levelled.strip()):
        return None
    return f"{levelled.strip()} شمسی" if all(year in _CIVIL for year in years) else ""
