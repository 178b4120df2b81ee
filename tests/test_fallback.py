"""How many of the words are asked for where no record has all."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from catalogue import record
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping
from service.query import work
from service.query.clauses import All, Any, Not, Word
from service.query.language import read
from service.query.request import Query
from service.query.understanding import Reading
from service.search import fallback, loosening
from service.search.loosening import loosen, with_lacking, with_least
from service.search.purse import Purse


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    """A client of the records of the tests; nothing is written to them."""
    return client_of(filled_engine(mapping))


def test_what_is_not_a_word_stays_asked_for() -> None:
    one, two, never = Word("one"), Word("two"), Not(Word("never"))
    reading = Reading("one two -never", All((one, two, never)), "", words=(one, two))
    assert with_least(reading, 1) == All((Any((one, two), 1), never))
    assert with_least(reading, 2) == All((All((one, two)), never))
    assert with_least(Reading("", All((one, two)), "", words=(one, two)), 1) == Any((one, two), 1)


def test_the_fewest_words_are_left_open(mapping: RecordMapping) -> None:
    engine = filled_engine(mapping)
    loosened = loosen(engine, read("soviet jets pilots zanzibar timbuktu", mapping))
    assert loosened is not None
    assert (loosened.least, loosened.of) == (3, 5)
    excluding = loosen(engine, read("soviet jets zanzibar -pilots", mapping))
    assert excluding is not None
    assert excluding.least == 1 and not excluding.is_enough
    assert loosen(engine, read("soviet jets", mapping)) is None
    assert loosen(engine, read("zanzibar timbuktu", mapping)) is None
    assert loosen(engine, read("zanzibar", mapping)) is None


def test_a_record_with_fewer_than_half_of_the_words_is_no_result(mapping: RecordMapping) -> None:
    client = client_of(filled_engine(mapping))
    found = client.get("/api/v1/search?q=harbour+zanzibar+timbuktu").json
    assert found["total"]["value"] == 0 and found["results"] == []
    assert found["query"]["match"] == {"wanted": "auto", "least": 3, "of": 3, "too_few": 1}
    assert found["query"]["notes"][-1].startswith("No record has these words: of 3, at most 1")
    assert "with any of the words" in {way["label"] for way in found["relaxations"]}
    assert not any(facet["values"] for facet in found["facets"].values())
    page = client.get("/search?q=harbour+zanzibar+timbuktu").text
    assert "<h1>No record has these words: <q>harbour zanzibar timbuktu</q></h1>" in page


@pytest.mark.parametrize(
    ("most", "beside", "room", "counted"),
    [
        # each word is in some of the first records, so none is lacking in all of them
        (4, 25, 99, []),
        # the first record has no iron, but others have: it is counted by itself and beside them
        (1, 25, 99, [1, 1]),
        (1, 24, 99, [1]),
        (1, 25, 5, [1, 1]),  # four times to see which the first records have, and once beside
        (1, 25, 4, [1]),
        (1, 25, 1, [1]),
    ],
)
def test_only_words_that_the_first_records_lack_are_looked_for(
    mapping: RecordMapping,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    beside: int,
    *,
    room: int,
    counted: list[int],
) -> None:
    # each of two records lacks another word
    records = [
        record(f"n{number}", f"rice wheat coal {('snow', 'iron')[number % 2]}")
        for number in range(8)
    ]
    engine = filled_engine(mapping, records)
    reading = read("rice wheat coal snow iron", mapping)
    monkeypatch.setattr(loosening, "_KNOWN", most)  # else they are asked for by their ids
    monkeypatch.setattr(loosening, "_BESIDE", beside)
    asked: list[int] = []
    count = type(engine).count
    monkeypatch.setattr(
        type(engine), "count", lambda self, some: (asked.append(len(some)), count(self, some))[1]
    )
    loosened = loosen(engine, reading)
    assert loosened is not None and loosened.least == 4
    purse = Purse(engine, Query(reading.clause))
    monkeypatch.setattr(Purse, "_learn", lambda *_: None)  # how common words are is counted too
    cost = work.finding(loosened.clause, lambda _: 1.0, mapping)
    monkeypatch.setattr(Purse, "_room", (room + 0.5) * cost)
    assert with_lacking(engine, reading, loosened, purse).lacking == ()
    assert asked == counted


def test_half_of_the_words_are_shown_under_what_is_missing(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=soviet+jets+zanzibar+timbuktu").json
    assert found["total"]["value"] > 0
    assert found["query"]["match"]["lacking"] == ["zanzibar", "timbuktu"]
    page = client.get("/search?q=soviet+jets+zanzibar+timbuktu").text
    assert "<h1>No record has all the words of" in page
    assert "without <b>zanzibar</b>, <b>timbuktu</b></h2>" in page
    either = client.get("/search?q=harbour+jets").text
    assert "with 1 of the 2 words</h2>" in either


def test_a_long_list_of_alternatives_is_answered_as_it_was_written(client: FlaskClient) -> None:
    def found(alternatives: int) -> int:
        listed = " OR ".join(["soviet", *(f"qqx{n}" for n in range(alternatives - 1))])
        asked = urlencode({"q": f"({listed}) zanzibar"})
        return int(client.get(f"/api/v1/search?{asked}").json["total"]["value"])

    assert found(12) > 0  # zanzibar was left open
    assert found(13) == 0


def test_no_spelling_is_put_right_for_one_word_of_several(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=harbuor+zanzibar").json
    assert found["total"]["value"] == 0
    assert not found.get("spelling", {}).get("applied")


LONG = (
    "soviet jets pilots zanzibar timbuktu",
    "soviet jets zanzibar -pilots",
    "soviet jets",
    "zanzibar timbuktu",
    "harbour jets",
    "harbuor zanzibar",
    "year:1950 soviet zanzibar",
    '"soviet jets" OR zanzibar korea',
    "telegram from the ambassador",
)


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("narrowed", ["", "&type=Telegram", "&year.not=1950", "&date=1900..1901"])
def test_a_long_question_gets_what_a_short_one_gets(
    client: FlaskClient, text: str, narrowed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/api/v1/search?{urlencode({'q': text})}{narrowed}"
    answer = client.get(address).json
    monkeypatch.setattr(fallback, "LARGE", 0)  # most of the words are looked for first
    longer = client.get(address).json
    for one in (answer, longer):
        one["query"]["match"].pop("lacking", None)  # words of long questions are not named
        one["query"].pop("notes"), one["query"].pop("understood_as")
    assert longer == answer
