"""The choices in facets as clauses: OR within a facet, AND across facets.

A facet gives at most two clauses: `Any` of the conditions of which a record must meet one, and
`Not` of `Any` of those it must not meet. Engines translate them; they do not affect the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from index_mappings.conditions import Condition, Days, Held
from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from service.query.clauses import Any, Clause, Not
from service.query.request import FacetFilter, Query

MISSING = "computed.missing"
"""The path of the names of facets that a record has no value in."""
NO_RECORD = Any(())


def facet_clauses(query: Query, mapping: RecordMapping) -> Mapping[str, tuple[Clause, ...]]:
    """Return the clauses that a record must meet, by facet with a choice.

    A choice in a facet that the mapping does not have matches nothing.
    """
    clauses: dict[str, tuple[Clause, ...]] = {}
    for chosen in query.filters:
        facet = mapping.facet(chosen.facet)
        here = (NO_RECORD,) if facet is None else _of(chosen, facet, within=query.within)
        clauses[chosen.facet] = (*clauses.get(chosen.facet, ()), *here)
    return clauses


def value_clause(facet: Facet, *values: str, within: bool) -> Any:
    """Return the clause of the records with any of these values of a facet."""
    return Any(joined_spans(facet.kind.conditions(facet, values, within=within)))


def joined_spans(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Return the conditions, merging overlapping spans of days."""
    several = tuple(conditions)
    others = [one for one in several if not isinstance(one, Days)]
    return (*others, *joined_days(one for one in several if isinstance(one, Days)))


def joined_days(spans: Iterable[Days]) -> tuple[Days, ...]:
    """Return alternative spans, merging those that overlap, so that twenty cost as much as one.

    A date with any day in one of two such spans has a day in their union. But a date within the
    union need not be within either span, so for those only spans within another are left out.
    """
    joined: list[Days] = []
    for span in sorted(spans, key=lambda one: (one.field, one.within, _start(one), -_end(one))):
        last = joined[-1] if joined else None
        if last is None or (last.field, last.within) != (span.field, span.within):
            joined.append(span)
        elif _end(span) > _end(last):  # else it is within the last one
            if span.within or _start(span) > _end(last) + 1:
                joined.append(span)
            else:
                joined[-1] = replace(last, end=span.end)
    return tuple(joined)


def _start(span: Days) -> float:
    return float("-inf") if span.start is None else span.start


def _end(span: Days) -> float:
    return float("inf") if span.end is None else span.end


def _of(chosen: FacetFilter, facet: Facet, *, within: bool) -> tuple[Clause, ...]:
    wanted = value_clause(facet, *chosen.values, within=within).clauses if chosen.values else ()
    if chosen.missing:
        wanted = (*wanted, Held(MISSING, (facet.name,)))
    clauses: tuple[Clause, ...] = ()
    if chosen.values or chosen.missing:
        clauses = (Any(wanted),)
    if chosen.excluded:
        # one value after the other: some kinds join the values that any of is asked for
        parts = [facet.kind.conditions(facet, (one,), within=within) for one in chosen.excluded]
        clauses = (*clauses, Not(Any(joined_spans(part for some in parts for part in some))))
    return clauses
