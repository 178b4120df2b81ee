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

    `circa_margin`: by how many years "circa" and "?" widen a date to either side. The default
    of 5 keeps "circa 1950" within half a decade, what cataloguing rules commonly mean.
    A date that names a day or a month and is only doubted ("11 January 1950?") is widened too.

    `open_years`: how many years an open end reaches: "after 1950" and EDTF "1950/.." end with
    the tenth year after it, "before 1950" begins ten years earlier. A record without an end would
    answer to every later year, and one without a span would be found by none.
    """

    day_first: bool = False
    century: int = 1900
    circa_margin: int = 5
    open_years: int = 10


DEFAULT = DateConventions()
