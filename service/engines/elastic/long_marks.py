"""The marks in the long texts of the first records of a page, where all would take too long.

Elasticsearch analyses a whole text for each word that is misspelt, begun or near another: twenty
texts take it as long as thirty searches. So these are marked by a second search, for the first
records alone. `make bench-worst` with `--elasticsearch` pays for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from elasticsearch import Elasticsearch

from index_mappings.bodies import Body, ReadBody
from index_mappings.mapping import RecordMapping
from service.engines.elastic.marking import highlight
from service.engines.elastic.request import marked_clauses
from service.query.request import Query


def with_long_marks(
    client: Elasticsearch,
    index: str,
    query: Query,
    mapping: RecordMapping,
    found: Sequence[ReadBody],
) -> Sequence[ReadBody]:
    """Return the hits of a search, the first ones with the marks in their long texts.

    They are the same if the search has marked all texts itself.
    """
    first = found[: query.marked_long or 0]
    body = long_marks_body(query, mapping, [hit["_id"] for hit in first]) if first else {}
    if not body:
        return found
    hits = client.search(index=index, body=body).body["hits"]["hits"]
    marks = {hit["_id"]: hit.get("highlight", {}) for hit in hits}
    marked = [
        {**hit, "highlight": {**hit.get("highlight", {}), **marks.get(hit["_id"], {})}}
        for hit in first
    ]
    return [*marked, *found[len(first) :]]


def long_marks_body(query: Query, mapping: RecordMapping, ids: Sequence[str]) -> Body:
    """Return the body that marks long texts of some records, or {} if there is nothing to mark."""
    if not query.highlight or query.marked_long is None:
        return {}
    marks = highlight(marked_clauses(query), mapping, in_fragments=True)
    if not marks:
        return {}
    some = {"ids": {"values": list(ids)}}
    return {"query": some, "size": len(ids), "_source": False, "highlight": marks}
