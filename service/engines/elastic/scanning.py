"""Reading all complete records of an index at one point in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index_mappings.bodies import Body, ReadBody
from index_mappings.record import Record
from service.engines.elastic.client import Server
from service.engines.elastic.request import read_record
from service.errors import EngineUnavailable, NoIndex

_SCAN = 1000  # records a request: some 10 MB where each has full text
_KEEP_ALIVE = "5m"  # between two requests; the loader may be slow between them


def scan(server: Server, index: str, wanted: Body) -> Iterator[Record]:
    """Yield every record of an index that a query finds; raise NoIndex if it does not exist."""
    return map(read_record, scan_sources(server, index, wanted, by="_shard_doc"))


def scan_sources(server: Server, index: str, wanted: Body, *, by: str) -> Iterator[ReadBody]:
    """Yield the stored source of each entry that a query finds, in the order of a path.

    Raises NoIndex if there is no such index.
    """
    with server.asking() as client:
        point = client.open_point_in_time(index=index, keep_alive=_KEEP_ALIVE)
    id = point["id"]
    after: list[Any] | None = None
    try:
        while True:
            body: Body = {
                "query": wanted,
                "size": _SCAN,
                "sort": [by],
                "track_total_hits": False,
                "pit": {"id": id, "keep_alive": _KEEP_ALIVE},
            }
            if after:
                body["search_after"] = after
            try:
                with server.asking() as client:
                    answer = client.search(body=body, allow_partial_search_results=False)
            except NoIndex as error:  # not an end: half an archive must not pass for a whole one
                raise EngineUnavailable("the index went away while it was read") from error
            id = answer["pit_id"]
            hits = answer["hits"]["hits"]
            for hit in hits:
                yield hit["_source"]
            if len(hits) < _SCAN:
                return
            after = hits[-1]["sort"]
    finally:
        with server.asking() as client:
            client.options(ignore_status=404).close_point_in_time(id=id)
