"""Names of a table looked up, by the rules of the Reconciliation Service API 0.2."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
from catalogue import RECORDS, people, record
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from serving import client_of, filled_engine, more_records

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from loaders.publishing.withdrawing import Order, withdraw
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.reconciling import entities
from service.reconciling.scoring import fit

TEXT = {"type": "string"}
ONE_TYPE = {
    "type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT},
}  # fmt: skip
MANIFEST = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": TEXT, "identifierSpace": TEXT, "schemaSpace": TEXT, "documentation": TEXT,
        "defaultTypes": {"type": "array", "items": ONE_TYPE, "uniqueItems": True},
        "view": {"type": "object", "required": ["url"],
                 "properties": {"url": {"type": "string", "pattern": r"\{\{id\}\}"}}},
        "preview": {"type": "object", "required": ["url", "width", "height"],
                    "properties": {"url": {"type": "string", "pattern": r"\{\{id\}\}"},
                                   "width": {"type": "integer"}, "height": {"type": "integer"}}},
        "suggest": {"type": "object", "additionalProperties": {
            "type": "object", "properties": {"service_url": TEXT, "service_path": TEXT},
            "required": ["service_url", "service_path"]}},
    },
}  # fmt: skip
CANDIDATE = {
    "type": "object",
    "required": ["id", "name", "score", "match", "type"],
    "properties": {
        "id": TEXT, "name": TEXT, "score": {"type": "number"}, "match": {"type": "boolean"},
        "type": {"type": "array", "items": ONE_TYPE, "minItems": 1},
        "features": {"type": "array", "items": {
            "type": "object", "required": ["id", "value"],
            "properties": {"id": TEXT, "value": {"type": ["number", "boolean"]}}}},
    },
}  # fmt: skip
BATCH = {
    "type": "object",
    "additionalProperties": {
        "type": "object", "required": ["result"],
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
    },
}  # fmt: skip
SUGGESTED = {
    "type": "object",
    "required": ["result"],
    "properties": {"result": {"type": "array", "items": {
        "type": "object", "required": ["id", "name"],
        "properties": {"id": TEXT, "name": TEXT,
                       "notable": {"type": "array", "items": ONE_TYPE}}}}},
}  # fmt: skip

MORE = (
    record("r1", "One", sender=people("Mary Aldous"), places=["Beijing", "Korea"],
           subjects=["Korea", "Rope <b>& twine</b>"]),
    record("r2", "Two", sender=people("M. Aldous"), places=["Beijing"]),
    record("r3", "Three", sender=people("Jan Verhoeven"), recipient=people("John Smith")),
)  # fmt: skip


@pytest.fixture(scope="module")
def client(mapping: RecordMapping, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    names = tmp_path_factory.mktemp("names") / "names.csv"
    names.write_text("ring,name\nMary Aldous,Mary Aldous\nMary Aldous,M. Aldous\n"
                     "Mary Aldous,The Widow Aldous\n")  # fmt: skip
    engine = filled_engine(mapping, [*RECORDS, *more_records(), *MORE])
    return client_of(engine, names=str(names), site_title="A room")


def asked(client: FlaskClient, **queries: Any) -> dict[str, Any]:
    """Send a batch as clients must and may, and hold the answer to its schema."""
    sent = json.dumps(queries)
    answer = client.post("/reconcile", data={"queries": sent})
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/reconcile", query_string={"queries": sent}).json == answer.json
    jsonschema.validate(answer.json, BATCH)
    assert answer.json.keys() == queries.keys()
    for one in answer.json.values():
        scores = [candidate["score"] for candidate in one["result"]]
        assert scores == sorted(scores, reverse=True)
        assert sum(candidate["match"] for candidate in one["result"]) <= 1
    return dict(answer.json)


def best(client: FlaskClient, text: str, **more: Any) -> list[dict[str, Any]]:
    found = asked(client, q={"query": text, **more})["q"]["result"]
    return list(found)


def test_the_manifest_says_what_there_is(client: FlaskClient) -> None:
    for address in ("/reconcile", "/reconcile/"):
        answer = client.get(address)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        jsonschema.validate(answer.json, MANIFEST)
    manifest = answer.json
    assert manifest["name"] == "A room" and "extend" not in manifest
    assert {"people", "places", "subjects"} <= {one["id"] for one in manifest["defaultTypes"]}
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.options("/reconcile").headers["Access-Control-Allow-Methods"]
    for one in manifest["suggest"].values():
        path = (one["service_url"] + one["service_path"]).removeprefix("http://localhost")
        jsonschema.validate(client.get(f"{path}?prefix=p").json, SUGGESTED)


def test_a_name_finds_itself_and_is_sure(client: FlaskClient) -> None:
    for name in ("Liu Shaoqi", "Đặng Xuân Khu", "dang xuan khu", "Jan Verhoeven", "毛泽东"):
        first = best(client, name)[0]
        assert key(first["name"]) == key(name) and first["match"] and first["score"] == 100
        assert first["id"] == f"people:{first['name']}"
        assert first["type"] == [{"id": "people", "name": "People"}]


def test_what_is_written_otherwise_is_found(client: FlaskClient) -> None:
    other_order = best(client, "Verhoeven, Jan")[0]
    assert (other_order["name"], other_order["match"]) == ("Jan Verhoeven", True)
    misspelled = best(client, "Jan Verhoven")[0]
    assert misspelled["name"] == "Jan Verhoeven" and not misspelled["match"]
    assert 55 <= misspelled["score"] < 92
    features = {one["id"]: one["value"] for one in misspelled["features"]}
    assert features["same_name"] is False and features["records"] == 1
    assert 80 < features["name_similarity"] < 100
    assert best(client, "Zzyzx Qqqq") == []


def test_other_names_of_a_ring_and_of_a_bridge_count_as_one(client: FlaskClient) -> None:
    for name in ("M. Aldous", "The Widow Aldous", "Mary Aldous"):
        found = best(client, name, type="people")
        assert found[0]["id"] == "people:Mary Aldous" and found[0]["match"]
        assert [one["name"] for one in found].count("M. Aldous") == 0
    (place, *_) = best(client, "Peking", type="places")
    assert place["id"] == "places:Beijing"
    assert {"id": "another_name", "value": True} in place["features"]
    assert {"id": "same_name", "value": False} in place["features"]


def test_types_limit_and_properties(client: FlaskClient) -> None:
    both = best(client, "Korea")
    assert [one["id"] for one in both[:2]] == ["places:Korea", "subjects:Korea"]
    assert not any(one["match"] for one in both), "which of the two is not sure"
    (place,) = best(client, "Korea", type=["places"], limit=1)
    assert place["match"]
    assert best(client, "Korea", type="people") == best(client, "Korea", type="ships") == []
    assert len(best(client, "Korea", limit=1)) == 1
    with_properties = [{"pid": "born", "v": "1900"}, {"pid": "x", "v": [{"id": "y"}, 3, True]}]
    assert best(client, "Korea", properties=with_properties) == both
    answer = asked(client, a={"properties": with_properties}, b={"query": "places:Korea"})
    assert answer["a"]["result"] == []
    assert answer["b"]["result"][0]["id"] == "places:Korea" and answer["b"]["result"][0]["match"]
    assert asked(client) == {}


@pytest.mark.parametrize(
    ("sent", "parameter"),
    [
        ("no json", "queries"), ("[1]", "queries"), ('"x"', "queries"),
        ('{"q0": 1}', "queries.q0"), ('{"q0": {}}', "queries.q0.query"),
        ('{"q0": {"query": 5}}', "queries.q0.query"),
        ('{"q0": {"query": " "}}', "queries.q0.query"),
        ('{"q0": {"query": "x", "limit": 0}}', "queries.q0.limit"),
        ('{"q0": {"query": "x", "limit": "3"}}', "queries.q0.limit"),
        ('{"q0": {"query": "x", "type": 7}}', "queries.q0.type"),
        ('{"q0": {"query": "x", "type": [7]}}', "queries.q0.type"),
        (json.dumps({str(n): {"query": "x"} for n in range(101)}), "queries"),
        ("[" * 5000, "queries"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told(client: FlaskClient, sent: str, parameter: str) -> None:
    answer = client.post("/reconcile", data={"queries": sent})
    assert answer.status_code == 400 and answer.mimetype == "application/problem+json"
    assert answer.json["errors"][0]["parameter"] == parameter
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_an_empty_post_and_a_cursor_that_is_none(client: FlaskClient) -> None:
    assert client.post("/reconcile").status_code == 400
    for cursor in ("-1", "x", "1" * 30, "٣"):
        answer = client.get(
            "/reconcile/suggest/entity", query_string={"prefix": "a", "cursor": cursor}
        )
        assert answer.status_code == 400


def test_names_are_suggested_while_typing(client: FlaskClient) -> None:
    def suggested(prefix: str, **more: str) -> list[str]:
        answer = client.get("/reconcile/suggest/entity", query_string={"prefix": prefix, **more})
        jsonschema.validate(answer.json, SUGGESTED)
        return [one["id"] for one in answer.json["result"]]

    assert suggested("liu sh")[0] == "people:Liu Shaoqi"
    assert suggested("places:Korea")[0] == "places:Korea"
    assert {"places:Korea", "subjects:Korea"} <= {*suggested("kor")}
    assert suggested("kor", type="places") == ["places:Korea"]
    assert suggested("kor", cursor="1") == suggested("kor")[1:]
    assert suggested("") == suggested("zzzz") == []
    types = client.get("/reconcile/suggest/type?prefix=pla").json
    assert [one["id"] for one in types["result"]] == ["places"]


def test_a_preview_is_a_page_that_can_do_nothing(client: FlaskClient) -> None:
    id = quote("subjects:Rope <b>& twine</b>")
    answer = client.get(f"/reconcile/preview?id={id}")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups; default-src 'none'") and "frame" not in policy
    assert "X-Frame-Options" not in answer.headers
    assert "<b>" not in answer.text and "Rope &lt;b&gt;&amp; twine" in answer.text
    assert "1 record<" in answer.text
    ring = client.get("/reconcile/preview?id=people:Mary+Aldous").text
    assert "2 records" in ring and "Also M. Aldous" in ring
    assert client.get("/reconcile/preview?id=people:Nobody").status_code == 404


def test_a_name_leads_to_its_page(client: FlaskClient) -> None:
    for id, part in (
        ("people:Mary Aldous", "/people/Mary%20Aldous"),
        ("places:Korea", "places=Korea"),
    ):
        answer = client.get("/reconcile/view", query_string={"id": id})
        assert answer.status_code == 303 and part in answer.headers["Location"]
        assert (
            client.get(answer.headers["Location"].removeprefix("http://localhost")).status_code
            == 200
        )


def test_a_rare_name_is_found_by_itself(
    client: FlaskClient, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entities, "_VALUES", 1)
    engine = filled_engine(mapping, [*RECORDS, *MORE])
    rare = client_of(engine)
    for name in ("Jan Verhoeven", "John Smith", "M. Aldous"):
        assert best(rare, name, type="people")[0]["name"] == name


def test_a_withdrawn_name_is_nowhere(mapping: RecordMapping, tmp_path: Path) -> None:
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
    build = engine.begin(owner="the tests")
    assert list(build.add([*RECORDS, *MORE])) == []
    build.finish()
    build.publish()
    client = client_of(engine)
    assert best(client, "Jan Verhoeven")[0]["match"]
    withdraw(engine, Order(("r3",)))
    assert best(client, "Jan Verhoeven") == []
    assert client.get("/reconcile/suggest/entity?prefix=verh").json == {"result": []}
    assert client.get("/reconcile/preview?id=people:Jan+Verhoeven").status_code == 404


def test_an_empty_catalogue_answers(mapping: RecordMapping) -> None:
    client = client_of(filled_engine(mapping, []))
    assert best(client, "Mary") == []


WORDS = st.lists(st.text("abcdeé-", min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join)


@given(WORDS, WORDS)
def test_a_score_is_what_it_says(one: str, other: str) -> None:
    asked_for, known = key(one), key(other)
    own, another = (fit(asked_for, known, is_own=is_own) for is_own in (True, False))
    assert 0 <= another.score <= own.score <= 100
    assert own.is_same == (asked_for == known) == (own.score == 100)
    back = fit(known, asked_for, is_own=True)
    assert back.score == pytest.approx(own.score, abs=0.1)
    assert not re.search(r"\.\d\d", str(own.score))
