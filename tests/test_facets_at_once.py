"""Facets of dear questions, counted in one pass: the same counts as one facet after the other."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from index_mappings.conditions import Days
from index_mappings.dates import read_date
from index_mappings.json_values import Json
from index_mappings.mapping import load
from index_mappings.record import Party, Record
from service.engines.embedded import EmbeddedEngine, counting, nearly_met
from service.query.clauses import Any, Word
from service.query.request import FacetFilter, FacetRequest, Query
from service.results import FacetCounts

MAPPING = load("records")
WORDS = tuple(f"word{number}" for number in range(24))
ODD = ('say "no"', "back\\slash", "a AND b", "[1 TO 2]", "*", "x:y^2~", "it's", "毛泽东", "(", "-")
YEARS = ("1940", "1949..1951", "..1945", "1953..", "1930..1960", "wide")


@pytest.fixture(scope="module")
def engine() -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine.open(None, MAPPING)
    build = engine.begin(owner="a test")
    dice = random.Random(7)
    assert list(build.add(record(number, dice) for number in range(400))) == []
    build.finish()
    build.publish()
    yield engine
    engine.close()


def record(number: int, dice: random.Random) -> Record:
    values: dict[str, Json] = {"title": " ".join(dice.sample(WORDS, 4)), "source": "t"}
    if dice.random() < 0.8:
        values["type"] = dice.choice(ODD)
    if dice.random() < 0.8:
        values["subjects"] = [*dice.sample(ODD, 2)]
    if dice.random() < 0.8:
        values["sender"] = [Party(dice.choice(ODD)).to_json()]
    if dice.random() < 0.9:
        year = dice.randint(1930, 1960)
        values["date"] = read_date(f"{year}-{year + dice.choice((0, 0, 3))}").to_json()
    return Record(f"id {number}", values)


def chosen(dice: random.Random) -> tuple[FacetFilter, ...]:
    made = []
    for facet in dice.sample(("type", "subjects", "sender", "year"), dice.randint(1, 4)):
        values = YEARS if facet == "year" else (*ODD, "no record has it")
        some = dice.sample(values, dice.randint(0, 3))
        without = dice.sample(values, dice.choice((0, 0, 1)))
        made.append(FacetFilter(facet, tuple(some), tuple(without), dice.random() < 0.3))
    # an address has each facet once; a query may have it twice, and both choices must be met
    return (
        (*made, FacetFilter(made[0].facet, made[0].values[:1]))
        if dice.random() < 0.3
        else tuple(made)
    )


def counted(engine: EmbeddedEngine, query: Query) -> tuple[FacetCounts, ...]:
    return engine.search(query).facets


@pytest.mark.parametrize("seed", range(40))
def test_the_counts_are_those_of_one_facet_after_the_other(
    engine: EmbeddedEngine, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    facets = tuple(FacetRequest(facet.name, dice.choice((2, 20))) for facet in MAPPING.facets)
    query = Query(
        Any(tuple(map(Word, WORDS))),
        filters=chosen(dice),
        facets=facets,
        within=dice.random() < 0.3,
        highlight=False,
    )
    assert counting.is_dear(query)
    # half of the time the records are found again by their numbers, which is for few of them
    monkeypatch.setattr(nearly_met, "FEW", 400 * (seed % 2))
    at_once = counted(engine, query)
    monkeypatch.setattr(counting, "is_dear", lambda _: False)
    assert counted(engine, query) == at_once


@pytest.mark.parametrize("seed", range(20))
def test_dear_questions_counted_at_once_find_as_many_as_one_by_one(
    engine: EmbeddedEngine, seed: int
) -> None:
    dice = random.Random(seed)
    words = Any(tuple(map(Word, WORDS)))
    spans = ((), (Days(dice.randint(-9_000, 0), None), Days(None, -9_000)))
    asked = [
        Query(
            words,
            filters=chosen(dice),
            days=dice.choice(spans),
            within=dice.random() < 0.3,
            without=dice.choice(((), (Word("word1"),))),
        )
        for _ in range(8)
    ]
    asked.append(Query(words))
    alone = [engine.count([query])[0] for query in asked]
    assert alone[-1] == 400
    assert engine.count(asked) == tuple(alone)
    assert [engine.search(query).total for query in asked] == alone


@pytest.mark.parametrize("left_out", range(1, 20, 3))
def test_facets_of_most_records_are_those_of_all_but_the_others(
    engine: EmbeddedEngine, left_out: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    facets = tuple(FacetRequest(facet.name, 20) for facet in MAPPING.facets)
    query = Query(Any(tuple(map(Word, WORDS[left_out:]))), facets=facets, highlight=False)
    found = engine.search(query)
    assert 200 < found.total <= 400
    monkeypatch.setattr(counting, "by_others", lambda *_: None)
    assert counted(engine, query) == found.facets
