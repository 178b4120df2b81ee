"""One date before it has a span: what was said, and what is still to be borrowed.

In "January 30–February 2, 1950" the first date has no year of its own and in "Jan. 11-13,
1950" the second no month; `index_mappings.dates.borrowing` completes them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A date as said. `unit` is its precision, "" for a bare number or a bare "early".

    `year` is astronomical; of a decade or a century it is the first, and `last_year` the last.
    `season` is EDTF's number (21 to 41). `part` is "early", "mid" or "late"; `fraction`
    (n, of) is the nth half, third or quarter. `number` is a bare number of `digits` figures:
    a day ("11" in "11-13 January"), a short year ("51" in "1949-51") or a century ("18th" in
    "18th-19th century").
    """

    unit: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int = 0
    last_year: int = 0
    part: str = ""
    fraction: tuple[int, int] | None = None
    number: int | None = None
    digits: int = 0
    circa: bool = False
    doubt: bool = False
    time: str = ""

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is left to borrow."""
        if self.year is None or not self.unit:
            return False
        return self.unit != "day" or (self.month is not None and self.day is not None)


def century(ordinal: int, *, before: bool = False) -> Point | None:
    """Return the nth century, by the wider of its two usages: 1900 to 2000 for the twentieth.

    Before our era there is one usage: the 5th century BC is 500 to 401 BC, -499 to -400. None
    where there is no such century.
    """
    if not 1 <= ordinal <= 99:  # EDTF's years have four figures
        return None
    if before:
        return Point("century", 1 - 100 * ordinal, last_year=-100 * (ordinal - 1))
    return Point("century", max(1, 100 * (ordinal - 1)), last_year=100 * ordinal)
