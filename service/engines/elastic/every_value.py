"""Counting all values of facets with more values than one answer can have.

Counts are cached: a published index never changes, and the same facet of the same search is
requested page after page.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import orjson
from elasticsearch import Elasticsearch

from index_mappings.bodies import Body, ReadBody
from index_mappings.mapping import RecordMapping
from service.engines.arranging import arranged
from service.engines.elastic.counting import counting
from service.engines.elastic.request import facet_query
from service.query.request import FacetRequest, Query
from service.results import FacetCounts

_COMPOSITE = 10_000  # values a request when all of a facet are counted
_REMEMBERED = 64  # facets with very many values whose number is kept


class EveryValue:
    """Counts all values of facets and caches the latest. Thread-safe."""

    def __init__(self, mapping: RecordMapping) -> None:
        self._mapping = mapping
        self._counted: OrderedDict[bytes, dict[str, int]] = OrderedDict()
        self._guard = threading.Lock()

    def count(
        self,
        client: Elasticsearch,
        query: Query,
        request: FacetRequest,
        *,
        facets: tuple[FacetCounts, ...],
        index: str,
    ) -> tuple[FacetCounts, ...]:
        """Return the facets, with the requested one counted over all of its values."""
        facet = self._mapping.facet(request.facet)
        assert facet is not None, "only facets of the mapping are counted"
        wanted = facet_query(query, self._mapping, facet.name)
        way = counting(query, facet, request)
        counts = self._all(client, index, way.path, wanted)
        counts = {value: count for value, count in counts.items() if way.takes(value)}
        chosen = query.filter(facet.name)
        selected = tuple(dict.fromkeys(chosen.values)) if chosen else ()
        known = {
            bucket.value: bucket.count
            for item in facets
            for bucket in item.buckets
            if item.facet == facet.name and bucket.value in selected
        }
        # the names of a person are yet to be put together, so none is cut
        size = len(counts) if request.same else None
        return tuple(
            arranged(facet, request, {**known, **counts}, selected, item.missing, size=size)
            if item.facet == facet.name
            else item
            for item in facets
        )

    def _all(self, client: Elasticsearch, index: str, path: str, query: Body) -> dict[str, int]:
        key = orjson.dumps([index, path, query])
        with self._guard:
            counts = self._counted.get(key)
        if counts is None:
            counts = dict(_all_values(client, index, path, query))
            with self._guard:
                self._counted[key] = counts
                while len(self._counted) > _REMEMBERED:
                    self._counted.popitem(last=False)
        return counts


def counted(client: Elasticsearch, index: str, aggs: Body, *, whole: bool = True) -> ReadBody:
    """Return the answer to aggregations over one index, or over the part that answers."""
    body = {"size": 0, "aggs": aggs}
    answer = client.search(index=index, body=body, allow_partial_search_results=not whole)
    found: ReadBody = answer["aggregations"]
    return found


def _all_values(
    client: Elasticsearch, index: str, path: str, query: Body
) -> Iterator[tuple[str, int]]:
    after: Any = None
    while True:
        composite: Body = {"size": _COMPOSITE, "sources": [{"value": {"terms": {"field": path}}}]}
        if after:
            composite["after"] = after
        body = {"size": 0, "query": query, "aggs": {"values": {"composite": composite}}}
        answer = client.search(index=index, body=body, allow_partial_search_results=False)
        values = answer["aggregations"]["values"]
        for bucket in values["buckets"]:
            yield bucket["key"]["value"], bucket["doc_count"]
        after = values.get("after_key")
        if not after:
            return
