"""The front page and a collection's page: where a reader begins."""

from __future__ import annotations

import pytest
from catalogue import people, record, years
from flask.testing import FlaskClient
from serving import client_of, filled_engine
from test_pages import get, linked, query_of

from index_mappings.mapping import RecordMapping
from service.web.cards import Card
from service.web.front_names import series

OFFICE = {"name": "The Office", "as_written": "The Office", "person": False}
FONDS, SERIES = {"id": "f", "title": "<b>Fonds</b>"}, {"id": "f/s", "title": "Series"}


def _records() -> list:  # type: ignore[type-arg]
    made = [
        record(f"r{n}", f"Letter {n}", sender=[OFFICE], also=people("Ann Lee"), places=["Bonn"],
               date=years(1900 + n), collections=["korea"], ancestors=[FONDS, SERIES], position=n)
        for n in range(3)
    ]  # fmt: skip
    fonds = record("f", "<b>Fonds</b>", level="fonds", collections=["korea"])
    return [*made, fonds, record("f/s", "Series", level="series", ancestors=[FONDS],
                                 collections=["korea"])]  # fmt: skip


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping, _records()))


def test_people_and_places_most_written_about_come_first(client: FlaskClient) -> None:
    page = get(client, "/")
    assert linked(page, "Ann Lee") == {"/people/Ann%20Lee"}
    assert linked(page, "Bonn") == {"/search?places=Bonn"}
    assert "/people/The%20Office" not in {item["href"] for item in page.all("a")}


def test_questions_are_offered_where_all_of_them_find_something(
    client: FlaskClient, mapping: RecordMapping
) -> None:
    asked = [mapping.examples[key] for key in ("question", "small", "date", "kind")]
    assert not [text for text in asked if linked(get(client, "/"), text)]
    told = " ".join(asked)
    engine = filled_engine(mapping, [record("all", told, type="Letter", date=years(1957))])
    page = get(client_of(engine), "/")
    for text in asked:
        (address,) = linked(page, text)
        assert query_of(address) == {"q": [text]}


def test_an_empty_index_and_one_record_have_a_front_page(mapping: RecordMapping) -> None:
    get(client_of(filled_engine(mapping, [])), "/")
    get(client_of(filled_engine(mapping, [record("a", "\u05e9" * 5_000)])), "/")


def test_a_collection_is_a_tree_with_counts_and_a_search_of_each_part(client: FlaskClient) -> None:
    page = get(client, "/collections/korea")
    said = " ".join(page.one("div", **{"class": "tree"})["text"].split())
    assert said.startswith("<b>Fonds</b> 4 records in it")
    assert query_of(page.link("search this series: Series")) == {"part_of": ["f/s"]}
    bars = [item["text"] for item in page.all("title") if item["text"][:4].isdecimal()]
    assert bars == ["1900: 1", "1901: 1", "1902: 1"]
    assert "tree" not in get(client, "/collections/harbours").text()


def test_collections_whose_titles_begin_alike_are_a_series() -> None:
    titles = ["Papers, 1900", "Papers, 1901: Rest", "Letters: A", "Maps", "Papers, "]
    cards = [Card(title, f"/{at}", 1, None, None, "") for at, title in enumerate(titles)]
    found = [(one.title, [line.title for line in one.lines]) for one in series(cards)]
    assert found == [
        ("Papers", ["1900", "1901: Rest", "Papers, "]),
        ("", ["Letters: A", "Maps"]),
    ]
    assert series([]) == ()
