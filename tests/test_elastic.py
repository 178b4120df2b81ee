"""What only Elasticsearch does: many values, refusals, locks, copies, full disks, strangers."""

from __future__ import annotations

import http.server
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from between import between
from catalogue import record
from elasticsearch import Elasticsearch
from few_indexes import remove_indexes

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.elastic import ElasticEngine
from service.engines.elastic.options import Options
from service.engines.guarded import GuardedEngine
from service.errors import (
    ConfigurationError,
    EngineUnavailable,
    LoadError,
    LoadLocked,
    LoadRefused,
    SearchroomError,
)
from service.query.clauses import Any, Everything, Not, Prefix, Word
from service.query.request import FacetFilter, FacetRequest, Query

MakeElastic = Callable[..., ElasticEngine]


@pytest.fixture
def server(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    """A client of our own, to do to the server what the engine would not."""
    with Elasticsearch(elasticsearch_url) as client:
        yield client


@pytest.fixture
def make(elasticsearch_url: str, mapping: RecordMapping) -> Iterator[MakeElastic]:
    """A maker of engines that share one prefix, as processes of one site do."""
    prefix = f"e{os.getpid()}-{time.monotonic_ns()}-"
    made: list[ElasticEngine] = []

    def open_engine(**options: object) -> ElasticEngine:
        chosen = replace(Options(prefix=prefix), **options)  # type: ignore[arg-type]
        made.append(ElasticEngine.open(elasticsearch_url, mapping, options=chosen))
        return made[-1]

    yield open_engine
    for engine in made:
        engine.close()
    remove_indexes(elasticsearch_url, prefix)


def fill(engine: ElasticEngine, records: list[Record]) -> None:
    build = engine.begin(owner="a test")
    assert list(build.add(records)) == []
    build.finish()
    build.publish()


def test_a_facet_with_very_many_values_is_counted_to_the_last(make: MakeElastic) -> None:
    engine = make()
    made = [record(f"r{i}", "A note", subjects=[f"subject {i}", "all"]) for i in range(2500)]
    fill(engine, made)
    asked = Query(facets=(FacetRequest("subjects", 3),), size=1)
    (subjects,) = engine.search(asked).facets
    assert [bucket.value for bucket in subjects.buckets] == ["all", "subject 0", "subject 1"]
    assert subjects.others == 2501 - 3
    chosen = replace(asked, filters=(FacetFilter("subjects", ("subject 2400", "none such")),))
    (subjects,) = engine.search(chosen).facets
    assert [(bucket.value, bucket.count) for bucket in subjects.buckets[:3]] == [
        ("subject 2400", 1), ("none such", 0), ("all", 2500),
    ]  # fmt: skip
    assert subjects.others == 2501 - 1 - 3
    # more than one chunk of records, and more than one request of a scan
    assert {item.id for item in engine.scan()} == {item.id for item in made}


def test_a_record_that_is_refused_names_its_field_and_the_rest_goes_in(make: MakeElastic) -> None:
    engine = make()
    build = engine.begin(owner="a test")
    bad = record("bad", "Bad", url={"href": "not a text"})
    worse = Record("worse", {"title": "Worse", "no such field": "x"})
    refused = list(build.add([record("a", "A"), bad, worse, record("b", "B")]))
    assert {item.id: item.field for item in refused} == {"bad": "url", "worse": ""}
    assert "of type [text]" in next(item.reason for item in refused if item.id == "bad")
    assert build.finish() == 2
    build.drop()


def test_the_later_of_two_writes_stands_however_they_travel(make: MakeElastic) -> None:
    engine = make()
    build = engine.begin(owner="a test")
    turns = [record(f"r{i % 700}", f"Turn {i // 700}") for i in range(700 * 5)]
    assert list(build.add(turns)) == []
    assert build.finish() == 700
    build.publish()
    assert engine.count([Query(Word("4"))]) == (700,)


def test_a_lock_that_expired_is_taken_over_and_its_holder_cannot_publish(
    make: MakeElastic, server: Elasticsearch
) -> None:
    engine, other = make(), make()
    build = engine.begin(owner="the slow load")
    build.finish()
    with pytest.raises(LoadLocked, match=r"the slow load .* since 20"):
        other.begin(owner="the second load")
    locks = f"{engine._names.prefix}locks"
    held = server.get(index=locks, id="records")["_source"]
    server.index(index=locks, id="records", document={**held, "expires": time.time() - 1})
    taken = other.begin(owner="the second load")
    with pytest.raises(LoadError, match="lock"):
        build.publish()
    build.drop()
    taken.finish()
    taken.publish()
    assert other.info().records == 0


def test_a_load_keeps_its_lock_when_an_answer_about_it_was_lost(
    make: MakeElastic, server: Elasticsearch
) -> None:
    engine = make()
    build = engine.begin(owner="the slow load")
    locks = f"{engine._names.prefix}locks"
    held = server.get(index=locks, id="records")["_source"]
    server.index(index=locks, id="records", document=held)  # as the client's second try does
    build.finish()
    build.publish()
    assert engine.info().records == 0


def test_what_a_killed_load_left_is_removed_by_the_next(make: MakeElastic) -> None:
    engine = make()
    left = engine.begin(owner="a load that is killed")
    left.finish()
    left._lock.release()  # as when its time has run out
    assert len(engine.indices()) == 1
    engine.begin(owner="the next load").drop()
    assert engine.indices() == ()


def test_an_index_without_room_for_its_copies_is_refused(make: MakeElastic) -> None:
    engine = make(replicas="9", green=1)
    build = engine.begin(owner="a test")
    with pytest.raises(LoadRefused, match="SEARCHROOM_ELASTIC_YELLOW"):
        build.finish()
    build.drop()
    patient = make(replicas="9", green=1, yellow=True, merge=True)
    fill(patient, [record("a", "A")])
    assert patient.info().records == 1


def test_a_full_disk_ends_the_load_and_says_so(make: MakeElastic, server: Elasticsearch) -> None:
    engine = make()
    fill(engine, [record("a", "A")])
    build = engine.begin(owner="a test")
    # what the server itself does when a disk is nearly full
    server.indices.put_settings(index=build.name, settings={"blocks.read_only_allow_delete": True})
    with pytest.raises(LoadError, match="disk"):
        list(build.add([record("b", "B")]))
    build.drop()
    assert [item.name for item in engine.indices()] == [engine.info().name]


def test_a_lost_record_stops_the_publishing(make: MakeElastic, server: Elasticsearch) -> None:
    build = make().begin(owner="a test")
    list(build.add([record("a", "A"), record("b", "B")]))
    server.delete(index=build.name, id="a")
    with pytest.raises(LoadError, match="has 1 records where 2 were written"):
        build.finish()
    build.drop()


def test_an_update_of_an_index_with_another_mapping_is_refused(
    make: MakeElastic, mapping: RecordMapping
) -> None:
    engine = make()
    fill(engine, [record("a", "A")])
    changed = make()
    changed.mapping = replace(mapping, digest="another")
    with pytest.raises(LoadRefused, match="load all sources again"):
        changed.begin(clone=True, owner="an update")
    engine.begin(owner="the lock is free again").drop()


def test_another_process_sees_a_publish_and_a_rollback(make: MakeElastic) -> None:
    engine, other = make(), make()
    versions = []
    for count in (1, 2):
        fill(engine, [record(f"r{i}", "A note") for i in range(count)])
        found = other.search(Query(Everything()))
        assert (found.total, found.index.records) == (count, count)
        versions.append(found.index.version)
    engine.rollback()
    back = other.search(Query(Everything()))
    versions.append(back.index.version)
    assert (back.total, len(set(versions))) == (1, 3)
    assert back.index == other.info() == engine.info()


@pytest.mark.parametrize("shards", [1, 3])
def test_a_search_is_one_request_and_names_its_index_also_where_it_finds_nothing(
    make: MakeElastic, elasticsearch_url: str, mapping: RecordMapping, shards: int
) -> None:
    settings = {**mapping.body["settings"], "number_of_shards": shards}
    engine, asked = make(), list[str]()
    engine.mapping = replace(mapping, body={**mapping.body, "settings": settings})
    fill(engine, [record(f"r{at}", "A") for at in range(60)])  # so that no shard has none
    with between(elasticsearch_url, asked=asked) as address:
        other = ElasticEngine.open(address, mapping, options=engine._server.options)
        query = Query(Word("nowhere"), facets=(FacetRequest("type", 5),))
        first = other.search(query).index
        assert first == engine.info()
        nothing = [replace(query, clause=Any(())), replace(query, facets=())]
        for again in (query, *nothing, replace(query, clause=Word("a"))):
            asked.clear()
            assert other.search(again).index == first
            assert [line.split("?")[0] for line in asked] == [f"POST /{engine._names.live}/_search"]
        fill(engine, [record("c", "C")])
        assert other.search(query).index == engine.info() != first
        fill(engine, [])  # an index of no record has no name for us: the aliases have
        assert other.search(query).index == engine.info()
        other.close()


def test_hits_and_index_are_of_one_publish(
    make: MakeElastic, elasticsearch_url: str, mapping: RecordMapping
) -> None:
    engine, moved = make(), list[str]()
    fill(engine, [record("a", "A")])

    def publish_meanwhile(path: str, body: bytes) -> bytes:
        if "_search" in path and not moved:
            moved.append(path)
            fill(engine, [record("b", "B")])
        return body

    with between(elasticsearch_url, publish_meanwhile) as address:
        other = ElasticEngine.open(address, mapping, options=engine._server.options)
        found = other.search(Query(Everything()))
        assert moved and [hit.record.id for hit in found.hits] == ["b"]
        assert found.index == engine.info()
        other.close()


def test_terms_of_all_fields_and_of_keywords(make: MakeElastic) -> None:
    engine = make()
    fill(engine, [record("a", "Pilots", summary="The pilot", subjects=["Pi (π)", "Pi.x"])])
    assert engine.terms("everything.folded", "pilo", 5) == (("pilot", 1), ("pilots", 1))
    assert engine.terms("subjects", "Pi.", 5) == (("Pi.x", 1),)
    assert engine.terms("no.such", "x", 5) == ()


def test_words_that_look_like_syntax_are_words(make: MakeElastic) -> None:
    engine = make()
    fill(engine, [record("a", "What? *Nothing*")])
    for clause in (Word("What?"), Prefix("noth"), Word("*Nothing*"), Not(Word("x"))):
        assert engine.search(Query(clause)).total == 1


@contextmanager
def stranger(version: str, product: str) -> Iterator[str]:
    """Run a server that is not the Elasticsearch we are made for."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f'{{"nodes": {{"x": {{"version": "{version}"}}}}}}'.encode()
            self.send_response(200)
            if product:
                self.send_header("X-Elastic-Product", product)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://secret:word@127.0.0.1:{httpd.server_address[1]}"
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


@pytest.mark.parametrize(
    ("version", "product", "said"),
    [("8.19.2", "Elasticsearch", "8.19.2"), ("9.5.0", "", "not Elasticsearch")],
)
def test_another_server_is_told_in_a_sentence(
    mapping: RecordMapping, version: str, product: str, said: str
) -> None:
    with stranger(version, product) as address:
        engine = ElasticEngine.open(address, mapping)
        with pytest.raises(ConfigurationError, match=said) as caught:
            engine.search(Query())
        assert said in engine.health()
        assert said in GuardedEngine(engine).health()  # which reads the list of withdrawals first
        engine.close()
    assert "word" not in str(caught.value)


def test_a_server_that_is_away_is_said_to_be_without_its_password(mapping: RecordMapping) -> None:
    engine = ElasticEngine.open("http://secret:word@127.0.0.1:9", mapping)
    started = time.monotonic()
    with pytest.raises(EngineUnavailable, match=r"127\.0\.0\.1:9") as caught:
        engine.search(Query())
    assert time.monotonic() - started < 2
    assert "word" not in str(caught.value) + engine.health()
    with pytest.raises(SearchroomError):
        engine.begin(owner="a load")
    engine.close()
