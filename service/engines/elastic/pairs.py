"""Two-way counts on Elasticsearch by composite aggregations, which return values in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from index_mappings.bodies import Body, ReadBody
from index_mappings.facet_kinds.kind import Counting
from index_mappings.mapping import RecordMapping
from service import clock
from service.engines.elastic.care import Care
from service.engines.elastic.partial import AWAY, is_partial
from service.engines.elastic.request import count_body
from service.engines.elastic.translate import terms
from service.engines.pair_counting import TOO_MANY, Raw, TooManyPairs, count_pairs, ways
from service.errors import EngineUnavailable
from service.query.request import PairRequest, Query
from service.results import PairCounts

_AT_ONCE = 10_000  # buckets a request
_FIRST, _SECOND = "first", "second"
_ALL = "all"
LEAST = 0.1
"""Seconds that a search is given where hardly any are left."""


class CountsPairs(Care):
    """The part of the Elasticsearch engine that counts two ways."""

    mapping: RecordMapping

    def pairs(self, query: Query, request: PairRequest) -> PairCounts:
        """Return the pairs of values of two facets, in several requests to one index."""
        with self._reading() as client:
            info = self._live.info(client)

            def ask(body: Body) -> ReadBody:
                allowed = min(float(self._server.options.timeout), max(clock.left(), LEAST))
                timed = {**body, "timeout": f"{int(allowed * 1000)}ms"}
                answer: ReadBody = client.search(
                    index=info.name, body=timed, allow_partial_search_results=False
                ).body
                if is_partial(answer):
                    raise EngineUnavailable(AWAY)
                return answer

            both = ways(request, self.mapping, within=query.within)
            source = ElasticPairs(ask, count_body(query, self.mapping)["query"], both)
            return count_pairs(source, request, info)


class ElasticPairs:
    """The pairs of two paths in the results of a query; `ask` answers the body of a search."""

    def __init__(
        self, ask: Callable[[Body], ReadBody], query: Body, ways: Sequence[Counting]
    ) -> None:
        self._ask = ask
        self._query = query
        self._paths = ways[0].path, ways[1].path

    def counts(self) -> tuple[Iterable[int], Iterable[int]]:
        """Return the number of records with each value of the first path, and of the second."""
        first, second = self._paths
        return self._counts(first), self._counts(second)

    def _counts(self, path: str) -> Iterator[int]:
        for bucket in self._composite(self._query, {_FIRST: path}, None):
            yield bucket["doc_count"]

    def values(self, beyond: str) -> Iterator[str]:
        """Yield the values of the first path in order."""
        path, other = self._paths
        query = {"bool": {"filter": [self._query, {"exists": {"field": other}}]}}
        after = {_FIRST: beyond} if beyond else None
        if beyond:
            yield beyond  # a composite goes on after its key, and this one may have more pairs
        for bucket in self._composite(query, {_FIRST: path}, after):
            yield bucket["key"][_FIRST]

    def every(self) -> Iterator[Raw]:
        """Yield all pairs."""
        for count, raw in enumerate(self._pairs(self._query)):
            if count == TOO_MANY:
                raise TooManyPairs
            yield raw

    def pairs(self, firsts: Sequence[str]) -> Iterator[Raw]:
        """Yield the pairs of some values."""
        wanted = frozenset(firsts)
        query = {"bool": {"filter": [self._query, terms(self._paths[0], firsts)]}}
        count = 0
        for raw in self._pairs(query):
            if raw[0] in wanted:
                count += 1
                if count > TOO_MANY and len(firsts) > 1:
                    raise TooManyPairs
                yield raw

    def _pairs(self, query: Body) -> Iterator[Raw]:
        path, other = self._paths
        for bucket in self._composite(query, {_FIRST: path, _SECOND: other}, None):
            yield bucket["key"][_FIRST], bucket["key"][_SECOND], bucket["doc_count"]

    def exact(self, names: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[int]:
        """Return the number of records with any of the first and any of the second names."""
        path, other = self._paths
        filters = [
            {"bool": {"filter": [terms(path, some), terms(other, others)]}}
            for some, others in names
        ]
        aggs = {_ALL: {"filters": {"filters": filters}}}
        answer = self._ask({"size": 0, "query": self._query, "aggs": aggs})
        return [bucket["doc_count"] for bucket in answer["aggregations"][_ALL]["buckets"]]

    def _composite(
        self, query: Body, paths: dict[str, str], after: dict[str, str] | None
    ) -> Iterator[Any]:
        sources = [{name: {"terms": {"field": path}}} for name, path in paths.items()]
        while True:
            clock.check()
            composite: Body = {"size": _AT_ONCE, "sources": sources}
            if after:
                composite["after"] = after
            body = {"size": 0, "query": query, "aggs": {_ALL: {"composite": composite}}}
            found = self._ask(body)["aggregations"][_ALL]
            yield from found["buckets"]
            after = found.get("after_key")
            if not after:
                return
