"""Facets: exact counts, in as few passes over the hits as can be.

All facets in which nothing is chosen share one aggregation over the hits; one in which
something is chosen has its own, over what would be found without its filter. The number of
records without a value comes out of the same pass, as the count of one more value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tantivy import Occur, Query, Searcher

from index_mappings.facet_kinds.kind import Facet
from index_mappings.record import Json
from service import clock
from service.engines.arranging import arranged
from service.engines.embedded.filtering import chosen_value, matching
from service.engines.embedded.ordering import count
from service.engines.embedded.schema import IndexSchema
from service.engines.embedded.translate import terms
from service.engines.same_names import shown_values, together
from service.query.request import FacetRequest
from service.query.request import Query as Asked
from service.results import FacetCounts

_EVERY = 1_000_000_000  # values asked for: of a cut list no count is certain, nor how many are left
_NONE = "\x01"  # stands for no value at all; a value has no control characters
_MISSING = "computed.missing"


def count_facets(
    asked: Asked, schema: IndexSchema, searcher: Searcher, found: Query
) -> tuple[FacetCounts, ...]:
    """Return the counts of the facets that are asked for; `found` is the whole search's query."""
    alone = {item.facet for item in asked.filters}
    known = [(r, f) for r in asked.facets if (f := schema.mapping.facet(r.facet)) is not None]
    counted: dict[str, FacetCounts] = {}
    shared = [(r, f) for r, f in known if r.facet not in alone]
    if shared:
        counted.update(_count(asked, schema, searcher, found, shared))
    for request, facet in known:
        if request.facet in alone:
            clock.check()
            query = matching(asked, schema, but=request.facet)
            counted.update(_count(asked, schema, searcher, query, [(request, facet)]))
    return tuple(
        counted.get(request.facet, FacetCounts(request.facet, ())) for request in asked.facets
    )


def _count(
    asked: Asked,
    schema: IndexSchema,
    searcher: Searcher,
    query: Query,
    requests: Sequence[tuple[FacetRequest, Facet]],
) -> Iterable[tuple[str, FacetCounts]]:
    ways = {facet.name: facet.kind.counting(facet, within=asked.within) for _, facet in requests}
    asking = {name: _terms(way.path) for name, way in ways.items() if schema.has(way.path)}
    if any(way.lacks_some for way in ways.values()):
        asking[_MISSING] = _terms(_MISSING)
    answer = searcher.aggregate(query, asking) if asking else {}
    apart = _buckets(answer.get(_MISSING))
    for request, facet in requests:
        counts = _buckets(answer.get(facet.name))
        missing = counts.pop(_NONE, 0)
        if ways[facet.name].lacks_some:
            missing = apart.get(facet.name, 0)
        chosen = asked.filter(facet.name)
        selected = () if chosen is None else shown_values(request, chosen.values)
        counts, unsure = together(request, counts, selected)
        for value, names in unsure.items():
            clock.check()
            counts[value] = count(searcher, _both(query, terms(schema, facet.path, names)))
        for value in selected:
            if value not in counts and not facet.kind.has_bucket(facet, value):
                clock.check()
                one = chosen_value(facet, value, schema, within=asked.within)
                counts[value] = count(searcher, _both(query, one))
        yield facet.name, arranged(facet, counts, selected, missing, request.size)


def _both(query: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, other)])


def _terms(path: str) -> dict[str, Json]:
    return {"terms": {"field": path, "size": _EVERY, "segment_size": _EVERY, "missing": _NONE}}


def _buckets(answer: Mapping[str, Json] | None) -> dict[str, int]:
    if answer is None:
        return {}
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}
