"""The check of a quotation: whether a passage is in a record, in whose words, on which page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.publishing.withdrawing import Order, withdraw
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.search.printed_pages import printed_pages
from service.search.quotation import places_of

TEXT = (
    "The Secretary said that co-\noperation was “very likely.” He would not—he added—go "
    "to Geneva.\n\nThe mole was sold for 12 crowns.\n\nWritten on the back: sold."
)
NOTE_AT = TEXT.index("Written on")
BREAK = TEXT.index("The mole")
RECORD = Record(
    "x/1",
    {
        "title": "Memorandum on the mole",
        "date": {"display": "3 May 1950"},
        "summary": "The Secretary speaks of Geneva.",
        "text": TEXT,
        "layout": [
            {"at": BREAK, "to": BREAK, "kind": "page", "value": "346"},
            {"at": BREAK + 8, "to": BREAK + 8, "kind": "anchor", "value": "2"},
            {"at": NOTE_AT, "to": len(TEXT), "kind": "note", "value": "1"},
        ],
        "editorial_notes": [
            {"text": "The mole was never sold.", "anchor": "2", "whose": "editor"},
            {"text": "Not printed."},
        ],
        "notes": [{"label": "Pages", "text": "345–346"}],
    },
)


def found(passage: str, mapping: RecordMapping, record: Record = RECORD) -> list[tuple[str, ...]]:
    return [(place.voice, place.words, place.page) for place in places_of(passage, record, mapping)]


@pytest.mark.parametrize(
    ("passage", "words", "page"),
    [
        ("The mole was sold for 12 crowns", "The mole was sold for 12 crowns", "346"),
        ("“the  mole\nwas sold”", "The mole was sold", "346"),
        ("cooperation was", "co-\noperation was", "345"),
        ("co-operation was 'very likely'", "co-\noperation was “very likely", "345"),
        ("likely”. He would", "likely.” He would", "345"),
        ("not - he added - go", "not—he added—go", "345"),
        ("not -- he added", "not—he added", "345"),
        ("would not ... to Geneva", "would not—he added—go to Geneva", "345"),
        ("Geneva. [...] sold for 12", "Geneva.\n\nThe mole was sold for 12", "345–346"),
        ("Geneva. The mole", "Geneva.\n\nThe mole", "345–346"),
    ],
)
def test_differences_of_typing_are_allowed(
    mapping: RecordMapping, passage: str, words: str, page: str
) -> None:
    assert found(passage, mapping)[0] == ("text", words, page)


@pytest.mark.parametrize(
    "passage",
    ["The mole was bought", "mole sold", "ole was sold", "crowns ... The mole", "...", "“”",
     "12 crown", "never ... 12 crowns"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(mapping: RecordMapping, passage: str) -> None:
    assert found(passage, mapping) == []


def test_it_says_whose_words_a_passage_is(mapping: RecordMapping) -> None:
    assert found("The mole was never sold", mapping) == [
        ("editors-note", "The mole was never sold", "346")
    ]
    assert found("Not printed", mapping) == [("editors-note", "Not printed", "")]
    assert found("on the back", mapping) == [("own-note", "on the back", "346")]
    assert found("speaks of Geneva", mapping) == [("catalogue", "speaks of Geneva", "")]
    voices = [voice for voice, *_ in found("mole", mapping)]
    assert voices == ["text", "editors-note", "catalogue"]


def test_only_blanks_may_differ_in_an_exact_one(mapping: RecordMapping) -> None:
    exact, other = (
        places_of(passage, RECORD, mapping)[0].is_exact
        for passage in ("The  mole was", "the mole was")
    )
    assert (exact, other) == (True, False)


def test_letters_without_blanks_between_words(mapping: RecordMapping) -> None:
    record = Record("a", {"text": "毛泽东同志到北京。"})
    assert found("同志到", mapping, record) == [("text", "同志到", "")]


def test_a_long_text_of_beginnings_takes_no_time(mapping: RecordMapping) -> None:
    record = Record("a", {"text": "the fox - " * 20_000})
    assert found("the ... fox ... \"'- dog", mapping, record) == []
    assert found(f"fox {'- ' * 400}dog", mapping, record) == []


def with_pages(stated: str, *breaks: str) -> Record:
    layout = [
        {"at": n * 3, "to": n * 3, "kind": "page", "value": v} for n, v in enumerate(breaks, 1)
    ]
    notes = [{"label": "Pages", "text": stated}] if stated else []
    return Record("a", {**RECORD.values, "text": "ab " * 9, "layout": layout, "notes": notes})


@pytest.mark.parametrize(
    ("record", "pages"),
    [
        (with_pages("345–347", "346", "347"), "345–347"),
        (with_pages("345"), "345"),
        (with_pages("345–349", "346", "347"), ""),  # what contradicts itself is not known
        (with_pages("about 3", "346"), ""),
        (with_pages("", "346"), ""),
        (with_pages(""), ""),
    ],
)
def test_pages_of_a_whole_text_are_told_where_they_are_known(
    mapping: RecordMapping, record: Record, pages: str
) -> None:
    length = len(record.text("text"))
    assert printed_pages(record, mapping).whole(length) == pages


@pytest.fixture
def engine(mapping: RecordMapping, tmp_path: Path) -> GuardedEngine:
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
    publish(engine, [RECORD, replace(RECORD, id="gone")])
    return engine


def test_the_api_answers_with_place_page_and_citation(engine: GuardedEngine) -> None:
    client: FlaskClient = client_of(engine)
    asked = {"id": "x/1", "text": "the mole was sold"}
    answer = client.get("/api/v1/quote", query_string=asked).get_json()
    assert (answer["found"], answer["own"], answer["id"]) == (True, True, "x/1")
    (place,) = answer["places"]
    assert place["voice"] == "text"
    assert place["links"]["html"].endswith("#page-346")
    assert place["citation"].endswith(f"{place['links']['html']}, p. 346")
    assert TEXT[place["at"] : place["to"]] == place["words"]
    noted = client.get("/api/v1/quote", query_string={"id": "x/1", "text": "never sold"}).get_json()
    assert (noted["found"], noted["own"]) == (True, False)
    none = client.get("/api/v1/quote", query_string={"id": "x/1", "text": "bought"}).get_json()
    assert (none["found"], none["places"]) == (False, [])


@pytest.mark.parametrize(
    ("query", "status"),
    [("?id=x~2F1", 400), ("?text=a", 400), ("?id=nobody&text=a", 404), ("?id=gone&text=a", 410)],
)
def test_what_cannot_be_checked_says_why(engine: GuardedEngine, query: str, status: int) -> None:
    withdraw(engine, Order(("gone",), "A reason"))
    assert client_of(engine).get(f"/api/v1/quote{query}").status_code == status
