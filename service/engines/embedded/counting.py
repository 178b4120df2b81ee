"""Facets: exact counts, in as few passes over the hits as can be.

All facets in which nothing is chosen share one aggregation over the hits; one in which
something is chosen has its own, over what would be found without its filter. The number of
records without a value comes out of the same pass, as the count of one more value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tantivy import Occur, Query

from index_mappings.bodies import Body, ReadBody
from index_mappings.facet_kinds.kind import Counting, Facet
from service import clock
from service.engines.arranging import arranged
from service.engines.embedded.conditions import terms
from service.engines.embedded.filtering import chosen_value, matching
from service.engines.embedded.many_values import aggregated
from service.engines.embedded.open_build import OpenBuild
from service.engines.embedded.ordering import count
from service.engines.same_names import shown_values, together
from service.query.request import FacetRequest
from service.query.request import Query as Asked
from service.results import FacetCounts

_EVERY = 1_000_000_000  # values asked for: of a cut list no count is certain, nor how many are left
_NONE = "\x01"  # stands for no value at all; a value has no control characters
_MISSING = "computed.missing"


def count_facets(
    asked: Asked, live: OpenBuild, found: Query, total: int, words: Query
) -> tuple[FacetCounts, ...]:
    """Return the counts of the facets that are asked for.

    `found` is the whole search's query, which finds `total` records, and `words` that of its words,
    without what narrows them.
    """
    schema = live.schema
    alone = {item.facet for item in asked.filters}
    known = [(r, f) for r in asked.facets if (f := schema.mapping.facet(r.facet)) is not None]
    counted: dict[str, FacetCounts] = {}
    shared = [(r, f) for r, f in known if r.facet not in alone]
    if shared:
        counted.update(_count(asked, live, found, total, shared))
    for request, facet in known:
        if request.facet in alone:
            clock.check()
            query = matching(asked, schema, but=request.facet, words=words)
            counted.update(_count(asked, live, query, None, [(request, facet)]))
    return tuple(
        counted.get(request.facet, FacetCounts(request.facet, ())) for request in asked.facets
    )


def _count(
    asked: Asked,
    live: OpenBuild,
    query: Query,
    total: int | None,
    requests: Sequence[tuple[FacetRequest, Facet]],
) -> Iterable[tuple[str, FacetCounts]]:
    schema, searcher = live.schema, live.searcher
    ways = {
        facet.name: facet.kind.counting(facet, within=asked.within, opened=request.opened)
        for request, facet in requests
    }
    asking = {name: _terms(way) for name, way in ways.items() if live.has_values(way.path)}
    apart_ones = [name for name, way in ways.items() if _is_apart(way, live)]
    if apart_ones:
        asking[_MISSING] = _terms(Counting(_MISSING))

    def without(name: str) -> int:
        return count(searcher, _both(query, terms(schema, _MISSING, (name,))))

    answer = aggregated(searcher, query, asking, live.parts, without) if asking else {}
    apart = _buckets(answer.get(_MISSING))
    for request, facet in requests:
        counts = _buckets(answer.get(facet.name))
        missing = counts.pop(_NONE, 0)
        if facet.name in apart_ones:
            missing = apart.get(facet.name, 0)
        elif facet.name not in asking and schema.has(ways[facet.name].path):
            total = count(searcher, query) if total is None else total
            missing = total
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
        yield facet.name, arranged(facet, request, counts, selected, missing)


def _is_apart(way: Counting, live: OpenBuild) -> bool:
    """Tell whether the records without a value must be counted by `computed.missing`."""
    return way.lacks_some or (bool(way.begins) and live.has_values(way.path))


def _both(query: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, other)])


def _terms(way: Counting) -> Body:
    asked: Body = {"field": way.path, "size": _EVERY, "segment_size": _EVERY}
    if way.begins:
        asked["include"] = f"({'|'.join(way.begins)}).*"
    else:
        asked["missing"] = _NONE  # beside `include` it would be counted as a value that is not
    return {"terms": asked}


def _buckets(answer: ReadBody | None) -> dict[str, int]:
    if answer is None:
        return {}
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}
