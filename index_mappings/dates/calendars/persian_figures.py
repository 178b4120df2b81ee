"""Years and days in nothing but Persian figures: ۱۳۵۷, ۱۳۳۲/۰۵/۲۸."""

from __future__ import annotations

import re

_CIVIL = range(1304, 1480)
"""Years in which Iran counts by its solar calendar. One before may be of the Hijra by the moon."""

_FIRST_OF_OURS = 1500  # "۱۹۷۹" is a year of ours

_YEAR = re.compile("(?<![۰-۹])[۰-۹]{4}(?![۰-۹])")
_FIGURES_ALONE = re.compile(r"\d{4}(?:([./-])\d\d?\1\d\d?| ?- ?\d{4})?")


def in_persian_figures(text: str, levelled: str) -> str | None:
    """Return a levelled text with the mark of the solar calendar, None for a text of another kind.

    "" is for one of which nothing can be said: "۱۲۷۵" may be of either calendar of the Hijra.
    """
    years = [int(year) for year in _YEAR.findall(text)]
    if not years or max(years) >= _FIRST_OF_OURS or not _FIGURES_ALONE.fullmatch(levelled.strip()):
        return None
    return f"{levelled.strip()} شمسی" if all(year in _CIVIL for year in years) else ""
