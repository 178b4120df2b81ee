"""Lookups in an index: spellings, frequencies, extents, and which clauses a record matches.

Pure: bodies of requests, and readers of answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from index_mappings.bodies import Body, ReadBody
from index_mappings.mapping import RecordMapping
from service.engines.edits import by_nearness
from service.engines.elastic.filtering import without
from service.engines.elastic.translate import translate
from service.query.clauses import Clause
from service.results import Extent

_CANDIDATES = 200  # terms that are looked at; the nearest come first, then the most frequent


def spellings_body(path: str, word: str, edits: int) -> Body:
    """Return the body that requests the terms of a path near a word."""
    term = {
        "field": path,
        "suggest_mode": "always",
        "max_edits": edits,
        "prefix_length": 0,
        "min_word_length": 1,
        "accuracy": 0.0,
        "string_distance": "damerau_levenshtein",
        "size": _CANDIDATES,
        "shard_size": _CANDIDATES,
        "max_inspections": 20,  # times `shard_size` terms
    }
    return {"size": 0, "suggest": {"near": {"text": word, "term": term}}}


def read_spellings(
    answer: ReadBody, word: str, edits: int, limit: int
) -> tuple[tuple[str, int], ...]:
    """Return the terms of an answer, the nearest first."""
    options = [one for part in answer["suggest"]["near"] for one in part["options"]]
    counted = ((one["text"], one["freq"]) for one in options)
    return tuple(by_nearness(counted, word, edits))[:limit]


def frequency_body(path: str, word: str) -> Body:
    """Return the body that counts the records with a word at a path."""
    return {
        "size": 0,
        "track_total_hits": True,
        "query": {"match": {path: {"query": word, "operator": "and"}}},
    }


def extents_body(
    path: str, values: Sequence[str], mapping: RecordMapping, hidden: Sequence[Clause] = ()
) -> Body:
    """Return the body that counts the records with each value of a path, and their dates."""
    ends = {
        "first": {"min": {"field": f"{mapping.date}.from"}},
        "last": {"max": {"field": f"{mapping.date}.to"}},
    }
    wanted = list(dict.fromkeys(values))
    counting = {"field": path, "include": wanted, "size": len(wanted)}
    return {
        "size": 0,
        "query": {"bool": {"filter": [{"terms": {path: wanted}}, *without(hidden, mapping)]}},
        "aggs": {"values": {"terms": counting, "aggs": ends}},
    }


def read_extents(answer: ReadBody, values: Sequence[str]) -> tuple[Extent, ...]:
    """Return the extent of each value, including values without records."""
    found = {
        bucket["key"]: Extent(
            bucket["doc_count"], _day(bucket["first"]["value"]), _day(bucket["last"]["value"])
        )
        for bucket in answer["aggregations"]["values"]["buckets"]
    }
    return tuple(found.get(value, Extent(0)) for value in values)


def _day(value: float | None) -> int | None:
    return None if value is None else int(value)


def met_body(ids: Sequence[str], clauses: Sequence[Clause], mapping: RecordMapping) -> Body:
    """Return the body that names the clauses that each record matches."""
    named = [
        {"bool": {"filter": [translate(clause, mapping)], "_name": str(at)}}
        for at, clause in enumerate(clauses)
    ]
    return {
        "size": len(ids),
        "_source": ["id"],
        "track_total_hits": False,
        "query": {"bool": {"filter": [{"terms": {"id": list(ids)}}], "should": named}},
    }


def read_met(hits: Sequence[ReadBody], count: int) -> dict[str, tuple[bool, ...]]:
    """Return which of a number of clauses each record of an answer matches."""
    found: dict[str, tuple[bool, ...]] = {}
    for hit in hits:
        names = set(hit.get("matched_queries", ()))
        found[hit["_source"]["id"]] = tuple(str(at) in names for at in range(count))
    return found
