"""Settings for what a source's dates leave open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateConventions:
    """How to read what the dates of one source leave open.

    `day_first`: "3/4/50" is 3 April (True) or 4 March (False, the default, because the first
    catalogues were American). An impossible month overrides the setting: "13/7/50" is always 13
    July.

    `century`: the first of the hundred years in which a two-digit year falls. 1900, the default,
    reads "50" as 1950 and "05" as 1905; 1930 reads "50" as 1950 and "05" as 2005.

    `circa_margin`: by how many units "circa" widens a date on either side: years for a year, decade
    or century, months for a month or season, days for a day. With the default of 5, "circa 1950" is
    1945 to 1955, half a decade each way, which is how most cataloguers use it.

    `doubt_margin`: the same for "?" and "probably". 0 by default: "[1950?]" gives the likely year,
    but not how far off it may be.

    `open_years`: the length in years of a span with an open end: "1950-" and "since 1950" end with
    2050, "until 1950" begins with 1850. A search needs both ends, and a nearer one would be
    invented. A span of more than a hundred years is not counted year by year, so such a record is
    not in the counts of a hundred years.

    `iso_months`: "1911-12" is December 1911 (True) or the years 1911 to 1912 (False, the default:
    that span includes the month). "1950-07" and "1950-51" are unambiguous and do not depend on it.

    `solar_hijri`: "1332/05/28" is a date of Iran's solar calendar (True), as it is beside Persian
    words, or 28 May 1332 (False, the default).

    `dotted_day_first`: "3.4.50" is 3 April even if `day_first` is False: people who write dots put
    the day first. No archive sets it; a neighbouring date may show otherwise.
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
