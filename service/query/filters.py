"""What is chosen in facets, as clauses: OR within a facet, AND across facets.

A facet gives at most two clauses: `Any` of the conditions of which a record must meet one, and
`Not` of `Any` of those of which it must meet none. Engines translate them, and none of them scores.
"""

from __future__ import annotations

from collections.abc import Mapping

from index_mappings.conditions import Held
from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from service.query.clauses import Any, Clause, Not
from service.query.request import FacetFilter, Query

MISSING = "computed.missing"
"""The path of the names of facets that a record has no value in."""
NO_RECORD = Any(())


def facet_clauses(query: Query, mapping: RecordMapping) -> Mapping[str, tuple[Clause, ...]]:
    """Return what a record must meet, by each facet in which something is chosen.

    Nothing meets a choice in a facet that the mapping does not have.
    """
    made: dict[str, tuple[Clause, ...]] = {}
    for chosen in query.filters:
        facet = mapping.facet(chosen.facet)
        here = (NO_RECORD,) if facet is None else _of(chosen, facet, within=query.within)
        made[chosen.facet] = (*made.get(chosen.facet, ()), *here)
    return made


def value_clause(facet: Facet, *values: str, within: bool) -> Any:
    """Return what the records meet that any of these values of a facet stands for."""
    return Any(facet.kind.conditions(facet, values, within=within))


def _of(chosen: FacetFilter, facet: Facet, *, within: bool) -> tuple[Clause, ...]:
    wanted = value_clause(facet, *chosen.values, within=within).clauses if chosen.values else ()
    if chosen.missing:
        wanted = (*wanted, Held(MISSING, (facet.name,)))
    made: tuple[Clause, ...] = ()
    if chosen.values or chosen.missing:
        made = (Any(wanted),)
    if chosen.excluded:
        # one value after the other: some kinds join the values that any of is asked for
        parts = [value_clause(facet, value, within=within).clauses for value in chosen.excluded]
        made = (*made, Not(Any(tuple(part for some in parts for part in some))))
    return made
