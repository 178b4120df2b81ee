"""Asking for what is needed: `fields`, `size=0`, long lists, many records, arguments as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from catalogue import RECORDS, record
from flask.testing import FlaskClient
from serving import client_of, filled_engine, publish

from index_mappings.mapping import RecordMapping
from loaders.publishing.withdrawing import Order, withdraw
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.query.clauses import Clause

SEARCH, SEVERAL = "/api/v1/search", "/api/v1/records"


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping))


def results(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json["results"]
    return found


def test_the_id_alone(client: FlaskClient) -> None:
    assert results(client, f"{SEARCH}?q=soviet+jets+pilots&fields=id") == [{"id": "k3"}]


def test_fields_parts_of_fields_and_what_goes_with_a_hit(client: FlaskClient) -> None:
    whole = results(client, f"{SEARCH}?q=armistice")
    some = results(
        client, f"{SEARCH}?q=armistice&fields=links,date.from,title,highlight,sender.name,text"
    )
    assert [hit["id"] for hit in some] == [hit["id"] for hit in whole]
    for hit, full in zip(some, whole, strict=True):
        assert {*hit} <= {"id", "links", "date", "title", "highlight", "sender", "text"}
        assert hit["links"] == full["links"]
        assert hit["date"] == {"from": full["date"]["from"]}
        assert hit["highlight"] == full["highlight"]
        assert hit.get("sender", []) == [{"name": one["name"]} for one in full.get("sender", [])]
    assert any("armistice" in hit.get("text", "") for hit in some)
    assert not any("text" in hit for hit in whole)


def test_a_field_that_is_none_is_told_with_the_nearest(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?fields=titel,date.form")
    assert answer.status_code == 400
    assert answer.json["errors"][0]["parameter"] == "fields"
    assert answer.json["errors"][0]["suggestion"] == "title"


def test_the_order_of_fields_makes_no_other_search(client: FlaskClient) -> None:
    tags = {
        client.get(f"{SEARCH}?fields={fields}").headers["ETag"]
        for fields in ("title,id,date", "date,title", "date,title,title")
    }
    assert len(tags) == 1


def test_totals_and_facets_alone(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?q=jets&size=0&facets=type").json
    assert answer["results"] == []
    assert answer["total"]["value"] == len(results(client, f"{SEARCH}?q=jets"))
    assert answer["facets"]["type"]["values"]
    assert answer["page"] == {"number": 1, "size": 0, "pages": 0, "next_cursor": None}
    assert not {"next", "prev", "last"} & {*answer["links"]}
    assert "size=0" not in answer["links"]["html"]


@pytest.mark.parametrize(
    ("query", "takes"),
    [
        ("size=500&fields=id", True), ("size=101&fields=title,date", True),
        ("size=101", False), ("size=101&fields=text", False), ("size=101&fields=highlight", False),
        ("size=501&fields=id", False),
    ],
)  # fmt: skip
def test_long_lists_are_of_short_entries(client: FlaskClient, query: str, takes: bool) -> None:
    answer = client.get(f"{SEARCH}?{query}")
    assert answer.status_code == (200 if takes else 400)
    if not takes:
        assert [fault["parameter"] for fault in answer.json["errors"]] == ["size"]


def test_a_cursor_goes_on_with_other_fields(client: FlaskClient) -> None:
    first = client.get(f"{SEARCH}?sort=date&size=3&fields=id").json
    cursor = first["page"]["next_cursor"]
    after = results(client, f"{SEARCH}?sort=date&size=3&cursor={cursor}")
    page = results(client, f"{SEARCH}?sort=date&size=6")
    assert [hit["id"] for hit in after] == [hit["id"] for hit in page[3:]]


def test_links_to_pages_show_whole_records(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?q=jets&size=500&fields=id").json
    assert answer["links"]["html"] == "http://localhost/search?q=jets&size=100"
    assert "fields=id" in answer["links"]["json"]


def test_some_keys_of_a_record_have_a_tag_of_their_own(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping, [record("a", "One", type="Letter"), record("b", "Two")])
    client = client_of(engine)
    answer = client.get(f"{SEVERAL}/a?fields=title,type")
    assert answer.json == {"id": "a", "title": "One", "type": "Letter"}
    publish(engine, [record("a", "One", type="Letter"), record("b", "Three")])
    known = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(f"{SEVERAL}/a?fields=title,type", headers=known).status_code == 304
    assert client.get(f"{SEVERAL}/a", headers=known).status_code == 200
    publish(engine, [record("a", "One", type="Cable")])
    assert client.get(f"{SEVERAL}/a?fields=title,type", headers=known).json["type"] == "Cable"
    assert client.get(f"{SEVERAL}/a?fields=links").status_code == 400


def test_several_records_in_the_order_of_their_ids(client: FlaskClient) -> None:
    answer = client.get(f"{SEVERAL}?ids=k3,old~2Fid,nothing,k1").json
    assert [(one["id"], one.get("asked")) for one in answer["results"]] == [
        ("k3", None), ("new-id", "old/id"), ("k1", None),
    ]  # fmt: skip
    assert answer["missing"] == ["nothing"]
    assert answer["withdrawn"] == []
    assert answer["page"]["next_cursor"] is None
    alone = client.get(f"{SEVERAL}/k3").json
    assert {**answer["results"][0], "links": None} == {
        key: value for key, value in alone.items() if key != "index"
    } | {"links": None}
    assert client.get(answer["links"]["self"]).json["results"] == answer["results"]


def test_some_keys_of_several_records(client: FlaskClient) -> None:
    assert results(client, f"{SEVERAL}?ids=t1,nothing,p1&fields=date.from") == [
        {"id": "t1", "date": {"from": "1953-05-05"}}, {"id": "p1", "date": {"from": "1952-01-01"}},
    ]  # fmt: skip


@pytest.mark.parametrize("query", ["", "?ids=", "?ids=,", "?ids=" + ",".join(map(str, range(201)))])
def test_no_ids_and_too_many_are_refused(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{SEVERAL}{query}")
    assert answer.status_code == 400
    assert answer.json["errors"][0]["parameter"] == "ids"


def test_records_that_are_too_long_for_one_answer_go_on_at_a_cursor(mapping: RecordMapping) -> None:
    long = [record(f"r{number}", "Long", text="word " * 200_000) for number in range(4)]
    client = client_of(filled_engine(mapping, long))
    address, seen = f"{SEVERAL}?ids=r0,none,r1,r2,r3", []
    while address:
        raw = client.get(address)
        assert len(raw.data) < 2_000_000
        answer = raw.json
        seen += [one["id"] for one in answer["results"]]
        address = answer["links"].get("next", "")
    assert seen == ["r0", "r1", "r2", "r3"]
    other = client.get(f"{SEVERAL}?ids=r0,r1&cursor=x")
    assert other.status_code == 400


def test_what_was_withdrawn_is_named_and_not_shown(mapping: RecordMapping) -> None:
    engine = GuardedEngine(EmbeddedEngine.open(None, mapping))
    publish(engine, [record("a", "One"), record("b", "Two")])
    gone = engine.get("b")
    assert gone is not None
    withdraw(engine, Order(("b",)))
    answer = client_of(engine).get(f"{SEVERAL}?ids=a,b,c").json
    assert [one["id"] for one in answer["results"]] == ["a"]
    assert (answer["missing"], answer["withdrawn"]) == (["c"], ["b"])


@pytest.mark.parametrize(
    ("body", "query"),
    [
        (
            {"q": "jets", "type": ["Cable", "Letter"], "size": 5},
            "q=jets&type=Cable&type=Letter&size=5",
        ),
        (
            {"q": "jets", "highlight": False, "fields": ["id", "title"]},
            "q=jets&highlight=0&fields=id,title",
        ),
        ({"fields": ["id"], "size": 2, "page": 2, "q": ""}, "fields=id&size=2&page=2"),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_search_sent_as_json_answers_as_its_address_does(
    client: FlaskClient, body: dict[str, Any], query: str
) -> None:
    sent, got = client.post(SEARCH, json=body), client.get(f"{SEARCH}?{query}")
    assert sent.status_code == 200, sent.text
    assert sent.data == got.data
    assert sent.headers["Cache-Control"] == "no-store"
    assert sent.headers["Access-Control-Allow-Origin"] == "*"


def test_ids_sent_as_json_may_hold_anything(mapping: RecordMapping) -> None:
    odd = ["a,b", "~2C", "/", "%2F", "x"]
    client = client_of(filled_engine(mapping, [record(id, "Odd") for id in odd]))
    answer = client.post(SEVERAL, json={"ids": odd, "fields": ["id"]}).json
    assert answer["results"] == [{"id": id} for id in odd]
    assert client.get(answer["links"]["self"]).json["results"] == answer["results"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 415), ("[1]", "application/json", 415),
        ("q=jets", "text/plain", 415),
        ('{"q": {"x": 1}}', "application/json", 400), ('{"qq": "x"}', "application/json", 400),
        ('{"type": [["x"]]}', "application/json", 400), ('{"type": "x"}', "application/json", 400),
        ('{"size": "5"}', "application/json", 400), ('{"highlight": 1}', "application/json", 400),
        ('{"fields": [""]}', "application/json", 400), ('{"sort": ""}', "application/json", 400),
        ('{"q": null}', "application/json", 400), ('{"size": true}', "application/json", 400),
    ],
)  # fmt: skip
def test_what_is_no_object_of_arguments_is_refused(
    client: FlaskClient, body: str, kind: str, status: int
) -> None:
    answer = client.post(SEARCH, data=body, content_type=kind)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert json.loads(answer.data)["detail"]


def test_every_record_is_there(client: FlaskClient) -> None:
    ids = [item.id for item in RECORDS]
    answer = client.post(SEVERAL, json={"ids": ids}).json
    assert [one["id"] for one in answer["results"]] == ids


def test_a_choice_of_nothing_visible_is_none_of_the_choices(client: FlaskClient) -> None:
    for name in ("date_match", "sort", "fields"):
        answer = client.get(f"{SEARCH}?{name}=%00%C2%8E%17")
        assert [fault["parameter"] for fault in answer.json["errors"]] == [name]


def test_which_words_a_record_has_is_looked_up_only_where_it_is_wanted(
    mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = filled_engine(mapping)
    client = client_of(engine)
    asked: list[int] = []
    met = engine.met

    def counted(ids: Sequence[str], clauses: Sequence[Clause]) -> dict[str, tuple[bool, ...]]:
        asked.append(len(ids))
        return met(ids, clauses)

    monkeypatch.setattr(engine, "met", counted)
    search = "/api/v1/search?q=jets+harbour&match=any&fields="
    assert "matched" in client.get(f"{search}id,matched").json["results"][0]
    assert len(asked) == 1
    assert set(client.get(f"{search}id").json["results"][0]) == {"id"}
    assert len(asked) == 1
