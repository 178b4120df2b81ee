"""The open levels of a tree: those above the chosen node, and the one below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index_mappings.facet_kinds.kind import Facet, Line
from service.engines.contract import Engine
from service.query.clauses import Value
from service.query.request import FacetFilter, Query

_LOOKED_UP = 8  # chosen nodes whose place is looked up, each by a search for one record


def with_levels(engine: Engine, query: Query) -> Query:
    """Return the query with the levels of its trees opened down to the chosen nodes."""
    requests = list(query.facets)
    for place, request in enumerate(requests):
        facet = engine.mapping.facet(request.facet)
        chosen = query.filter(request.facet)
        if facet is not None and facet.kind.has_levels and chosen is not None:
            opened = dict.fromkeys(_opened(engine, facet, chosen))
            requests[place] = replace(request, opened=tuple(opened))
    return replace(query, facets=tuple(requests)) if requests != list(query.facets) else query


def _opened(engine: Engine, facet: Facet, chosen: FacetFilter) -> Iterator[Line]:
    for node in (*chosen.values, *chosen.excluded)[:_LOOKED_UP]:
        below = Query(Value(facet.name, (node,)), size=1, highlight=False)
        for hit in engine.search(below).hits:
            yield facet.kind.line(hit.record.values.get(facet.field), node)
