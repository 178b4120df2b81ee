"""Creating our own indexes besides the builds when they are first needed."""

from __future__ import annotations

from elasticsearch import Elasticsearch

from index_mappings.bodies import Body

_WAITED = 30  # seconds: as long as the server itself waits where it makes an index
_EXISTS = 400  # the status of a request to make what is there


def make_once(client: Elasticsearch, index: str, body: Body) -> None:
    """Create an index if it does not exist, and return when it can be read and written.

    If two processes create it at once, one gets the error that it exists, and then waits too,
    because an index that is being created does not answer.
    """
    answer = client.options(ignore_status=_EXISTS).indices.create(index=index, body=body)
    if answer.meta.status == _EXISTS:
        # not its status: an index is yellow before it has been given its first shard
        client.cluster.health(index=index, wait_for_active_shards=1, timeout=f"{_WAITED}s")
