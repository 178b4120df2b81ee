"""The filters of a search, which do not affect the score."""

from __future__ import annotations

from collections.abc import Sequence

from index_mappings.bodies import Body
from index_mappings.conditions import Between, Days, Held
from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from service.engines.elastic.translate import any_of, condition, days, translate
from service.query.clauses import Any, Clause, Not
from service.query.filters import facet_clauses, value_clause
from service.query.request import Query


def facet_filters(query: Query, mapping: RecordMapping) -> dict[str, list[Body]]:
    """Return the filter of each facet with a choice."""
    found = facet_clauses(query, mapping)
    return {name: [_filter(one, mapping) for one in clauses] for name, clauses in found.items()}


def date_filter(query: Query, mapping: RecordMapping) -> list[Body]:
    """Return the filter for the argument `date`: one of its spans."""
    return [any_of([days(span, mapping) for span in query.days])] if query.days else []


def without(clauses: Sequence[Clause], mapping: RecordMapping) -> list[Body]:
    """Return the filter that excludes the records matched by any of the clauses."""
    unwanted = [translate(clause, mapping) for clause in clauses]
    return [{"bool": {"must_not": unwanted}}] if unwanted else []


def chosen_value(facet: Facet, value: str, mapping: RecordMapping, *, within: bool) -> Body:
    """Return the query for the records with one value of a facet."""
    return _filter(value_clause(facet, value, within=within), mapping)


def _filter(clause: Clause, mapping: RecordMapping) -> Body:
    """Return a clause of a facet as a filter without scores."""
    match clause:
        case Any(clauses):
            return any_of([_filter(one, mapping) for one in clauses])
        case Not(Any(clauses)):
            return {"bool": {"must_not": [_filter(one, mapping) for one in clauses]}}
        case Days() | Held() | Between():
            return condition(clause, mapping)
    return translate(clause, mapping)
