"""Similar records: by their own telling words, alike on both engines, in API and page."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue import people, record
from flask.testing import FlaskClient
from serving import client_of, filled_engine
from wilson_page import wilson_records

from index_mappings.mapping import RecordMapping
from service.engines.contract import Engine
from service.search.similar import similar, telling_words


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping))


def like(engine: Engine, id: str, size: int = 5) -> list[str]:
    found = engine.get(id)
    assert found is not None
    return [hit.record.id for hit in similar(engine, found, size).hits]


def test_records_are_alike_by_what_they_tell(engine: Engine) -> None:
    assert like(engine, "k5")[0] == "k6"
    assert like(engine, "p2")[0] == "p1"
    assert set(like(engine, "d1")) <= {"d2", "d3", "d4", "d5", "d6"} and len(like(engine, "d1")) > 2
    assert "k5" not in like(engine, "k5", 20)
    assert like(engine, "k5", 1) == like(engine, "k5", 20)[:1]
    assert like(engine, "d7") == [] and like(engine, "k5", 0) == []


def test_both_engines_read_the_same_words_out_of_a_record(
    engine: Engine, mapping: RecordMapping
) -> None:
    alone = filled_engine(mapping, list(engine.scan()))
    for item in engine.scan():
        assert telling_words(engine, item) == telling_words(alone, item)
        assert set(like(engine, item.id, 20)) == set(like(alone, item.id, 20))


def test_common_words_and_words_found_nowhere_else_tell_nothing(mapping: RecordMapping) -> None:
    records = [record(f"r{at}", "Report of the office", summary="Received.") for at in range(20)]
    records.append(record("a", "Report of the tannery", summary="Leather, hides and unheardof."))
    records.append(record("b", "Report", summary="Hides and leather.", also=people("Ana Tanner")))
    engine = filled_engine(mapping, records)
    found = engine.get("a")
    assert found is not None
    assert set(telling_words(engine, found)) >= {"leather", "hides"}
    assert telling_words(engine, found)[:2] == ["hides", "leather"]
    assert "unheardof" not in telling_words(engine, found)
    assert like(engine, "a")[0] == "b"


def test_a_text_speaks_where_there_is_no_summary(mapping: RecordMapping) -> None:
    texts = ("Of whales and ambergris.", "Ambergris, and the price of whales.", "Of the weather.")
    records = [record(f"t{at}", f"Document {at}", text=text) for at, text in enumerate(texts)]
    assert like(filled_engine(mapping, records), "t0") == ["t1"]


def test_a_long_text_is_not_like_a_record_that_says_little(mapping: RecordMapping) -> None:
    said = "Whales, ambergris and harpoons of the northern fleet."
    records = [
        record("series", "Northern fleet", summary=said),
        record("file", "Harpoons", summary="Ambergris of the northern whales."),
        record("telegram", "Telegram", text=f"{said} Also of the weather and the price of coal."),
        record("letter", "Letter", text="Whales and ambergris of the northern fleet."),
    ]
    engine = filled_engine(mapping, records)
    assert like(engine, "series") == ["file"]
    assert set(like(engine, "telegram")) == {"series", "letter", "file"}


def test_the_real_page_has_similar_records(mapping: RecordMapping, shared_data: Path) -> None:
    engine = filled_engine(mapping, wilson_records(shared_data, mapping))
    assert like(engine, "w0")[0] == "w1"  # both on the officers sent back to Korea


def test_the_api_gives_similar_records_where_it_is_asked(client: FlaskClient) -> None:
    assert "similar" not in client.get("/api/v1/records/k5").json
    found = client.get("/api/v1/records/k5?similar=2")
    assert {item["id"] for item in found.json["similar"]} == {"k6", "w6"}
    assert client.get(found.json["similar"][0]["links"]["self"]).status_code == 200
    assert client.get("/api/v1/records/k5").headers["ETag"] != found.headers["ETag"]
    assert client.get("/api/v1/records/k5?similar=21").status_code == 400
    assert client.get("/api/v1/records/d7?similar=2").json["similar"] == []


def test_the_page_of_a_record_leads_to_similar_ones(client: FlaskClient) -> None:
    page = client.get("/records/k5").text
    assert "Similar records</h2>" in page
    assert '<li><a href="/records/k6">' in page and '<li><a href="/records/w6">' in page
    assert "Similar records" not in client.get("/records/d7").text
