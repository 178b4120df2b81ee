"""Facets: the aggregations of a search, and the counts read from its answer.

A facet without a choice is counted over the hits; one with a choice is counted over what would be
found without its own filter. Because `post_filter` narrows the hits but not the aggregations, each
facet's aggregation has the filters that apply to it.

The number of values is only known after all of them were counted. `FIRST` of them come with the
search; if there are more, the facet is `cut`, and the engine counts the rest.
"""

from __future__ import annotations

from typing import Any

from index_mappings.bodies import Body, ReadBody
from index_mappings.facet_kinds.kind import Counting, Facet
from index_mappings.mapping import RecordMapping
from service.engines.arranging import arranged
from service.engines.elastic.filtering import (
    chosen_value,
    facet_filters,
)
from service.query.filters import MISSING
from service.query.request import FacetRequest, Query
from service.results import FacetCounts

FIRST = 1000  # values asked for at first: more than most searches have, and small to send
EVERY = 20_000  # more than there are years with a date: values in an order of their own


def aggregations(query: Query, mapping: RecordMapping) -> Body:
    """Return the `aggs` of a search, or {} if no facet is requested."""
    aggs: Body = {}
    facets = [facet for request in query.facets if (facet := mapping.facet(request.facet))]
    for name in dict.fromkeys(_group(query, facet) for facet in facets):
        inside: Body = {
            "missing": {"terms": {"field": MISSING, "size": max(1, len(mapping.facets))}}
        }
        for request in query.facets:
            facet = mapping.facet(request.facet)
            if facet is not None and _group(query, facet) == name:
                inside.update(_counting(query, facet, request, mapping))
        filters = others(query, name, mapping)
        if filters:
            inside = {"kept": {"filter": {"bool": {"filter": filters}}, "aggs": inside}}
        aggs.update({f"{name}/{key}": value for key, value in inside.items()})
    return aggs


def others(query: Query, name: str, mapping: RecordMapping) -> list[Body]:
    """Return the filters of all counted facets except the one with that name."""
    counted = {request.facet for request in query.facets}
    return [
        part
        for facet, parts in facet_filters(query, mapping).items()
        if facet in counted and facet != name
        for part in parts
    ]


def read_counts(
    answer: ReadBody, query: Query, mapping: RecordMapping
) -> tuple[tuple[FacetCounts, ...], tuple[FacetRequest, ...]]:
    """Return the facets' counts, and the requests whose facets are cut."""
    counts: list[FacetCounts] = []
    cut: list[FacetRequest] = []
    for request in query.facets:
        facet = mapping.facet(request.facet)
        if facet is None:
            counts.append(FacetCounts(request.facet, ()))
            continue
        group = _group(query, facet)
        kept = answer.get(f"{group}/kept")

        def part(key: str, group: str = group, kept: Any = kept) -> Any:
            return answer.get(f"{group}/{key}") if kept is None else kept.get(key)

        values = part(facet.name)
        found = {bucket["key"]: bucket["doc_count"] for bucket in values["buckets"]}
        missing = {bucket["key"]: bucket["doc_count"] for bucket in part("missing")["buckets"]}
        selected = _selected(query, facet)
        for place, value in enumerate(selected):
            one = part(f"{facet.name}={place}")
            if one:
                found[value] = one["doc_count"]
        if values["sum_other_doc_count"] or values.get("doc_count_error_upper_bound", 0):
            cut.append(request)
        # the names of a person are yet to be put together, so none is cut
        size = len(found) if request.same else None
        lacking = missing.get(facet.name, 0)
        counts.append(arranged(facet, request, found, selected, lacking, size=size))
    return tuple(counts), tuple(cut)


def counting(query: Query, facet: Facet, request: FacetRequest) -> Counting:
    """Return the values of the index that a facet counts."""
    return request.counting(facet, within=query.within)


def _group(query: Query, facet: Facet) -> str:
    """Return the facet whose filter is left out: its own, or "" if it has none."""
    return facet.name if query.filter(facet.name) else ""


def _selected(query: Query, facet: Facet) -> tuple[str, ...]:
    chosen = query.filter(facet.name)
    return tuple(dict.fromkeys(chosen.values)) if chosen else ()


def _counting(query: Query, facet: Facet, request: FacetRequest, mapping: RecordMapping) -> Body:
    size = EVERY if facet.kind.whole else max(FIRST, request.size)
    way = counting(query, facet, request)
    terms: Body = {"field": way.path, "size": size}
    if way.begins:
        terms["include"] = f"({'|'.join(way.begins)}).*"
    aggs: Body = {facet.name: {"terms": terms}}
    for place, value in enumerate(_selected(query, facet)):
        # a span has no bucket of its own, and other values may be cut
        if not (facet.kind.whole and facet.kind.has_bucket(facet, value)):
            one = chosen_value(facet, value, mapping, within=query.within)
            aggs[f"{facet.name}={place}"] = {"filter": one}
    return aggs
