"""Extents: the number of records and their span of dates for each value of a facet."""

from __future__ import annotations

from collections.abc import Sequence

from service.engines.embedded.filtering import matching
from service.engines.embedded.open_build import OpenBuild
from service.query.clauses import Clause
from service.query.request import Query
from service.results import Extent

_ALL = 1_000_000_000  # more values than a facet can have


def extents(
    live: OpenBuild, facet: str, values: Sequence[str], without: tuple[Clause, ...] = ()
) -> tuple[Extent, ...]:
    """Return the extent of each value, in their order; days are counted from 1970.

    Records that meet any clause of `without` do not count.
    """
    declared = live.schema.mapping.facet(facet)
    if declared is None or not live.schema.has(declared.path) or not values:
        return tuple(Extent(0) for _ in values)
    first, last = (f"{live.schema.mapping.date}.{end}" for end in ("from", "to"))
    aggregations = {
        "values": {
            "terms": {"field": declared.path, "size": _ALL, "segment_size": _ALL},
            "aggs": {"first": {"min": {"field": first}}, "last": {"max": {"field": last}}},
        }
    }
    answer = live.searcher.aggregate(matching(Query(without=without), live.schema), aggregations)
    found = {
        bucket["key"]: Extent(
            bucket["doc_count"], _day(bucket["first"]["value"]), _day(bucket["last"]["value"])
        )
        for bucket in answer["values"]["buckets"]
    }
    return tuple(found.get(value, Extent(0)) for value in values)


def _day(value: float | None) -> int | None:
    return None if value is None else int(value)
