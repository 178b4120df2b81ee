"""A cluster of three nodes that loses them one by one while it is searched and loaded.

Takes minutes, so `make test` leaves it out: `make test-cluster` runs it.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest
from catalogue import record
from elasticsearch import Elasticsearch
from elasticsearch_fixture import or_skip
from elasticsearch_node.install import Missing
from elasticsearch_node.node import Node, cluster
from flask.testing import FlaskClient
from serving import client_of

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.elastic import ElasticEngine
from service.engines.elastic.build import ElasticBuild
from service.engines.elastic.options import Options
from service.errors import EngineUnavailable, SearchroomError
from service.query.clauses import Word
from service.query.request import Query

pytestmark = pytest.mark.cluster

PATIENCE = 180  # seconds for a cluster of three on two cores to be whole again
BURST = 30  # seconds at most in which searches may fail after a node is lost
FIRST, MORE = 500, 2000  # records of the first load, and of those that lose a node


@pytest.fixture(scope="module")
def nodes() -> Iterator[tuple[Node, ...]]:
    try:
        with cluster() as started:
            keep_in_place(started)
            yield started
    except Missing as missing:
        or_skip(missing)


def keep_in_place(nodes: Sequence[Node]) -> None:
    """Let no part of an index move by itself: the tests choose which node has the only copy."""
    with Elasticsearch([node.url for node in nodes]) as asked:
        asked.cluster.put_settings(persistent={"cluster.routing.rebalance.enable": "none"})


@pytest.fixture(scope="module")
def engine(nodes: Sequence[Node], mapping: RecordMapping) -> Iterator[ElasticEngine]:
    addresses = ",".join(node.url for node in nodes)
    options = Options(prefix="c-", replicas="1", green=60)
    opened = ElasticEngine.open(addresses, mapping, options=options)
    load(opened, FIRST)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(engine: ElasticEngine) -> FlaskClient:
    return client_of(engine)


def load(engine: ElasticEngine, count: int) -> None:
    build = engine.begin(owner="a test")
    try:
        assert list(build.add(notes(count))) == []
        assert build.finish() == count
        build.publish()
    finally:
        build.drop()


def notes(count: int) -> Iterator[Record]:
    for number in range(count):
        yield record(f"r{number}", f"Note {number}", summary="On the harbour. " * 20)


def until(met: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something is so; raises where it is not in time."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while not met():
        assert time.monotonic() < end, "it did not come about in time"
        pause.wait(0.25)


@dataclass
class Searching:
    """Someone who searches without a pause, and writes down what came of it."""

    client: FlaskClient
    statuses: Counter[int] = field(default_factory=Counter)
    totals: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    failing: list[float] = field(default_factory=list)

    def __enter__(self) -> Searching:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(0.02):
            answer = self.client.get("/api/v1/search?q=harbour&size=1")
            self.statuses[answer.status_code] += 1
            if answer.status_code == 200:
                self.totals.add(answer.json["total"]["value"])  # type: ignore[index]
            else:
                self.failing.append(time.monotonic())
                if answer.status_code != 503 or "Retry-After" not in answer.headers:
                    self.wrong.append(answer.text)


def master(nodes: Sequence[Node]) -> Node:
    with Elasticsearch([node.url for node in nodes if node.is_running]) as asked:
        name = str(asked.cat.master(h="node")).strip()
    return next(node for node in nodes if node.name == name)


def holder(nodes: Sequence[Node], index: str) -> str:
    """Return the name of the node that has the only copy of an index being built."""
    with Elasticsearch([node.url for node in nodes]) as asked:
        return str(asked.cat.shards(index=index, h="node")).strip()


def lose_while_loading(
    engine: ElasticEngine, client: FlaskClient, lost: Node, count: int, build: ElasticBuild
) -> str:
    """Load and search while a node is killed in the middle; return why the load failed, if it did.

    Whatever became of it, what is live is whole, and no search was answered wrongly.
    """
    before = engine.info().records
    failure = ""

    def with_a_loss() -> Iterator[Record]:
        for number, item in enumerate(notes(count)):
            if number == count // 2:
                lost.kill()
            yield item

    with Searching(client) as searching:
        try:
            assert list(build.add(with_a_loss())) == []
            assert build.finish() == count
            build.publish()
        except SearchroomError as error:
            failure = str(error)
        until(lambda: engine.health() == "")
        build.drop()
    wanted = before if failure else count
    assert engine.info().records == wanted
    assert sum(1 for _ in engine.scan()) == wanted, "no acknowledged record is lost"
    assert searching.wrong == []
    assert searching.totals <= {before, count}
    burst = searching.failing
    assert not burst or burst[-1] - burst[0] < BURST
    assert searching.statuses[200] > searching.statuses[503]
    return failure


def test_who_was_told_of_one_node_goes_on_when_it_dies(
    engine: ElasticEngine, nodes: Sequence[Node], mapping: RecordMapping
) -> None:
    chief = master(nodes)
    named = next(node for node in nodes if node is not chief)
    options = replace(engine._server.options, sniff=True)
    one = ElasticEngine.open(named.url, mapping, options=options)
    deaf = ElasticEngine.open(named.url, mapping, options=replace(options, sniff=False))
    asked = Query(Word("harbour"), size=1)
    try:
        assert one.search(asked).total == deaf.search(asked).total == FIRST
        named.kill()
        assert one.search(asked).total == FIRST, "no search is lost"
        with pytest.raises(EngineUnavailable):
            deaf.search(asked)
        build = one.begin(owner="a load without the node that was named")
        assert list(build.add(notes(FIRST))) == []
        assert build.finish() == FIRST
        build.drop()
    finally:
        named.start()
        named.wait(len(nodes))
    until(lambda: deaf.health() == "")
    one.close()
    deaf.close()


def test_a_lost_data_node_stops_neither_searches_nor_a_load(
    engine: ElasticEngine, client: FlaskClient, nodes: Sequence[Node]
) -> None:
    build = engine.begin(owner="a load while a data node is lost")
    kept = {master(nodes).name, holder(nodes, build.name)}
    lost = next(node for node in nodes if node.name not in kept)
    try:
        assert lose_while_loading(engine, client, lost, MORE, build) == ""
    finally:
        lost.start()
        lost.wait(len(nodes))


def test_a_lost_master_leaves_a_whole_index(
    engine: ElasticEngine, client: FlaskClient, nodes: Sequence[Node]
) -> None:
    lost = master(nodes)
    build = engine.begin(owner="a load while the master is lost")
    had_the_build = holder(nodes, build.name) == lost.name
    try:
        failure = lose_while_loading(engine, client, lost, MORE + 1, build)
        assert had_the_build or failure == "", "only the loss of its one copy may end a load"
    finally:
        lost.start()
        lost.wait(len(nodes))


def test_a_part_without_a_copy_is_missed_and_said(
    engine: ElasticEngine, nodes: Sequence[Node], mapping: RecordMapping
) -> None:
    one_each = {"number_of_shards": 3, "routing.allocation.total_shards_per_node": 1}
    settings = {**mapping.body["settings"], **one_each}
    sharded = replace(mapping, body={**mapping.body, "settings": settings})
    addresses = ",".join(node.url for node in nodes)
    bare = ElasticEngine.open(addresses, sharded, options=Options(prefix="bare-", replicas="0"))
    load(bare, FIRST)
    lost = next(node for node in nodes if node is not master(nodes))
    build = bare.begin(owner="a load that loses a part of its index")
    assert list(build.add(notes(FIRST))) == []
    lost.kill()
    try:
        until(lambda: bare.health() == "")
        found = bare.search(Query(Word("harbour")))
        assert found.partial and 0 < found.total < FIRST
        with pytest.raises(SearchroomError):
            list(bare.scan())
        with pytest.raises(SearchroomError):
            build.finish()
        assert bare.info().records == FIRST
    finally:
        lost.start()
        lost.wait(len(nodes))
    build.drop()
    until(lambda: not bare.search(Query()).partial)
    assert bare.search(Query()).total == FIRST
    bare.close()


def test_without_any_node_everything_says_so_at_once_and_recovers_by_itself(
    engine: ElasticEngine, client: FlaskClient, nodes: Sequence[Node]
) -> None:
    before = engine.info().records
    paths = ("/", "/search?q=harbour", "/records/r1", "/api/v1/search?q=harbour",
             "/api/v1/records/r1", "/api/v1/collections", "/readyz")  # fmt: skip
    for path in paths:
        assert client.get(path).status_code == 200, path
    for node in nodes:
        node.stop()
    try:
        for path in paths:
            started = time.monotonic()
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert time.monotonic() - started < 2, path
            assert "Retry-After" in answer.headers or path == "/readyz", path
        assert client.get("/healthz").status_code == 200
    finally:
        for node in nodes:
            node.start()
        for node in nodes:
            node.wait(len(nodes))
    until(lambda: client.get("/readyz").status_code == 200)
    until(lambda: client.get("/api/v1/search?q=harbour").status_code == 200)
    assert client.get("/api/v1/search?q=harbour").json["total"]["value"] == before  # type: ignore[index]
    for path in paths:
        assert client.get(path).status_code == 200, path
