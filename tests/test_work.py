"""How long questions take, estimated, and what is counted beside an answer."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from catalogue import day, people, record
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from index_mappings.conditions import Days
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.contract import Engine
from service.query import work
from service.query.bounds import UNCOUNTED_NOTE
from service.query.clauses import All, Any, Clause, Fuzzy, Near, Not, Phrase, Prefix, Word
from service.query.request import FacetFilter, Query
from service.search.purse import Purse

MANY = 40


def share(word: Word) -> float:
    """Return the share of all records that has a word of these tests."""
    return {"every": 1.0, "all": 1.0, "half": 0.5, "rare": 0.001}[word.text]


COMMON, HALF, RARE = Phrase("every all"), Phrase("every half"), Phrase("all rare")


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (Any((Word("every"), Word("all"))), HALF),
        (RARE, HALF),
        (HALF, COMMON),
        (COMMON, Any((COMMON, Phrase("all every")))),
        (All((COMMON, Word("rare"))), COMMON),  # few records have their places compared
        (All((COMMON, Word("rare"))), All((Any((COMMON, HALF)), Word("rare")))),
        (Phrase("every all half"), COMMON),
        (Near("every half", 5), Near("every all", 5)),
        (Word("every"), Fuzzy("every", 2)),
        (Prefix("ever"), Prefix("e")),
        (Not(HALF), Not(COMMON)),
        (Days(1, 2), Days(1, 2, within=True)),
    ],
)
def test_a_question_takes_longer_the_more_its_phrases_are_everywhere(
    less: Clause, more: Clause
) -> None:
    assert work.finding(less, share) < work.finding(more, share)


def test_a_choice_takes_time_and_each_facet_with_one_is_counted(mapping: RecordMapping) -> None:
    bare = Query(COMMON)
    one = Query(COMMON, filters=(FacetFilter("year", ("1950..1960",)),))
    two = Query(COMMON, filters=(*one.filters, FacetFilter("type", (), ("Memo",))))
    chosen = [work.narrowing(query, mapping) for query in (bare, one, two)]
    assert chosen[0] == 0 < chosen[1] < chosen[2]
    assert [work.answering(query, 4.0) for query in (bare, one, two)] == [8.0, 12.0, 16.0]


@pytest.mark.parametrize(
    ("clause", "most"),
    [
        (All((Word("half"), Word("every"))), 0.5),
        (Any((Word("half"), Word("rare"))), 0.501),
        (Any((Word("half"), Word("every"))), 1.0),
        (Any((Word("half"), Word("rare")), 2), 1.0),
        (RARE, 0.001),
        (Days(1, 2), 1.0),
        (Not(RARE), 1.0),
    ],
)
def test_no_more_is_found_than_the_words_are_in(clause: Clause, most: float) -> None:
    assert work.most_found(clause, share) == pytest.approx(most)


def test_a_word_in_several_parts_is_a_phrase() -> None:
    asked = All((Word("U.S."), Word("navy"), Phrase("of the navy", "title")))
    assert work.words_of(asked) == (
        Word("U"), Word("S"), Word("navy"),
        Word("of", "title"), Word("the", "title"), Word("navy", "title"),
    )  # fmt: skip
    assert Word("navy") not in work.words_of(asked, of_phrases=True)


def common(number: int) -> Record:
    """Return one of many records that all have the same words, which are in no run but in one."""
    return record(
        f"c{number}", f"Paper {number}", summary="beta and alpha" + " alpha beta" * (number == 1),
        sender=people("Sender"), date=day(1950, 1, 1), type="Memo", language=["English"],
    )  # fmt: skip


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> Engine:
    return filled_engine(mapping, [common(number) for number in range(MANY)])


@pytest.fixture(scope="module")
def client(engine: Engine) -> FlaskClient:
    return client_of(engine)


def test_a_purse_has_room_for_fewer_the_longer_each_takes(engine: Engine) -> None:
    rare, phrase = Query(Phrase("alpha zanzibar")), Query(Phrase("beta alpha"))
    paid = {}
    for query in (rare, phrase):
        purse = Purse(engine, query)
        paid[query] = next(n for n in range(10_000) if not purse.pay(query))
    assert paid[phrase] * 10 < paid[rare]
    assert paid[phrase] > 0


def test_what_was_paid_is_gone_beside_another_query_too(engine: Engine) -> None:
    query = Query(Phrase("beta alpha"))
    purse = Purse(engine, query)
    assert purse.holds(1) and not purse.holds(2)
    assert purse.pay(query)
    assert not purse.holds(1) and not purse.beside(query).holds(1)
    assert Purse(engine, query).holds(1)


CHOSEN = [("sender.not", "Nobody"), ("type", "Memo"), ("year", "1949..1951")]


@pytest.mark.parametrize(
    ("asked", "is_counted"),
    [
        ([("q", '"beta alpha" OR "alpha beta"'), *CHOSEN], False),
        ([("q", '"beta alpha" OR "alpha beta"')], False),
        ([("q", '"beta alpha"')], True),
        ([("q", '"alpha zanzibar" OR "alpha timbuktu"'), *CHOSEN], True),
        ([("q", "beta alpha"), *CHOSEN], True),
        ([("q", '"beta alpha" OR "alpha beta"'), *CHOSEN, ("facets", "type")], True),
    ],
)
def test_no_facet_is_counted_where_phrases_are_of_common_words(
    client: FlaskClient, asked: list[tuple[str, str]], *, is_counted: bool
) -> None:
    address = urlencode([*asked, ("match", "any")])
    found = client.get(f"/api/v1/search?{address}").json
    assert bool(found["facets"]) is is_counted
    assert (UNCOUNTED_NOTE in found["query"]["notes"]) is not is_counted
    page = client.get(f"/search?{address}").text
    assert (str(UNCOUNTED_NOTE) in page) is not is_counted


@pytest.mark.parametrize(
    ("text", "is_first"), [('"and alpha" OR "alpha beta"', True), ("beta OR alpha", False)]
)
def test_where_few_ways_can_be_counted_the_first_is_in_all_records(
    client: FlaskClient, text: str, *, is_first: bool
) -> None:
    none = [("type", "Memo"), ("year", "1990..1999")]
    address = urlencode([("q", text), ("match", "any"), *none])
    ways = client.get(f"/api/v1/search?{address}").json["relaxations"]
    assert (ways[0]["label"] == "in all records") is is_first
    assert ways[0]["count"] == MANY
