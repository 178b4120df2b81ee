"""Pictures of our pages beside another's are named by pages and addresses that both have."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from bench import bare_datasette, beside
from index_mappings.mapping import RecordMapping

SITE, OTHER = "http://ours", "http://theirs"


@pytest.fixture
def client(mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A client that also answers what is asked of the site by its address."""
    client = client_of(filled_engine(mapping))
    monkeypatch.setattr(beside, "read", lambda url: client.get(url.removeprefix(SITE)).data)
    return client


def test_each_page_of_ours_is_there_and_each_record_is_in_the_table(
    client: FlaskClient, tmp_path: Path
) -> None:
    made = list(beside.pairs(SITE, OTHER, "jets"))
    assert [pair.name for pair in made] == ["front", "search", "narrowed", "record"]
    for pair in made:
        assert client.get(pair.ours.removeprefix(SITE)).status_code == 200, pair
    path = tmp_path / "records.db"
    lines = client.get("/api/v1/export?format=jsonl").text.splitlines()
    records: list[dict[str, Any]] = [json.loads(line) for line in lines]
    bare_datasette.fill(path, records)
    with sqlite3.connect(path) as db:
        (count,) = db.execute("SELECT count(*) FROM records").fetchone()
        found = db.execute(
            "SELECT id FROM records WHERE rowid IN"
            " (SELECT rowid FROM records_fts WHERE records_fts MATCH 'jets')"
        ).fetchall()
    assert count == len(records) > 30
    last = made[-1].theirs.rpartition("/")[2]
    assert last in {beside.in_path(id) for (id,) in found}


def test_an_id_in_a_path_is_as_datasette_writes_it() -> None:
    assert beside.in_path("frus1955-57v03/d93") == "frus1955-57v03~2Fd93"
    assert beside.in_path("é_a.b") == "~C3~A9_a~2Eb"
