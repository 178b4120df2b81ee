"""The filters of a search: OR within a facet, AND across facets. None of them scores."""

from __future__ import annotations

from collections.abc import Iterable

from index_mappings.computed import WIDE
from index_mappings.mapping import Facet, RecordMapping
from service.engines.elastic.translate import NOTHING, Body, days, terms
from service.engines.years import year_days
from service.query.request import FacetFilter, Query

MISSING = "computed.missing"
YEARS = "computed.years"
YEAR_WITHIN = "computed.year_within"


def facet_filters(query: Query, mapping: RecordMapping) -> dict[str, list[Body]]:
    """Return, for each facet in which something is chosen, what a record must meet."""
    made: dict[str, list[Body]] = {}
    for chosen in query.filters:
        facet = mapping.facet(chosen.facet)
        parts = made.setdefault(chosen.facet, [])
        if facet is None:
            parts.append(NOTHING)
        else:
            parts.extend(_filter(facet, chosen, mapping, within=query.within))
    return made


def date_filter(query: Query, mapping: RecordMapping) -> list[Body]:
    """Return what a record must meet for the argument `date`: one of its spans."""
    return [_any([days(span, mapping) for span in query.days])] if query.days else []


def chosen_value(facet: Facet, value: str, mapping: RecordMapping, *, within: bool) -> Body:
    """Return what finds the records that one value of a facet stands for."""
    if facet.kind != "year":
        return terms(facet.path, (value,))
    if value == WIDE:
        return terms(YEARS, (WIDE,))
    span = year_days(value, within=within)
    return days(span, mapping) if span else NOTHING


def _filter(
    facet: Facet, chosen: FacetFilter, mapping: RecordMapping, *, within: bool
) -> Iterable[Body]:
    if chosen.values or chosen.missing:
        if facet.kind == "year":
            wanted = [chosen_value(facet, one, mapping, within=within) for one in chosen.values]
        else:
            wanted = [terms(facet.path, chosen.values)] if chosen.values else []
        if chosen.missing:
            wanted.append(terms(MISSING, (facet.name,)))
        yield _any(wanted)
    unwanted = [chosen_value(facet, one, mapping, within=within) for one in chosen.excluded]
    if unwanted:
        yield {"bool": {"must_not": unwanted}}


def _any(queries: list[Body]) -> Body:
    return queries[0] if len(queries) == 1 else {"bool": {"should": queries}}
