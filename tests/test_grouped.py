"""A search's results by collection, facets left out of it, and years zoomed into."""

from __future__ import annotations

import pytest
from catalogue import record, years
from flask.testing import FlaskClient
from serving import client_of, filled_engine
from test_pages import get, query_of

from index_mappings.mapping import RecordMapping
from service.search.purse import Purse


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    made = [
        record(f"k{n}", f"Letter {n}", collections=["korea"], type="Letter", date=years(1900 + n))
        for n in range(30)
    ]
    made += [record("h1", "Letter <i>h</i>", collections=["harbours"], type="Note")]
    return client_of(filled_engine(mapping, [*made, record("n1", "Letter none", type="Note")]))


def test_the_first_three_of_each_collection_and_the_way_to_all(client: FlaskClient) -> None:
    page = get(client, get(client, "/search?q=letter").link("By collection"))
    assert page.one("h1")["text"] == "32 records for letter, by collection"
    assert len(page.all("li", **{"class": "hit"})) == 4
    assert query_of(page.link("All 30")) == {"q": ["letter"], "collection": ["korea"]}
    assert query_of(page.link("1 record in no collection"))["missing"] == ["collection"]
    assert query_of(page.link("All in one list")) == {"q": ["letter"]}
    assert "Letter <i>h</i>" in page.text()


def test_each_group_has_what_its_search_finds(client: FlaskClient) -> None:
    page = get(client, "/grouped?type=Note")
    assert [item["text"].strip() for item in page.all("h2")] == ["Harbours and Ships 1 record"]
    assert "no collection" in get(client, "/grouped?q=none").text()


def test_what_is_ticked_is_left_out(client: FlaskClient) -> None:
    answer = client.get("/search?q=letter&type=Letter&leave-out=type")
    assert (answer.status_code, answer.headers["Location"]) == (
        303, "/search?q=letter&type.not=Letter",
    )  # fmt: skip
    page = get(client, answer.headers["Location"])
    assert page.one("h1")["text"].startswith("2 records")
    assert query_of(page.link("Remove: Document type: not Letter")) == {"q": ["letter"]}
    assert get(client, "/search?q=letter&leave-out=nothing").one("h1")["text"].startswith("32")
    buttons = [item["text"] for item in page.all("button")]
    assert buttons.count("Apply what is ticked") == 1
    assert "Leave out what is ticked under Document type" in buttons


def test_a_bar_leads_to_its_years_alone_and_back(client: FlaskClient) -> None:
    page = get(client, "/search?year=1900..1904")
    bars = [item for item in page.all("title") if item["text"][:4].isdecimal()]
    assert [bar["text"] for bar in bars] == [f"{1900 + n}: 1" for n in range(5)]
    assert query_of(page.link("All years")) == {}
    whole = get(client, "/search")
    assert sum(item["text"][:4].isdecimal() for item in whole.all("title")) == 30


@pytest.mark.parametrize(("words", "opened"), [(3, 5), (10, 3), (16, 1), (17, 0)])
def test_the_longer_a_question_the_fewer_groups_show_records(
    mapping: RecordMapping, words: int, opened: int
) -> None:
    every = [f"word{letter}" for letter in "abcdefghijklmnopq"]
    some = [record(f"r{n}", " ".join(every), collections=[f"c{n % 5}"]) for n in range(10)]
    page = get(client_of(filled_engine(mapping, some)), "/grouped?q=" + "+".join(every[:words]))
    assert [item["text"] for item in page.all("h2")] == [f"c{n} 2 records" for n in range(5)]
    assert len(page.all("li", **{"class": "hit"})) == 2 * opened
    if opened < 5:
        assert query_of(page.link("All 2 in c4"))["collection"] == ["c4"]


def test_the_records_of_every_group_say_which_words_they_lack(mapping: RecordMapping) -> None:
    some = [record(f"r{at}", "one two three", collections=[f"c{at}"]) for at in range(3)]
    page = get(client_of(filled_engine(mapping, some)), "/grouped?q=one+two+three+zanzibar")
    hits = page.all("li", **{"class": "hit"})
    assert ["zanzibar" in hit["text"] for hit in hits] == [True] * 3


@pytest.mark.parametrize(("room", "opened"), [(1000.0, 5), (0.0, 1)])
def test_where_more_takes_too_long_the_first_group_shows_records(
    mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch, room: float, opened: int
) -> None:
    some = [record(f"r{at}", "one two three", collections=[f"c{at}"]) for at in range(5)]
    monkeypatch.setattr(Purse, "_room", room)
    page = get(client_of(filled_engine(mapping, some)), "/grouped?q=one+two+three")
    assert [item["text"] for item in page.all("h2")] == [f"c{at} 1 record" for at in range(5)]
    assert len(page.all("li", **{"class": "hit"})) == opened
