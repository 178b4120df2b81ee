"""Where little or nothing is found: another spelling, and each relaxation with its exact count."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from catalogue import record
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping
from service.engines.contract import Engine
from service.search.arguments import PLAIN
from service.search.ask import ask
from service.search.links import Links
from service.search.site import Site
from service.settings import Settings

SEARCH = "/api/v1/search"


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping))


def body(client: FlaskClient, **asked: str) -> dict[str, Any]:
    answer = client.get(SEARCH, query_string=asked)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json
    return found


def ways(found: dict[str, Any]) -> dict[str, int]:
    return {way["label"]: way["count"] for way in found.get("relaxations", ())}


QUESTIONS = (
    {"q": "harbour", "type": "Cable"},
    {"q": "harbour", "type": "Cable", "year": "1950", "date": "1949", "date_match": "within"},
    {"q": "harbour ships", "type.not": "Report", "collection": "korea"},
    {"q": "zanzibar", "type": "Cable"},
    {"q": "soviet jets coins -harbour"},
    {"q": "negotiati", "in": "summary"},
    {"q": "pilot jets title:harbour"},
    {"q": "harbuor", "type": "Note"},
    {"q": '"port arthur" jets', "match": "all"},
    {"q": "", "type": "Cable", "missing": "year"},
    {"q": "what did Stalin say about zanzibar", "sender": "Roshchin"},
)


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
def test_each_count_is_what_the_click_finds(client: FlaskClient, asked: dict[str, str]) -> None:
    found = body(client, **asked)
    assert found["total"]["value"] <= 3
    for way in found.get("relaxations", ()):
        assert way["count"] > found["total"]["value"]
        for link in ("self", "html"):
            parts = urlsplit(way["links"][link])
            assert parts.path == {"self": SEARCH, "html": "/search"}[link]
            again = body(client, **dict(parse_qsl(parts.query)))
            assert again["total"]["value"] == way["count"], (way, again["query"])


def test_every_kind_of_relaxation_is_there(client: FlaskClient) -> None:
    assert ways(body(client, q="harbour", type="Cable")) == {
        "without Document type: Cable": 6,
        "without harbour": 3,
    }
    narrowed = ways(body(client, q="harbour", type="Report", date="1950"))
    assert narrowed["without the date 1950"] == 2
    excluded = ways(body(client, q="harbour charters", **{"type.not": "Charter"}))
    assert excluded["with Document type: Charter too"] == 1
    assert ways(body(client, q="korean", year="1800"))["without Year: 1800"] == 1
    both = ways(body(client, q="korean", year="1800", type="Nothing"))
    assert both == {"in all records": 1}
    words = ways(body(client, q='jets "port arthur"', match="all"))
    assert (
        words["with any of the words"]
        == words["without jets"] + words["without the phrase 'port arthur'"]
    )
    assert ways(body(client, q="armisti", match="all"))["with words that begin with armisti"] == 1
    assert ways(body(client, q="title:armistice"))["title armistice, in any field"] == 1
    assert ways(body(client, q="armistice", **{"in": "title"}))["in any field"] == 1
    assert (
        ways(body(client, q="harbour", missing="date", collection="korea"))[
            "without Collection: The Korean War"
        ]
        == 2
    )


def test_a_search_that_finds_enough_or_what_was_named_offers_nothing(client: FlaskClient) -> None:
    for asked in ({"q": "harbour"}, {"q": "note on the pilots"}, {}, {"q": "harbour", "page": "9"}):
        found = body(client, **asked)
        assert "relaxations" not in found and "spelling" not in found


def test_a_misspelt_word_is_put_right(engine: Engine) -> None:
    site = Site.of(Settings(), engine)
    found = ask(site, PLAIN.changed(q="filipov jetss"), Links()).body
    assert found.query.text == "filipov jetss"
    assert found.query.understood_as == "records with all of: filippov, jets"
    spelling = found.spelling
    assert spelling is not None
    assert (spelling.text, spelling.typed) == ("filippov jets", "filipov jetss")
    assert spelling.applied and spelling.count == found.total.value == 1
    assert spelling.typed_links.self_.endswith("?q=filipov+jetss&spell=off")
    off = ask(site, PLAIN.changed(q="filipov", spell="off"), Links()).body
    assert off.total.value == 0 and off.spelling is None


def test_a_corrected_search_keeps_its_spelling_when_it_is_narrowed(client: FlaskClient) -> None:
    whole = body(client, q="Filipov")
    assert whole["spelling"]["text"] == "Filippov" and whole["total"]["value"] == 3
    for value in whole["facets"]["type"]["values"]:
        narrow = body(client, q="Filipov", type=value["value"])
        assert narrow["total"]["value"] == value["count"]
        assert narrow["spelling"]["text"] == "Filippov"
    listed = client.get("/api/v1/facets/type?q=Filipov").json
    assert {item["value"] for item in listed["results"]} == {"Ciphered Telegram", "Cable"}


def test_more_words_are_found_with_one_put_right_and_one_left_open(client: FlaskClient) -> None:
    found = body(client, q="harbuor ships zanzibar")
    assert found["spelling"]["text"] == "harbour ships zanzibar"
    assert found["query"]["match"]["least"] == 2
    assert found["results"][0]["matched"]["without"] == ["zanzibar"]


def test_a_spelling_is_only_offered_where_something_was_found(mapping: RecordMapping) -> None:
    records = [record(f"r{at}", f"Report {at} on the harbour") for at in range(12)]
    engine = filled_engine(mapping, [*records, record("odd", "Report on the harbuor")])
    found = body(client_of(engine), q="harbuor")
    assert found["total"]["value"] == 1
    assert not found["spelling"]["applied"] and found["spelling"]["count"] == 12
    page = client_of(engine).get("/search?q=harbuor").text
    assert 'Did you mean <a href="/search?q=harbour"' in page


def test_the_page_leads_on(client: FlaskClient) -> None:
    page = client.get("/search?q=filipov").text
    assert 'Showing results for <a href="/search?q=filippov" rel="nofollow">filippov</a>' in page
    assert (
        'instead for <a href="/search?q=filipov&amp;spell=off" rel="nofollow">filipov</a>' in page
    )
    page = client.get("/search?q=harbour&type=Cable").text
    assert "Search without Document type: Cable</a>" in page
    assert '<span class="soft">(6 records)</span>' in page
    few = client.get("/search?q=korean+war~&match=all&spell=off").text
    assert "Traceback" not in few


@pytest.mark.parametrize(
    "q", ["", "-", "zz", "zzzz", "Đặặng", "毛毛毛毛", "x" * 500, "q " * 300, "(((zzzz"]
)
def test_any_text_gets_help_or_none_but_no_error(client: FlaskClient, q: str) -> None:
    body(client, q=q, type="Cable", year="1066")


def test_counts_and_spellings_hold_with_the_names_of_a_person(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    names = tmp_path / "names.csv"
    names.write_text("ring,name\nMao Zedong,Chairman\nStalin,Filippov\n")
    client = client_of(filled_engine(mapping), names=str(names))
    for asked in (
        {"q": "Filippov jets zanzibar", "match": "all"},
        {"q": "Chairman", "type": "Note"},
        {"q": "jets", "sender": "Filippov", "type": "Note"},
    ):
        found = body(client, **asked)
        assert found["relaxations"]
        for way in found["relaxations"]:
            again = body(client, **dict(parse_qsl(urlsplit(way["links"]["self"]).query)))
            assert again["total"]["value"] == way["count"], (way, again["query"])
