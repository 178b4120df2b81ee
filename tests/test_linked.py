"""A record's address as linked data by content negotiation, and the dump as a dataset."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from catalogue import RECORDS, day, people, record
from flask.testing import FlaskClient
from serving import client_of, filled_engine, more_records, publish

from index_mappings.mapping import RecordMapping
from index_mappings.record import Party
from loaders.commands.published_dumps import publish_dump
from loaders.publishing.withdrawing import Order, withdraw
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.settings import Settings

LD = "application/ld+json"
RICO = "https://www.ica.org/standards/RiC/ontology"
LETTER = record(
    "a letter", "On </script> & rope", type="Letter", date=day(1852, 5, 3), language=["English"],
    sender=people("Mary Aldous"), recipient=[Party("Harbor Office", person=False).to_json()],
    repository="Westmere Archive", reference="HO 3/17", collections=["harbours"], summary="Rope.",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping, [LETTER, *RECORDS, *more_records()]))


def asked(client: FlaskClient, accept: str, path: str = "/records/a%20letter") -> Any:
    return client.get(path, headers={"Accept": accept})


@pytest.mark.parametrize(
    ("accept", "is_linked"),
    [
        (LD, True), (f"{LD}, text/html;q=0.5", True), (f"{LD}, */*", True),
        (f"{LD};q=0.5, text/html", False), (f"text/html, {LD}", False), ("*/*", False), ("", False),
        ("application/json", False), ("text/html,application/xhtml+xml,*/*;q=0.8", False),
        (f"{LD};q=0", False), ("nonsense", False), (f'{LD};profile="https://x.example/"', True),
    ],
)  # fmt: skip
def test_who_asks_for_linked_data_gets_it(
    client: FlaskClient, accept: str, is_linked: bool
) -> None:
    answer = asked(client, accept)
    assert answer.status_code == 200
    assert (answer.mimetype == LD) == is_linked
    assert (answer.mimetype == "text/html") != is_linked
    assert "Accept" in answer.headers["Vary"]


def test_it_says_what_the_head_of_the_page_says(client: FlaskClient) -> None:
    answer = asked(client, LD)
    page = asked(client, "text/html").text
    (head,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert answer.json == json.loads(head)
    assert answer.json["@id"] == "http://localhost/records/a%20letter"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get("/records/a%20letter", headers={
        "Accept": LD, "If-None-Match": answer.headers["ETag"]})  # fmt: skip
    assert again.status_code == 304
    other = client.get("/records/a%20letter", headers={"If-None-Match": answer.headers["ETag"]})
    assert other.status_code == 200, "the page is not what the client has"
    assert f'type="{LD}"' in asked(client, "text/html").headers["Link"]


def test_records_in_contexts_is_asked_for_by_its_profile(client: FlaskClient) -> None:
    answer = asked(client, f'{LD};profile="{RICO}"')
    assert RICO in answer.content_type
    said = answer.json
    assert said["@type"] == "RecordResource" and said["title"] == LETTER.values["title"]
    assert said["@context"] == {"@vocab": f"{RICO}#"}
    assert said["hasSender"] == [{"@type": "Person", "name": "Mary Aldous"}]
    assert said["hasAddressee"] == [{"@type": "CorporateBody", "name": "Harbor Office"}]
    assert said["hasCreationDate"]["normalizedDateValue"] == "1852-05-03"
    assert said["hasOrHadHolder"]["name"] == "Westmere Archive"
    assert "" not in said.values() and [] not in said.values()


def test_former_ids_and_none_answer_as_pages_do(client: FlaskClient) -> None:
    moved = asked(client, LD, "/records/old-id")
    assert moved.status_code == 308 and moved.headers["Location"].endswith("/records/new-id")
    assert asked(client, LD, "/records/nobody").status_code == 404


def test_a_withdrawn_record_is_gone(mapping: RecordMapping, tmp_path: Path) -> None:
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
    publish(engine, [LETTER, *RECORDS])
    client = client_of(engine)
    assert asked(client, LD).status_code == 200
    withdraw(engine, Order(("a letter",)))
    assert asked(client, LD).status_code == 410


def test_the_dump_is_a_dataset_with_its_licence(mapping: RecordMapping, tmp_path: Path) -> None:
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
    publish(engine, [LETTER, *RECORDS])
    folder = str(tmp_path / "public")
    licence = "https://creativecommons.org/publicdomain/zero/1.0/"
    client = client_of(engine, dumps=folder, licence=licence)
    assert client.get("/dumps/croissant.json").status_code == 404
    publish_dump(engine, Settings(home=str(tmp_path), dumps=folder))
    latest = client.get("/dumps/latest.json").json
    assert latest["licenses"] == [{"path": licence}] and latest["citation"]
    answer = client.get(latest["croissant"].removeprefix("http://localhost"))
    assert answer.mimetype == LD
    said = answer.json
    assert said["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert said["license"] == licence and said["citeAs"] == latest["citation"]
    files = {one["name"]: one for one in said["distribution"]}
    assert {one["path"].rpartition("/")[2]: one["hash"] for one in latest["resources"]} == {
        name: f"sha256:{one['sha256']}" for name, one in files.items()
    }
    ids = {one["@id"] for one in said["distribution"]}
    (records,) = said["recordSet"]
    assert {one["source"]["fileObject"]["@id"] for one in records["field"]} < ids
    columns = [one["source"]["extract"]["column"] for one in records["field"]]
    assert columns[:2] == ["id", "title"] and len(set(columns)) == len(columns)
    without = client_of(engine, dumps=folder)
    assert "licenses" not in without.get("/dumps/latest.json").json
    assert "license" not in without.get("/dumps/croissant.json").json
