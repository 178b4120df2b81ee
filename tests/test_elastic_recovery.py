"""Faults injected into a real Elasticsearch, each said in one sentence and mended by `recover`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from catalogue import RECORDS
from conftest import MakeEngine
from elasticsearch import Elasticsearch
from serving import client_of, publish

from loaders.publishing.withdrawing import Order, withdraw
from service.engines.elastic.engine import ElasticEngine
from service.engines.elastic.indexes import Names
from service.engines.guarded import GuardedEngine
from service.errors import EngineUnavailable, IndexDamaged, NoIndex

pytestmark = pytest.mark.server

Fault = Callable[[Elasticsearch, Names, str], object]


@pytest.fixture
def engine(make_engine: MakeEngine) -> ElasticEngine:
    """An engine with two indexes: three records, and before them two."""
    made = make_engine("elasticsearch")
    assert isinstance(made, ElasticEngine)
    publish(made, list(RECORDS[:2]))
    publish(made, list(RECORDS[:3]))
    return made


@pytest.fixture
def client(elasticsearch_url: str) -> Elasticsearch:
    return Elasticsearch(elasticsearch_url)


def _second_index(client: Elasticsearch, names: Names, live: str) -> None:
    client.indices.create(index=f"{names.prefix}other", aliases={names.live: {}})


def _alias_gone(client: Elasticsearch, names: Names, live: str) -> None:
    client.indices.delete_alias(index=live, name=names.live)


def test_an_index_of_another_version_is_said_with_the_command_that_mends_it(
    engine: ElasticEngine, client: Elasticsearch
) -> None:
    assert engine.info().notice == ""
    live = engine.info().name
    known = client.indices.get_mapping(index=live)[live]["mappings"]["_meta"]
    older = {name: value for name, value in known["build"].items() if name != "form"}
    client.indices.put_mapping(index=live, meta={**known, "build": older})
    began = ElasticEngine(engine.mapping, engine._server, engine._names)  # a server starts anew
    (told,) = client_of(began).get("/readyz").json["warnings"]
    assert live in told and "`searchroom load --all`" in told
    update = began.begin(clone=True)
    update.finish()
    update.publish()
    assert "another version" in began.info().notice, "an update makes no new index of an old one"
    publish(began, list(RECORDS[:3]))
    assert began.info().notice == ""


FAULTS: dict[str, tuple[Fault, int]] = {
    "an alias with two indices": (_second_index, 3),
    "an alias that is gone": (_alias_gone, 3),
    "an index that is gone": (lambda client, _, live: client.indices.delete(index=live), 2),
    "an index that is closed": (lambda client, _, live: client.indices.close(index=live), 2),
    "collections that are gone": (
        lambda client, names, live: client.indices.delete(index=names.collections_of(live)),
        2,
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_said_and_recover_mends_it(
    engine: ElasticEngine, client: Elasticsearch, name: str
) -> None:
    site = client_of(engine)
    fault, left = FAULTS[name]
    names = engine._names
    fault(client, names, engine.info().name)
    with pytest.raises(IndexDamaged, match="`searchroom recover`"):
        engine.verify()
    if not name.startswith("collections"):
        ready = site.get("/readyz")
        assert ready.status_code == 503
        assert "`searchroom recover`" in ready.json["detail"]
        page = site.get("/")
        assert page.status_code == 503
        assert "Nothing has been loaded" not in page.text
    done = engine.recover(lambda _: True)
    assert done.moved
    assert done.wrong
    assert engine.info().records == left
    engine.verify()
    assert site.get("/readyz").status_code == 200
    assert not engine.recover(lambda _: True).moved


def test_what_may_not_be_shown_is_passed_over(engine: ElasticEngine, client: Elasticsearch) -> None:
    live = engine.info().name
    _alias_gone(client, engine._names, live)
    assert engine.recover(lambda name: name != live).live != live
    assert engine.info().records == 2


def test_where_nothing_was_ever_published_nothing_is_recovered(make_engine: MakeEngine) -> None:
    with pytest.raises(NoIndex):
        make_engine("elasticsearch").recover(lambda _: True)


@pytest.fixture
def guarded(make_engine: MakeEngine) -> GuardedEngine:
    """An engine with two published indexes, and a withdrawn record."""
    made = GuardedEngine(make_engine("elasticsearch"))
    publish(made, list(RECORDS[:3]))
    withdraw(made, Order((RECORDS[0].id,), reason="an order"))
    return made


def _names(guarded: GuardedEngine) -> Names:
    assert isinstance(guarded.unguarded, ElasticEngine)
    return guarded.unguarded._names


def _anew(guarded: GuardedEngine) -> GuardedEngine:
    """Return another process's engine over the same indexes: it has read nothing yet."""
    engine = guarded.unguarded
    assert isinstance(engine, ElasticEngine)
    return GuardedEngine(ElasticEngine(engine.mapping, engine._server, engine._names))


def test_a_list_of_withdrawn_records_that_is_gone_is_not_taken_for_none(
    guarded: GuardedEngine, client: Elasticsearch
) -> None:
    index = _names(guarded).withdrawn
    client.indices.delete(index=index)
    other = _anew(guarded)
    page = client_of(other).get(f"/records/{RECORDS[0].id}")
    assert page.status_code == 503 and index not in page.text
    for attempt in (other.begin, other.info, lambda: withdraw(other, Order((RECORDS[1].id,)))):
        with pytest.raises(EngineUnavailable, match=r"the list of withdrawn records, .* is gone"):
            attempt()
    assert index in other.lasting.begin_anew()
    assert _anew(guarded).info().records == 2
    publish(_anew(guarded), list(RECORDS[:3]))


def test_a_list_of_changes_that_is_gone_is_not_taken_for_none(
    guarded: GuardedEngine, client: Elasticsearch
) -> None:
    site = client_of(guarded)
    assert site.get("/api/v1/changes").json["last"] == 4
    index = _names(guarded).changes
    client.indices.delete(index=index)
    answers = [site.get(f"/api/v1/changes?since={since}") for since in (0, 4, 0)]
    assert [answer.status_code for answer in answers] == [503] * 3
    (warning,) = site.get("/readyz").json["warnings"]
    assert index in warning and "--lists-anew" in warning
    build = guarded.begin()
    assert list(build.add(RECORDS[1:4])) == []
    build.finish()
    with pytest.raises(EngineUnavailable, match=r"the list of changes, .* is gone"):
        build.publish()
    build.drop()
    assert site.get("/search?q=pilots").status_code == 200
    assert guarded.lasting.begin_anew() == (index,)
    assert site.get("/api/v1/changes").json["results"] == []
    publish(guarded, list(RECORDS[1:4]))
    assert site.get("/api/v1/changes").json["last"] >= 1


def test_nothing_is_missed_where_nothing_was_published(make_engine: MakeEngine) -> None:
    empty = GuardedEngine(make_engine("elasticsearch"))
    assert list(empty.changes()) == [] and empty.lasting.problem() == ""
    assert empty.lasting.begin_anew() == ()
    assert not empty.lasting.withdrawals()
