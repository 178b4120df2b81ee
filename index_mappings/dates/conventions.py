"""What a source's dates leave unsaid, as settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateConventions:
    """How one source means what its dates leave open.

    `day_first`: "3/4/50" is 3 April (True) or 4 March (False, the default, for the catalogues
    this began with are American). An impossible month decides against the setting: "13/7/50" is
    13 July either way.

    `century`: the year that begins the hundred years a two-digit year falls in. 1900, the
    default, reads "50" as 1950 and "05" as 1905; 1930 reads "50" as 1950 and "05" as 2005.

    `circa_margin`: by how many of its units "circa" widens a date to either side: years for a
    year, decade or century, months for a month or season, days for a day. The default of 5 makes
    "circa 1950" 1945 to 1955, half a decade each way, which is how cataloguers mostly use it.

    `doubt_margin`: the same for "?" and "probably". 0 by default: "[1950?]" says which year is
    meant, and not how far off it may be.

    `open_years`: how many years an open end reaches: "1950-" and "since 1950" end with 2050,
    "until 1950" begins with 1850. A search needs both ends, and a nearer one would be invented; a
    span of more than a hundred years is not counted year by year, so no such record shows up in
    the counts of a hundred years.

    `iso_months`: "1911-12" is December 1911 (True) or the years 1911 to 1912 (False, the default:
    that span has the month in it). "1950-07" and "1950-51" mean one thing whatever is set.

    `solar_hijri`: "1332/05/28" is of Iran's solar calendar (True), as beside Persian words, or the
    28th of May 1332 (False, the default).

    `dotted_day_first`: "3.4.50" is 3 April, whatever `day_first` says of other dates: those who
    write dots have the day first. No archive sets it; a date beside it may say otherwise.
    """

    day_first: bool = False
    century: int = 1900
    circa_margin: int = 5
    doubt_margin: int = 0
    open_years: int = 100
    iso_months: bool = False
    solar_hijri: bool = False
    dotted_day_first: bool = True


DEFAULT = DateConventions()
