"""Few indexes on the tests' Elasticsearch: whatever changes there takes longer the more it has.

To make an index took three times as long beside 400 others as beside none.
"""

from __future__ import annotations

from elasticsearch import Elasticsearch

LASTING = "lasting"
"""How the indexes are named that stay for the whole session."""

_AT_ONCE = 30  # indexes of one request: their names are in its address, which may have 4,096 bytes
_SECONDS = 120  # on a busy machine


def remove_indexes(url: str, prefix: str = "") -> None:
    """Remove the indexes of a prefix, or all but those that last."""
    with Elasticsearch(url, request_timeout=_SECONDS) as client:
        found = client.cat.indices(index=f"{prefix}*", h="index", expand_wildcards="all")
        names = [name for name in str(found).split() if not name.startswith((".", LASTING))]
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            client.indices.delete(index=some, ignore_unavailable=True)
