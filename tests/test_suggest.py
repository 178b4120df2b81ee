"""Suggestions while typing: what is offered, in which order, and that all of it leads somewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from catalogue import people, record
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from serving import client_of, filled_engine, publish

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.search.links import Links
from service.search.site import Site
from service.search.suggest import suggestions
from service.settings import Settings


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping))


def offered(client: FlaskClient, q: str, **asked: int) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/suggest", query_string={"q": q, **asked})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json["results"]
    return found


def texts(found: list[dict[str, Any]], kind: str) -> list[str]:
    return [item["text"] for item in found if item["kind"] == kind]


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("st", "people", "Stalin"),
        ("ENL", "people", "Zhou Enlai"),
        ("shaoqi li", "people", "Liu Shaoqi"),
        ("dang", "people", "Đặng Xuân Khu"),
        ("xuan kh", "people", "Đặng Xuân Khu"),
        ("Đặ", "people", "Đặng Xuân Khu"),
        ("毛泽", "people", "毛泽东"),
        ("tele", "type", "Ciphered Telegram"),
        ("ports", "subjects", "Treaty ports"),
        ("korean", "collection", "The Korean War"),
        ("ledg", "title", "Harbour ledgers"),
        ("note on the pil", "title", "Note on the pilots"),
        ("khu", "title", "Visit of Đặng Xuân Khu"),
        ("negoti", "words", "negotiations"),
    ],
)
def test_any_word_is_completed(client: FlaskClient, typed: str, kind: str, text: str) -> None:
    assert text in texts(offered(client, typed, size=20), kind)


def test_groups_follow_each_other_and_the_best_comes_first(client: FlaskClient) -> None:
    found = offered(client, "ha", size=20)
    kinds = [item["kind"] for item in found]
    assert kinds == sorted(kinds, key=kinds.index)
    assert kinds[0] == "title" and kinds[-1] == "words"
    titles = texts(found, "title")
    begins = [key(title).startswith("ha") for title in titles]
    assert begins == sorted(begins, reverse=True) and len(titles) == len(set(titles))
    counts = [item["count"] for item in found if item["kind"] == "words"]
    assert counts == sorted(counts, reverse=True)
    assert len(offered(client, "ha", size=3)) == 3
    assert {item["kind"] for item in offered(client, "port", size=3)} >= {"title", "subjects"}


def test_those_that_begin_with_what_is_typed_come_before_more_frequent_ones(
    mapping: RecordMapping,
) -> None:
    records = [record(f"r{at}", "x", subjects=["Old Trade"]) for at in range(3)]
    engine = filled_engine(mapping, [*records, record("one", "x", subjects=["Trade routes"])])
    assert texts(offered(client_of(engine), "trad"), "subjects") == ["Trade routes", "Old Trade"]


def test_everything_offered_leads_to_what_it_says(client: FlaskClient) -> None:
    for typed in ("ha", "st", "te", "ko", "port ar", "pil"):
        for item in offered(client, typed, size=20):
            parts = urlsplit(item["links"]["html"])
            assert client.get(item["links"]["html"]).status_code == 200
            if item["kind"] == "title":
                assert parts.path.startswith("/records/")
            else:
                total = client.get(f"/api/v1/search?{parts.query}").json["total"]["value"]
                assert total == item["count"], item


@pytest.mark.parametrize("typed", ["", " ", "s", "-", "((", "s )", "\x00", "  k "])
def test_less_than_two_letters_offer_nothing(client: FlaskClient, typed: str) -> None:
    assert offered(client, typed) == []


@given(st.text(max_size=40))
def test_any_text_is_taken(client: FlaskClient, typed: str) -> None:
    assert len(offered(client, typed)) <= 8


def test_a_new_index_offers_its_own(mapping: RecordMapping) -> None:
    engine = EmbeddedEngine.open(None, mapping)
    client = client_of(engine)
    publish(engine, [record("a", "Aardvarks")])
    assert texts(offered(client, "aard"), "title") == ["Aardvarks"]
    publish(engine, [record("b", "Bandicoots")])
    assert offered(client, "aard") == []
    assert texts(offered(client, "band"), "title") == ["Bandicoots"]


def test_both_engines_offer_the_same(engine: Engine, mapping: RecordMapping) -> None:
    alone = Site.of(Settings(), filled_engine(mapping))
    site = Site.of(Settings(), engine)
    for typed in ("stal", "telegr", "treaty p", "korean w", "harbour led"):
        here, there = (
            {(item.kind, item.text, item.count) for item in answer.results}
            for answer in (suggestions(one, typed, 8, Links()) for one in (site, alone))
        )
        assert here == there and here


def test_a_person_of_several_names_is_offered_once(mapping: RecordMapping, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("ring,name\nStalin,Filippov\nStalin,Fyn Si\n")
    records = [
        record("a", "x", sender=people("Stalin")),
        record("b", "x", sender=people("Filippov"), recipient=people("Stalin")),
        record("c", "x", sender=people("Filipov the baker")),
    ]
    client = client_of(filled_engine(mapping, records), names=str(names))
    found = [item for item in offered(client, "fili") if item["kind"] == "people"]
    assert {item["text"]: item["count"] for item in found} == {
        "Stalin (Filippov)": 2,
        "Filipov the baker": 1,
    }
    assert [item["text"] for item in offered(client, "stal") if item["kind"] == "people"] == [
        "Stalin"
    ]
    person = next(item for item in found if item["count"] == 2)
    asked = urlsplit(person["links"]["html"]).query
    assert client.get(f"/api/v1/search?{asked}").json["total"]["value"] == 2
