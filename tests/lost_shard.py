"""A shard of an index lost for good, as with the only disk that had it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

SHARDS = 3


def lose_a_shard(server: Elasticsearch, index: str) -> frozenset[str]:
    """Remove the first shard of an index from disk; return the ids that were on it.

    Skips where the disk of the server is not ours to touch.
    """
    answer = server.search(
        index=index, preference="_shards:0", size=10_000, source=["id"], sort=["_doc"]
    )
    lost = frozenset(hit["_source"]["id"] for hit in answer["hits"]["hits"])
    nodes = server.nodes.info(node_id="_local", filter_path="nodes.*.settings.path.data")["nodes"]
    (node,) = nodes.values()
    about = server.indices.get_settings(index=index, filter_path="*.settings.index.uuid")
    uuid = about[index]["settings"]["index"]["uuid"]
    shard = Path(node["settings"]["path"]["data"]) / "indices" / uuid / "0"
    if not shard.is_dir():
        pytest.skip(f"the disk of the server is not on this machine ({shard})")
    server.indices.close(index=index)
    shutil.rmtree(shard)
    server.indices.open(index=index, wait_for_active_shards="0")
    health = server.cluster.health(index=index, wait_for_no_initializing_shards=True)
    assert health["status"] == "red" and not health["timed_out"]
    return lost
