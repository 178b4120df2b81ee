"""A museum's works for the contract of the kinds of facets; each is here for what is beside it."""

from __future__ import annotations

from catalogue import day, record, years

WORKS = (
    # made and acquired in years of their own, one of them in several
    record("boats", "Boats", date=years(1889), acquired=years(1901)),
    record("bridge", "The bridge", date=years(1889, 1891), acquired=day(1901, 5, 3)),
    record("castle", "The castle", date=years(1901), acquired=years(1950, 1951)),
    # made before what is counted year by year, and never acquired
    record("coin", "A coin", date=years(1500, 1650)),
    # acquired on a day, made nobody knows when
    record("drawing", "A drawing", acquired=day(1951, 12, 31)),
    record("etching", "An etching", date={"display": "date not known"},
           acquired={"display": "a gift"}),
)  # fmt: skip
