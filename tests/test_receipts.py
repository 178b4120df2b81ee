"""A search that is cited: the same address says later what is different, and nothing is stored."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from catalogue import RECORDS, record
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from serving import client_of, filled_engine, more_records, publish

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.contract import Engine
from service.exports import receipts
from service.exports.handed_in import ids_in
from service.exports.receipts import Receipt, answer_now, read_receipt
from service.search.arguments import PLAIN
from service.search.site import Site
from service.settings import Settings

SAME, OTHER = "This search still finds the same", "This search now finds something different"


@pytest.fixture
def engine(mapping: RecordMapping) -> Engine:
    return filled_engine(mapping, list(RECORDS))


def cite(client: FlaskClient, asked: str) -> str:
    answer = client.get(f"/searches/now?{asked}")
    assert answer.status_code == 302 and answer.headers["Cache-Control"] == "no-store"
    return answer.headers["Location"]


def later(id: str, first: str = "2999-01-01T00:00:00Z", title: str = "New harbour") -> Record:
    return record(id, title, first_seen=first, changed="2999-01-01T00:00:00Z")


def test_a_search_cites_itself(engine: Engine) -> None:
    client = client_of(engine)
    page = client.get("/search?q=harbour&page=2&size=5&sort=title&marked=k1").text
    (link,) = re.findall(r'href="([^"]+)"[^>]*>Cite this search', page)
    address = cite(client, unescape(link).partition("?")[2])
    assert re.fullmatch(r"/searches/\d{8}T\d{6}\d*Z-6-[0-9a-f]{18}\?q=harbour&sort=title", address)
    text = client.get(address).text
    assert SAME in text and "6 records in the catalogue of" in text
    assert f"http://localhost{address}".replace("&", "&amp;") in text


def test_what_was_added_and_changed_since_is_told(engine: Engine) -> None:
    client = client_of(engine)
    address = cite(client, "q=harbour")
    (old,) = [item for item in RECORDS if item.id == "k1"] or [RECORDS[0]]
    publish(engine, [*RECORDS, later("n1"), later("n2", "2001-01-01T00:00:00Z", "Old harbour")])
    text = client.get(address).text
    assert OTHER in text and "1 record first seen since then" in text
    assert "1 record changed since then" in text and 'href="/records/n1"' in text
    assert "New harbour" in text.partition('id="changed"')[0]
    assert ">6 records, in" in text and ">8 records, in" in text
    assert old.id not in re.findall(r'href="/records/([^"]+)"', text)


def test_what_is_gone_is_told_where_the_ids_are_handed_in(engine: Engine) -> None:
    client = client_of(engine)
    found = client.get("/api/v1/search?q=harbour").json
    assert found
    ids = [item["id"] for item in found["results"]]
    taken = {name: client.get(f"/api/v1/export?q=harbour&format={name}").data
             for name in ("csv", "jsonl", "csl-json", "ris")}  # fmt: skip
    address = cite(client, "q=harbour")
    publish(engine, [item for item in RECORDS if item.id != ids[0]])
    text = client.get(address).text
    assert OTHER in text and "enter the ids that you had" in text
    for body in taken.values():
        sent = {"file": (io.BytesIO(body), "file")}
        text = client.post(address, data=sent, content_type="multipart/form-data").text
        assert "Of 6 ids that you sent, this search does not find 1" in text
        assert "No longer in the catalogue: 1" in text and f"<code>{ids[0]}</code>" in text
    other = next(item.id for item in RECORDS if item.id not in ids)
    text = client.post(address, data={"ids": f"{other}\n{ids[1]}"}).text
    assert "In the catalogue, but not found by this search: 1" in text
    assert "no ids in what you sent" in client.post(address, data={"ids": " "}).text


def test_another_order_is_another_answer(engine: Engine) -> None:
    site = Site.of(Settings(), engine)
    asked = PLAIN.changed(q="harbour")
    by_date, by_title = (answer_now(site, asked.changed(sort=name)) for name in ("date", "title"))
    assert by_date.receipt.count == by_title.receipt.count
    assert by_date.receipt.digest != by_title.receipt.digest


@pytest.mark.parametrize("step", [1, 2, 3, 500])
def test_the_step_changes_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    site = Site.of(Settings(), engine)
    whole = answer_now(site, PLAIN)
    monkeypatch.setattr(receipts, "_STEP", step)
    assert answer_now(site, PLAIN).receipt == whole.receipt
    assert len(whole.records) == whole.receipt.count == len(RECORDS)


def test_of_very_many_the_first_are_compared(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "MOST", 3)
    found = answer_now(Site.of(Settings(), engine), PLAIN)
    assert len(found.records) == 3 and found.receipt.count == len(RECORDS)


def test_what_is_no_receipt_is_not_found(engine: Engine) -> None:
    client = client_of(engine)
    for part in ("x", "20260101T000000Z-6", "20260101T000000Z-6-" + "g" * 18, "%00", "now2"):
        assert client.get(f"/searches/{part}").status_code == 404
    assert OTHER in client.get(f"/searches/20260101T000000Z-6-{'0' * 18}?sort=x&q=(").text


@given(st.datetimes(), st.integers(0, 10**9), st.integers(0, 16**18 - 1))
def test_a_receipt_is_read_as_it_was_written(moment: object, count: int, digest: int) -> None:
    built = str(moment).replace(" ", "T") + "Z"
    made = Receipt(built, count, f"{digest:018x}")
    assert read_receipt(made.write()) == made


def test_markup_in_a_search_and_in_ids_is_text(mapping: RecordMapping) -> None:
    client = client_of(filled_engine(mapping, [*RECORDS, *more_records()]))
    script = "<script>alert(1)</script>"
    address = cite(client, "q=" + script)
    assert script not in client.get(address).text
    assert script not in client.post(address, data={"ids": script}).text


def test_ids_are_read_as_they_were_taken_away() -> None:
    assert ids_in("a\n\n b \r\na\n") == ("a", "b")
    assert ids_in('\ufeffid,title\r\n\'=1+1,x\r\n"a,b",y\r\n') == ("=1+1", "a,b")
    assert ids_in('{"id": "a"}\nbroken\n{"id": 5}\n{"id": "b"}') == ("a", "b")
    assert ids_in('[{"id": "a"}, 3]') == ("a",)
    assert ids_in("TY  - GEN\r\nID  - a b\r\nER  - \r\n") == ("a b",)
    assert ids_in("") == ()
