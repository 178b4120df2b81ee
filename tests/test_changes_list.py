"""What changed, over HTTP, and a copy of a catalogue that is kept current by it."""

from __future__ import annotations

import importlib.util
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from catalogue import record
from flask.testing import FlaskClient
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from loaders.publishing.withdrawing import Order, withdraw
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine

CHANGES = "/api/v1/changes"
FILE = Path(__file__).parents[1] / "samples" / "clients" / "mirror.py"


def mirror_module() -> Any:
    spec = importlib.util.spec_from_file_location("mirror", FILE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def engine(mapping: RecordMapping, tmp_path: Path) -> GuardedEngine:
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
    publish(engine, [record("a", "One"), record("b", "Two"), record("c", "Three")])
    return engine


@pytest.fixture
def client(engine: GuardedEngine) -> FlaskClient:
    return client_of(engine)


def listed(client: FlaskClient, query: str = "") -> list[tuple[int, str, str]]:
    answer = client.get(f"{CHANGES}{query}")
    assert answer.status_code == 200, answer.text
    return [(one["number"], one["kind"], one["id"]) for one in answer.json["results"]]


def test_changes_are_numbered_over_all_publishes(
    engine: GuardedEngine, client: FlaskClient
) -> None:
    first = listed(client)
    assert [number for number, *_ in first] == [1, 2, 3]
    assert {one[1:] for one in first} == {("added", "a"), ("added", "b"), ("added", "c")}
    publish(engine, [record("a", "One"), record("b", "Two, corrected")])
    later = listed(client, "?since=3")
    assert {one[1:] for one in later} == {("changed", "b"), ("deleted", "c")}
    assert [number for number, *_ in later] == [4, 5]
    withdraw(engine, Order(("a",)))
    assert ("withdrawn", "a") in {one[1:] for one in listed(client, "?since=5")}


def test_a_part_leads_to_the_next(client: FlaskClient) -> None:
    answer = client.get(f"{CHANGES}?size=2").json
    assert (len(answer["results"]), answer["more"], answer["last"]) == (2, True, 2)
    rest = client.get(answer["links"]["next"]).json
    assert (len(rest["results"]), rest["more"], rest["last"]) == (1, False, 3)
    after = client.get(rest["links"]["next"]).json
    assert (after["results"], after["more"], after["last"]) == ([], False, 3)


def test_what_is_there_is_linked_and_what_is_gone_is_not(
    engine: GuardedEngine, client: FlaskClient
) -> None:
    publish(engine, [record("a", "One")])
    entries = client.get(CHANGES).json["results"]
    assert all(("links" in one) == (one["kind"] in ("added", "changed")) for one in entries)
    assert client.get(entries[0]["links"]["self"]).status_code in (200, 404)


@pytest.mark.parametrize("query", ["?since=-1", "?since=x", "?size=0", "?size=1001", "?sinc=1"])
def test_what_cannot_be_taken_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"{CHANGES}{query}").status_code == 400


class TestMirror:
    @pytest.fixture
    def copy(self, tmp_path: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as copy:
            yield copy

    def ask(self, client: FlaskClient) -> Any:
        def ask(path: str, body: Any) -> Any:
            self.asked += 1
            answer = client.get(path) if body is None else client.post(path, json=body)
            assert answer.status_code == 200, answer.text
            return answer.json

        self.asked = 0
        return ask

    def copied(self, copy: sqlite3.Connection) -> dict[str, Any]:
        return {
            id: json.loads(text)["title"]
            for id, text in copy.execute("SELECT id, record FROM records")
        }

    def test_a_copy_is_made_and_kept_current(
        self, engine: GuardedEngine, client: FlaskClient, copy: sqlite3.Connection
    ) -> None:
        mirror, ask = mirror_module().mirror, self.ask(client)
        assert mirror(ask, copy) == (3, 0)
        assert self.copied(copy) == {"a": "One", "b": "Two", "c": "Three"}
        publish(engine, [record("a", "One"), record("b", "Two, corrected"), record("d", "Four")])
        self.asked = 0
        assert mirror(ask, copy) == (2, 1)
        assert self.asked == 2  # the changes, and the records that changed
        withdraw(engine, Order(("a",)))
        mirror(ask, copy)
        assert self.copied(copy) == {"b": "Two, corrected", "d": "Four"}
        assert mirror(ask, copy) == (0, 0)
