"""Records that are printed, and those that are taken away by their ids."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from catalogue import RECORDS, record
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from serving import STRANGE_IDS, client_of, filled_engine, more_records

from index_mappings.mapping import RecordMapping
from service.search.paths import ids_part, read_path

EXPORT = "/api/v1/export"


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    odd = record("odd,1", "<b>Odd</b> & title", summary="<script>alert(1)</script>")
    return client_of(filled_engine(mapping, [*RECORDS, *more_records(), odd]))


def ids_of(body: bytes) -> list[str]:
    rows = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""))
    return [row["id"] for row in rows]


def test_a_finding_list_is_the_shown_set_in_its_order(client: FlaskClient) -> None:
    asked = "q=harbour&sort=title"
    answer = client.get(f"{EXPORT}?{asked}&format=list")
    results = client.get(f"/api/v1/search?{asked}").json
    assert results
    addresses = re.findall(r'class="u"><a href="([^"]+)"', answer.text)
    assert addresses == [item["links"]["html"] for item in results["results"]]
    assert re.findall(r'class="n">(\d+)\.', answer.text) == [str(n) for n in range(1, 7)]
    assert "<h1>6 records for “harbour”</h1>" in answer.text
    assert "/search?q=harbour&amp;sort=title" in answer.text  # where the set is found again


def test_a_finding_list_is_shown_and_needs_nothing_else(client: FlaskClient) -> None:
    answer = client.get(f"{EXPORT}?ids=odd~2C1,k1&format=list")
    assert answer.headers["Content-Disposition"].startswith("inline; ")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text and "<b>" not in answer.text
    assert "&lt;b&gt;Odd&lt;/b&gt; &amp; title" in answer.text
    assert not re.findall(r"(?:src|@import|url\()", answer.text)


def test_records_are_taken_away_by_their_ids_in_their_order(client: FlaskClient) -> None:
    answer = client.get(f"{EXPORT}?ids=odd~2C1,k1,nobody,k3,k1,old-id&format=csv&q=nothing")
    assert ids_of(answer.data) == ["odd,1", "k1", "k3", "new-id"]
    assert answer.headers["Searchroom-Total"] == "4"
    assert "/api/v1/records?ids=odd~2C1,k1" in answer.headers["Link"]
    assert ids_of(client.get(f"{EXPORT}?ids=nobody&format=csv").data) == []
    many = ",".join(f"a{number}" for number in range(201))
    assert client.get(f"{EXPORT}?ids={many}").status_code == 400


def test_long_texts_of_marked_records_come_where_they_are_asked_for(client: FlaskClient) -> None:
    assert b"Preamble." not in client.get(f"{EXPORT}?ids=t1&format=csv").data
    assert b"Preamble." in client.get(f"{EXPORT}?ids=t1&format=csv&text=1").data
    assert b"Preamble." in client.get(f"{EXPORT}?ids=t1&format=jsonl").data


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_any_ids_come_back_from_an_address(ids: list[str]) -> None:
    ids = [id for id in ids if not any(0xD800 <= ord(sign) <= 0xDFFF for sign in id)]
    query = urlsplit(f"/marked?{ids_part(ids)}#").query
    (value,) = dict(parse_qsl(query, keep_blank_values=True)).values()
    assert [read_path(part) for part in value.split(",")] == ids or not ids


def test_strange_ids_are_taken_away(client: FlaskClient) -> None:
    for id in STRANGE_IDS:
        answer = client.get(f"{EXPORT}?{ids_part([id])}&format=bibtex")
        assert answer.headers["Searchroom-Total"] == "1", id
