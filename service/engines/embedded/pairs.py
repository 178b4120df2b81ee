"""Two-way counts on tantivy: terms within terms, for some values of the first facet at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from tantivy import Occur, Query

from index_mappings.bodies import Body
from index_mappings.facet_kinds.kind import Counting
from index_mappings.json_values import Json
from service import clock
from service.engines.embedded.care import Care
from service.engines.embedded.conditions import NOTHING, terms
from service.engines.embedded.counting import every_value
from service.engines.embedded.failed_reads import reads
from service.engines.embedded.filter_text import held
from service.engines.embedded.filtering import matching
from service.engines.embedded.lookups import known
from service.engines.embedded.many_values import aggregated, is_of_many_values
from service.engines.embedded.open_build import OpenBuild
from service.engines.embedded.whole_counts import in_all
from service.engines.pair_counting import TOO_MANY, Raw, TooManyPairs, count_pairs, is_wide, ways
from service.query.request import PairRequest
from service.query.request import Query as Asked
from service.results import PairCounts

_EVERY = 1_000_000_000  # values asked for: of a cut list no count is certain
_FIRST, _SECOND = "first", "second"


class CountsPairs(Care):
    """The part of the embedded engine that counts two ways."""

    @reads
    def pairs(self, query: Asked, request: PairRequest) -> PairCounts:
        """Return the pairs of values of two facets."""
        live = self._live()
        query = known(query, live)
        both = ways(request, live.schema.mapping, within=query.within)
        source = EmbeddedPairs(live, matching(query, live.schema), both)
        return count_pairs(source, request, live.info)


class EmbeddedPairs:
    """The pairs of two paths in what a query finds in one build."""

    def __init__(self, live: OpenBuild, query: Query, ways: Sequence[Counting]) -> None:
        self._live = live
        self._ways = ways[0], ways[1]
        self._paths = ways[0].path, ways[1].path
        self._query = query if all(map(live.has_values, self._paths)) else NOTHING

    @cached_property
    def _whole(self) -> tuple[Mapping[str, int] | None, Mapping[str, int] | None]:
        """The number of all records with each value of both paths, or None for very many values."""
        first, second = (in_all(every_value(way), self._live) for way in self._ways)
        return first, second

    @cached_property
    def _firsts(self) -> Mapping[str, int]:
        """The number of records found with each value of the first path."""
        return self._counts(self._query, self._paths[0])

    def counts(self) -> tuple[Collection[int], Collection[int]]:
        """Return the number of records with each value of the first path, and of the second.

        They are those of all records if even these are few: counting them among what a long query
        finds takes as long as the query.
        """
        first, second = self._whole
        if first is None or second is None or is_wide(first.values(), second.values()):
            first, second = self._firsts, self._counts(self._query, self._paths[1])
        return first.values(), second.values()

    def values(self, beyond: str) -> Iterator[str]:
        """Yield the values of the first path in order."""
        return (value for value in sorted(self._firsts) if value >= beyond)

    def every(self) -> Iterator[Raw]:
        """Yield all pairs, quickest as those of each value of the facet that has fewer."""
        path, other = self._paths
        first, second = (len(counts or ()) for counts in self._whole)
        if first <= second:
            return self._nested(self._query, (path, other))
        turned = self._nested(self._query, (other, path))
        return ((one, two, count) for two, one, count in turned)

    def pairs(self, firsts: Sequence[str]) -> Iterator[Raw]:
        """Yield the pairs of some values."""
        path, other = self._paths
        query = _both(self._query, terms(self._live.schema, path, firsts))
        if len(firsts) == 1:
            return ((firsts[0], value, n) for value, n in self._counts(query, other).items())
        # a record has other values too, whose pairs take several times as long
        return self._nested(query, (path, other), include=list(firsts))

    def exact(self, names: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[int]:
        """Return how many records have any of the first and of the second names."""
        path, other = self._paths
        schema = self._live.schema
        aggregations = {
            str(place): {"filter": f"+{held(path, a, schema)} +{held(other, b, schema)}"}
            for place, (a, b) in enumerate(names)
        }
        answer = self._live.searcher.aggregate(self._query, aggregations)
        return [answer[place]["doc_count"] for place in aggregations]

    def _nested(self, query: Query, paths: tuple[str, str], **only: Json) -> Iterator[Raw]:
        outer, inner = paths
        body = {_FIRST: {**_terms(outer, **only), "aggs": {_SECOND: _terms(inner)}}}
        try:
            answer = self._live.searcher.aggregate(query, body)
        except ValueError as error:
            if is_of_many_values(error):
                raise TooManyPairs from None
            raise
        buckets = answer[_FIRST]["buckets"]
        if sum(len(bucket[_SECOND]["buckets"]) for bucket in buckets) > TOO_MANY:
            raise TooManyPairs
        for bucket in buckets:
            for below in bucket[_SECOND]["buckets"]:
                yield bucket["key"], below["key"], below["doc_count"]

    def _counts(self, query: Query, path: str) -> dict[str, int]:
        clock.check()
        live = self._live
        answer = aggregated(live.searcher, query, {_FIRST: _terms(path)}, live.parts, lambda _: 0)
        return {bucket["key"]: bucket["doc_count"] for bucket in answer[_FIRST]["buckets"]}


def _both(query: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, other)])


def _terms(path: str, **only: Json) -> Body:
    return {"terms": {"field": path, "size": _EVERY, "segment_size": _EVERY, **only}}
