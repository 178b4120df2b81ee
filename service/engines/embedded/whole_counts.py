"""Facets of what most records are: the counts of all, less those of the records that are not found.

The counts of all records are the same until the next publish, and are kept. The row `worst` of
`make bench` pays for it, and every list of all records.
"""

from __future__ import annotations

from collections.abc import Mapping

from tantivy import Query, Searcher

from index_mappings.bodies import Body, ReadBody
from service.engines.embedded.by_number import all_but
from service.engines.embedded.many_values import is_of_many_values
from service.engines.embedded.open_build import OpenBuild

_MOST = 5_000
"""Values of one facet whose counts are kept, half a megabyte: with more, most are never shown."""


def is_of_most(total: int, searcher: Searcher) -> bool:
    """Return whether a number of records is at least half of all."""
    return 2 * total >= searcher.num_docs


def by_others(
    query: Query, total: int | None, asking: Mapping[str, Body], live: OpenBuild
) -> dict[str, ReadBody] | None:
    """Return the answer to aggregations over what a query finds, `total` records.

    None where it finds less than half of all or was not counted, or a facet has too many values.
    """
    searcher = live.searcher
    if (
        total is None
        or not is_of_most(total, searcher)
        or not all("terms" in body for body in asking.values())
    ):
        return None
    whole = {name: in_all(body, live) for name, body in asking.items()}
    lacking: Mapping[str, ReadBody] = {}
    try:
        if total < searcher.num_docs and all(whole.values()):
            lacking = searcher.aggregate(all_but(query), dict(asking))
    except ValueError as error:
        if not is_of_many_values(error):
            raise
        return None
    answer: dict[str, ReadBody] = {}
    for name, counts in whole.items():
        if counts is None:
            return None
        left = dict(counts)
        for bucket in lacking[name]["buckets"] if lacking else ():
            left[bucket["key"]] -= bucket["doc_count"]
        buckets = [{"key": key, "doc_count": count} for key, count in left.items() if count]
        answer[name] = {"buckets": buckets}
    return answer


def in_all(body: Body, live: OpenBuild) -> Mapping[str, int] | None:
    """Return the counts of a facet in all records, or None for one with too many values."""
    terms = body["terms"]
    key = (terms["field"], terms.get("include", ""))
    if key not in live.whole_counts:
        live.whole_counts[key] = _counted(body, live.searcher)
    return live.whole_counts[key]


def _counted(body: Body, searcher: Searcher) -> Mapping[str, int] | None:
    try:
        buckets = searcher.aggregate(Query.all_query(), {"all": body})["all"]["buckets"]
    except ValueError as error:
        if not is_of_many_values(error):
            raise
        return None
    if len(buckets) > _MOST:
        return None
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
