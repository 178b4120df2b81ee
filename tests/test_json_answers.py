"""What our own API answers, and dates as it writes them, load as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from catalogue import RECORDS
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from index_mappings.days import day_number
from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection, Record
from loaders.drafts.draft import Draft, Reject, Remark
from loaders.drafts.format import Options
from loaders.json_files.json_lines import JSON_FILE, JSON_LINES


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping))


def loaded(path: Path, mapping: RecordMapping) -> dict[str, dict[str, Any]]:
    """Return the records of a file by id, in the order of the mapping."""
    items = list((JSON_LINES if path.suffix == ".jsonl" else JSON_FILE).read(
        [str(path)], Options(mapping, "tests")
    ))  # fmt: skip
    assert [item for item in items if isinstance(item, Reject)] == []
    drafts = [item for item in items if isinstance(item, Draft)]
    rest = [item for item in items if not isinstance(item, Draft)]
    assert all(isinstance(item, Remark) and "could not be read" in item.message for item in rest)
    return {item.own_id: dict(mapping.ordered(Record("", item.values)).values) for item in drafts}


def expected(mapping: RecordMapping) -> dict[str, dict[str, Any]]:
    return {
        record.id: {
            name: value
            for name, value in mapping.ordered(record).values.items()
            if name not in ("source", "position")
        }
        for record in RECORDS
        if record.text("title")  # else one is made
    }


def test_the_records_of_the_api_load_as_they_were(
    client: FlaskClient, mapping: RecordMapping, tmp_path: Path
) -> None:
    whole = expected(mapping)
    links = [
        hit["links"]["self"]
        for hit in client.get("/api/v1/search?size=100").json["results"]
        if hit["id"] in whole
    ]
    assert len(links) == len(whole)
    answers = [client.get(f"{link}{'&' if '?' in link else '?'}similar=2").json for link in links]
    lines = tmp_path / "records.jsonl"
    lines.write_text("\n".join(map(json.dumps, answers)))
    assert loaded(lines, mapping) == whole
    one = tmp_path / "record.json"
    one.write_text(json.dumps(answers[0], indent=1))
    assert loaded(one, mapping) == {answers[0]["id"]: whole[answers[0]["id"]]}


def test_a_page_of_results_loads(
    client: FlaskClient, mapping: RecordMapping, tmp_path: Path
) -> None:
    answer = client.get("/api/v1/search?q=harbor+fees&match=any&size=100").json
    assert answer["results"]
    page = tmp_path / "page.json"
    page.write_text(json.dumps(answer))
    whole = expected(mapping)
    for id, values in loaded(page, mapping).items():
        values.pop("text", None)
        assert values == {name: item for name, item in whole[id].items() if name != "text"}


def test_collections_of_the_api_are_collections(
    client: FlaskClient, mapping: RecordMapping, tmp_path: Path
) -> None:
    answer = client.get("/api/v1/collections").json
    path = tmp_path / "collections.json"
    path.write_text(json.dumps(answer))
    items = list(JSON_FILE.read([str(path)], Options(mapping, "tests")))
    assert len(items) == answer["total"]["value"]
    for item, said in zip(items, answer["results"], strict=True):
        assert isinstance(item, Collection)
        assert (item.id, item.title, item.description) == (
            said["id"], said["title"], said.get("description", "")
        )  # fmt: skip
        assert item.related == tuple(other["title"] for other in said["related"])


@pytest.mark.parametrize(
    ("date", "edtf", "precision"),
    [
        ({"from": "1950-01-11", "to": "1950-01-11"}, "1950-01-11", "day"),
        ({"from": "1950-01-01", "to": "1950-12-31"}, "1950", "year"),
        ({"from": "1950-02-01", "to": "1950-02-28"}, "1950-02", "month"),
        ({"from": "1949-01-01", "to": "1951-12-31"}, "1949/1951", "range"),
        ({"from": "-0043-03-15", "to": "-0043-03-15"}, "-0043-03-15", "day"),
        ({"from": -7284, "to": "1950-01-22", "display": "Sunday"}, "1950-01-22", "day"),
    ],
)
def test_days_alone_are_a_date(
    tmp_path: Path, mapping: RecordMapping, date: dict[str, Any], edtf: str, precision: str
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"title": "A letter", "date": date}]))
    (values,) = loaded(path, mapping).values()
    made = values["date"]
    assert (made["edtf"], made["precision"]) == (edtf, precision)
    assert made["display"] == date.get("display", edtf)
    assert made["from"] <= made["to"]
    if isinstance(date["from"], str) and not date["from"].startswith("-"):
        assert made["from"] == day_number(*map(int, date["from"].split("-")))


@pytest.mark.parametrize("day", ["1950-02-30", "1950", "11.1.1950", "", True, 1.5, 10**12])
def test_what_is_no_day_is_rejected(tmp_path: Path, mapping: RecordMapping, day: Any) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"title": "A", "date": {"from": day, "to": "1951-01-01"}}]))
    (reject,) = JSON_FILE.read([str(path)], Options(mapping))
    assert isinstance(reject, Reject)
    assert (reject.field, "YYYY-MM-DD" in reject.reason) == ("date", True)
