"""The indexed terms of a path, with the number of records that have each.

Elasticsearch lists the terms of keywords but not those of text. Those are collected from records:
some thousand of the records with a term that has the prefix are analysed again, and each term found
is counted in all records. So the counts are exact; only a rare term with a very frequent prefix may
be missed.
"""

from __future__ import annotations

from index_mappings.bodies import Body, ReadBody
from index_mappings.mapping import MappingError, RecordMapping

_SAMPLE = 2000  # records analysed: some 20 ms for titles
_TERMS = 1000  # terms of a prefix that are put in order by their count
_OPERATORS = frozenset('.?+*|{}[]()"\\#@&<>~^$-')  # of Lucene's regular expressions


def terms_body(mapping: RecordMapping, path: str, prefix: str, limit: int) -> Body:
    """Return the body of the search for terms, or {} if the mapping lacks the path."""
    try:
        type_ = mapping.properties(path).get("type", "")
    except MappingError:
        return {}
    start = "".join(f"\\{char}" if char in _OPERATORS else char for char in prefix) + ".*"
    body: Body = {
        "size": 0,
        "track_total_hits": False,
        "query": {"prefix": {path: {"value": prefix}}},
    }
    if type_ != "text":
        order = [{"_count": "desc"}, {"_key": "asc"}]
        body["aggs"] = {
            "terms": {"terms": {"field": path, "include": start, "size": limit, "order": order}}
        }
        return body
    terms = {
        "field": path,
        "include": start,
        "size": max(limit, _TERMS),
        "min_doc_count": 1,
        "percentage": {},  # any measure does: the order is made here
        "source_fields": list(_origins(mapping, path)),
    }
    body["aggs"] = {
        "some": {
            "sampler": {"shard_size": _SAMPLE},
            "aggs": {"terms": {"significant_text": terms}},
        }
    }
    return body


def has_path(mapping: RecordMapping, path: str) -> bool:
    """Return whether the mapping defines an index path."""
    try:
        mapping.properties(path)
    except MappingError:
        return False
    return True


def read_terms(answer: ReadBody, limit: int) -> tuple[tuple[str, int], ...]:
    """Return the terms of an answer, the most frequent first, ties in order of term."""
    aggregations = answer.get("aggregations", {})
    found = aggregations.get("some", aggregations).get("terms", {}).get("buckets", [])
    counted = [(bucket["key"], bucket.get("bg_count", bucket["doc_count"])) for bucket in found]
    counted.sort(key=lambda item: (-item[1], item[0]))
    return tuple(counted[:limit])


def _origins(mapping: RecordMapping, path: str) -> tuple[str, ...]:
    """Return the paths of a record whose text is indexed at a path."""
    root = path.removesuffix(".folded").removesuffix(".words")
    copied = tuple(_copied(mapping.body["mappings"]["properties"], "", root))
    return copied or (root,)


def _copied(properties: ReadBody, start: str, target: str) -> list[str]:
    found: list[str] = []
    for name, spec in properties.items():
        if target in (spec.get("copy_to", ()), *spec.get("copy_to", ())):
            found.append(f"{start}{name}")
        found += _copied(spec.get("properties", {}), f"{start}{name}.", target)
    return found
