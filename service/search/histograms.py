"""Counts of a search by month, quarter, year or decade."""

from __future__ import annotations

from dataclasses import replace

from index_mappings.facet_kinds.units_of_time import UNITS, WIDE
from service.query.request import RELEVANCE, FacetRequest, Query
from service.results import FacetCounts
from service.schemas.count_parts import Histogram, HistogramValue
from service.schemas.counting_arguments import histogram_of
from service.schemas.spans import iso
from service.search.site import Site

MOST_UNITS = 10_000
"""Units of a histogram: 833 years of months."""
_FILLED = 1_200  # units up to which those without a record are given too: 100 years of months


def without_facets(query: Query, *without: str) -> Query:
    """Return a query without the choices in some facets, and without its display options."""
    filters = tuple(item for item in query.filters if item.facet not in without)
    return replace(
        query, filters=filters, facets=(), lifts=(), sort=RELEVANCE, size=0, page=1, after=None,
        highlight=False, fields=(),
    )  # fmt: skip


def histogram(site: Site, name: str, query: Query) -> tuple[Histogram, str, bool]:
    """Return a histogram, its index version, and whether it may be partial."""
    facet, unit = histogram_of(name, site.mapping)
    request = FacetRequest(facet.name, MOST_UNITS, unit=unit)
    result = site.engine.search(replace(without_facets(query, facet.name), facets=(request,)))
    counts = result.facets[0]
    values, filled, others = _values(unit, counts)
    found = Histogram(
        facet=facet.name,
        label=facet.label,
        unit=unit,
        values=values,
        filled=filled,
        wide=sum(item.count for item in counts.buckets if item.value == WIDE),
        missing=counts.missing,
        others=others + counts.others,
    )
    return found, result.index.version, result.partial


def _values(unit_name: str, counts: FacetCounts) -> tuple[tuple[HistogramValue, ...], bool, int]:
    """Return the units in order, whether empty ones are included, and the number left out."""
    unit = UNITS[unit_name]
    known = {
        number: bucket.count
        for bucket in counts.buckets
        if (number := unit.number(bucket.value)) is not None
    }
    numbers = sorted(known)
    filled = not numbers or numbers[-1] - numbers[0] < _FILLED
    if numbers and filled:
        numbers = list(range(numbers[0], numbers[-1] + 1))
    shown = numbers[:MOST_UNITS]
    values = []
    for number in shown:
        first, last = unit.days(number)
        label = unit.said(number)
        values.append(HistogramValue(label, iso(first), iso(last), known.get(number, 0)))
    return tuple(values), filled, len(numbers) - len(shown)
