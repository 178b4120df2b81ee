"""The commonest dates at a glance: "January 11, 1950", "July 1950" and "1950".

The lexer reads them too; a million records load sooner if it need not.
"""

from __future__ import annotations

import re

from index_mappings.dates.figures import LAST_YEAR, valid
from index_mappings.dates.points import Point
from index_mappings.dates.words import MONTHS

_PLAIN = re.compile(r"(?:([a-z]{3,9})\.? (?:([0-9]{1,2}),? )?)?([0-9]{4})")


def plain_point(levelled: str) -> Point | None:
    """Return the date of a text that is one of these and nothing else, None for any other."""
    match = _PLAIN.fullmatch(levelled)
    if match is None:
        return None
    year = int(match[3])
    if not 0 < year <= LAST_YEAR:
        return None
    if match[1] is None:
        return Point("year", year)
    month = MONTHS.get(match[1])
    if month is None:
        return None
    if match[2] is None:
        return Point("month", year, month)
    day = int(match[2])
    return Point("day", year, month, day) if valid(year, month, day) else None
