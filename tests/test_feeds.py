"""The feed of a search: valid Atom, the last changed first, of any search and any size."""

from __future__ import annotations

from datetime import datetime

import pytest
from catalogue import RECORDS, record
from flask.testing import FlaskClient
from lxml import etree
from serving import client_of, filled_engine, more_records, publish

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.exports import recent as recently
from service.exports.recent import recent
from service.search.arguments import PLAIN
from service.search.site import Site
from service.settings import Settings

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def parsed(client: FlaskClient, asked: str = "") -> etree._Element:
    answer = client.get(f"/feed.atom?{asked}")
    assert answer.status_code == 200 and answer.mimetype == "application/atom+xml"
    return etree.fromstring(answer.data)


def texts(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=ATOM)
    assert isinstance(found, list)
    return [str(getattr(item, "text", item)) for item in found]


def moment(number: int) -> str:
    return f"2026-01-{number:02}T00:00:00Z"


def at(id: str, number: int, title: str = "A harbour report") -> Record:
    return record(id, title, first_seen=moment(1), changed=moment(number))


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    marked_up = record("odd", "<b>Odd</b> & ]]> title", summary="<script>alert(1)</script>")
    return client_of(filled_engine(mapping, [*RECORDS, *more_records(), marked_up]))


def test_a_feed_has_all_that_atom_wants(client: FlaskClient) -> None:
    root = parsed(client, "q=harbour&page=2&size=5&utm_source=x")
    for name in ("id", "title", "updated"):
        assert len(texts(root, f"a:{name}")) == 1
    assert texts(root, "a:author/a:name")
    (own,) = texts(root, "a:link[@rel='self']/@href")
    assert own == texts(root, "a:id")[0] == "http://localhost/feed.atom?q=harbour"
    assert texts(root, "a:link[@rel='alternate']/@href") == ["http://localhost/search?q=harbour"]
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == 6
    for entry in entries:
        assert len(entry.findall("a:id", ATOM)) == len(entry.findall("a:title", ATOM)) == 1
        (updated,) = texts(entry, "a:updated")
        assert datetime.fromisoformat(updated).tzinfo
        assert texts(entry, "a:link[@rel='alternate']/@href") == texts(entry, "a:id")
        assert len(entry.findall("a:summary", ATOM)) == 1
    ids = texts(root, "a:entry/a:id")
    assert len(set(ids)) == len(ids)


def test_markup_is_text_in_a_feed(client: FlaskClient) -> None:
    answer = client.get("/feed.atom?q=odd+title")
    assert b"<script" not in answer.data and b"<b>" not in answer.data
    assert "<b>Odd</b> & ]]> title" in texts(parsed(client, "q=odd+title"), "a:entry/a:title")


def test_a_reader_who_has_it_is_told_so(client: FlaskClient) -> None:
    first = client.get("/feed.atom?q=jets")
    again = client.get("/feed.atom?q=jets", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert client.get("/feed.rss").status_code == 404
    assert client.get("/feed.atom?sort=nothing&size=x").status_code == 200


def test_nothing_found_is_an_empty_feed(client: FlaskClient) -> None:
    root = parsed(client, "type=Nothing")
    assert not root.findall("a:entry", ATOM) and texts(root, "a:updated")


def test_pages_and_the_search_description_lead_to_it(client: FlaskClient) -> None:
    page = client.get("/search?q=harbour&page=2&size=5").text
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert 'href="/feed.atom?q=harbour"' in page
    assert "/feed.atom?q={searchTerms}" in client.get("/opensearch.xml").text
    assert "Disallow: /feed." in client.get("/robots.txt").text


@pytest.mark.parametrize("most", [1, 3, 4, 10])
def test_the_last_changed_come_first_of_any_number(mapping: RecordMapping, most: int) -> None:
    records = [at(f"r{number:02}", number) for number in range(1, 21)]
    records += [at(f"other{n}", 25, "A ship's log") for n in range(12)]
    engine = filled_engine(mapping, records)
    site = Site.of(Settings(), engine)
    found = recent(site, PLAIN.changed(q="harbour"), most)
    assert [item.id for item in found.records] == [f"r{n:02}" for n in range(20, 20 - most, -1)]
    assert found.total == 20


def test_many_of_one_publish_are_some_of_them(mapping: RecordMapping) -> None:
    records = [at(f"r{number:02}", 5) for number in range(30)] + [at("new", 6), at("old", 2)]
    site = Site.of(Settings(), filled_engine(mapping, records))
    found = recent(site, PLAIN, 10).records
    assert found[0].id == "new" and len(found) == 10
    assert all(recently.changed(item) == moment(5) for item in found[1:])


def test_what_is_withdrawn_is_in_no_feed(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    assert "Memorandum with full text" in client_of(engine).get("/feed.atom").text
    publish(engine, [item for item in RECORDS if item.id != "t1"])
    assert "Memorandum with full text" not in client_of(engine).get("/feed.atom").text
