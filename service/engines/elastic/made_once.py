"""An index of ours beside the builds, made when it is first needed."""

from __future__ import annotations

from elasticsearch import Elasticsearch

from index_mappings.bodies import Body

_WAITED = 30  # seconds: as long as the server itself waits where it makes an index
_EXISTS = 400  # the status of a request to make what is there


def make_once(client: Elasticsearch, index: str, body: Body) -> None:
    """Make an index where there is none, and return when it can be read and written.

    Of two that make it at once one is told that it is there: it then waits too, for an index
    that is being made answers nobody.
    """
    made = client.options(ignore_status=_EXISTS).indices.create(index=index, body=body)
    if made.meta.status == _EXISTS:
        # not its status: an index is yellow before it has been given its first shard
        client.cluster.health(index=index, wait_for_active_shards=1, timeout=f"{_WAITED}s")
