"""Counting the names of a person as one value, with a filter for each in another request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from index_mappings.bodies import Body, ReadBody
from index_mappings.mapping import RecordMapping
from service.engines.arranging import arranged
from service.engines.elastic.request import facet_query
from service.engines.elastic.translate import terms
from service.engines.same_names import shown_values, together
from service.query.request import FacetRequest, Query
from service.results import FacetCounts


def names_together(
    query: Query,
    facets: Sequence[FacetCounts],
    mapping: RecordMapping,
    ask: Callable[[Body], ReadBody],
) -> tuple[FacetCounts, ...]:
    """Return the facets with the names of a person counted as one.

    `ask` answers aggregations; it is called once if any are needed.
    """
    counted = list(facets)
    merged: dict[int, dict[str, int]] = {}
    unsure: dict[int, dict[str, tuple[str, ...]]] = {}
    for place, request in enumerate(query.facets):
        if request.same and mapping.facet(request.facet):
            counts = {bucket.value: bucket.count for bucket in counted[place].buckets}
            selected = _shown_selected(query, request)
            merged[place], unsure[place] = together(request, counts, selected)
            merged[place].update((one, 0) for one in selected if one not in merged[place])
    wanted = {str(place): _by_filters(query, place, some, mapping)
              for place, some in unsure.items() if some}  # fmt: skip
    answer = ask(wanted) if wanted else {}
    for place, counts in merged.items():
        request = query.facets[place]
        facet = mapping.facet(request.facet)
        assert facet is not None, "only facets of the mapping are put together"
        if str(place) in answer:
            exact = answer[str(place)]["names"]["buckets"]
            counts.update(zip(unsure[place], (one["doc_count"] for one in exact), strict=True))
        selected = _shown_selected(query, request)
        counted[place] = arranged(facet, request, counts, selected, counted[place].missing)
    return tuple(counted)


def _by_filters(
    query: Query, place: int, unsure: Mapping[str, Sequence[str]], mapping: RecordMapping
) -> Body:
    facet = mapping.facet(query.facets[place].facet)
    assert facet is not None, "only facets of the mapping are put together"
    return {
        "filter": facet_query(query, mapping, facet.name),
        "aggs": {
            "names": {"filters": {"filters": [terms(facet.path, some) for some in unsure.values()]}}
        },
    }


def _shown_selected(query: Query, request: FacetRequest) -> tuple[str, ...]:
    chosen = query.filter(request.facet)
    return shown_values(request, chosen.values) if chosen else ()
