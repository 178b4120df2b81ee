"""The filters of a search: OR within a facet, AND across facets. None of them scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index_mappings.bodies import Body
from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from service.engines.elastic.translate import (
    NOTHING,
    any_of,
    any_value,
    condition,
    days,
    terms,
    translate,
)
from service.query.clauses import Clause
from service.query.request import FacetFilter, Query

MISSING = "computed.missing"


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
    return [any_of([days(span, mapping) for span in query.days])] if query.days else []


def without(clauses: Sequence[Clause], mapping: RecordMapping) -> list[Body]:
    """Return what a record must meet to be none of those that any of the clauses finds."""
    unwanted = [translate(clause, mapping) for clause in clauses]
    return [{"bool": {"must_not": unwanted}}] if unwanted else []


def chosen_value(facet: Facet, value: str, mapping: RecordMapping, *, within: bool) -> Body:
    """Return what finds the records that one value of a facet stands for."""
    return any_value(facet, facet.name, (value,), mapping, within=within)


def _filter(
    facet: Facet, chosen: FacetFilter, mapping: RecordMapping, *, within: bool
) -> Iterable[Body]:
    if chosen.values or chosen.missing:
        conditions = facet.kind.conditions(facet, chosen.values, within=within)
        wanted = [condition(one, mapping) for one in conditions]
        if chosen.missing:
            wanted.append(terms(MISSING, (facet.name,)))
        yield any_of(wanted)
    unwanted = [chosen_value(facet, one, mapping, within=within) for one in chosen.excluded]
    if unwanted:
        yield {"bool": {"must_not": unwanted}}
