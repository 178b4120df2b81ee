"""Dates of other calendars, eras and feasts, converted to Gregorian days.

A text that cannot be parsed as written is tried again: each calendar replaces the dates that it
knows by a sign for a `Point` (`points.Signs`), and the rest is parsed as usual. So "before AH
1345", "ca. 13 vendémiaire an IV" and "Michaelmas 1403-Easter 1404" need no code of their own. A new
calendar is one module and one line here.
"""

from __future__ import annotations

from collections.abc import Callable

from index_mappings.dates.calendars import (
    buddhist,
    eras,
    feasts,
    hebrew,
    islamic,
    numerals,
    persian,
    regnal,
    republican,
    rumi,
    thirteen_months,
)
from index_mappings.dates.points import Signs

_CALENDARS: tuple[Callable[[str, Signs], str], ...] = (
    numerals.replaced,
    eras.replaced,
    buddhist.replaced,
    thirteen_months.replaced,
    persian.replaced,
    rumi.replaced,
    islamic.replaced,
    hebrew.replaced,
    republican.replaced,
    regnal.replaced,
    feasts.replaced,
)


def put_in_place(levelled: str) -> tuple[str, Signs]:
    """Return a levelled text with signs for dates of other calendars, and what the signs stand for.

    The text is unchanged if no calendar knows anything in it.
    """
    signs = Signs()
    for replaced in _CALENDARS:
        levelled = replaced(levelled, signs)
    return levelled, signs
