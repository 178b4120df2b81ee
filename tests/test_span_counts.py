"""Chosen spans of years, counted in one table: as many as are found by each span alone."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from index_mappings.dates import read_date
from index_mappings.mapping import load
from index_mappings.record import Record
from service.engines.embedded import EmbeddedEngine, span_counts
from service.query.clauses import Everything, Word
from service.query.request import FacetFilter, FacetRequest, Query

MAPPING = load("records")
SPANS = (
    "1940..1949", "1945..1950", "..1945", "1950..", "1930..1960", "1949..1951", "1941", "1958",
    "1700..1710", "2000..", "..1650", "1900..2000", "-50..1935",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[EmbeddedEngine]:
    made = EmbeddedEngine.open(None, MAPPING)
    build = made.begin(owner="a test")
    dice = random.Random(11)
    assert list(build.add(record(number, dice) for number in range(300))) == []
    build.finish()
    build.publish()
    yield made
    made.close()


def record(number: int, dice: random.Random) -> Record:
    year = dice.randint(1930, 1960)
    date = f"{year}-{min(1960, year + dice.choice((0, 0, 1, 4, 30)))}"
    dated = {"date": read_date(date).to_json()} if dice.random() < 0.9 else {}
    return Record(f"id {number}", {"title": dice.choice(("rice", "jets")), **dated})


@pytest.mark.parametrize("within", [True, False])
@pytest.mark.parametrize("seed", range(12))
def test_each_span_has_as_many_as_it_finds(
    engine: EmbeddedEngine, seed: int, within: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(seed)
    chosen = tuple(dice.sample(SPANS, dice.randint(4, len(SPANS))))
    clause = dice.choice((Word("rice"), Everything(), Word("no record has it")))
    beside = (FacetFilter("type", missing=True),) * dice.randint(0, 1)
    asked = Query(
        clause,
        filters=(FacetFilter("year", chosen), *beside),
        facets=(FacetRequest("year", 10),),
        within=within,
        highlight=False,
    )
    (facet,) = engine.search(asked).facets
    alone = [
        Query(clause, filters=(FacetFilter("year", (one,)), *beside), within=within)
        for one in chosen
    ]
    found = dict(zip(chosen, engine.count(alone), strict=True))
    counted = {bucket.value: bucket.count for bucket in facet.buckets}
    assert {one: counted[one] for one in chosen} == found
    monkeypatch.setattr(span_counts, "_FEW", len(SPANS))  # each by a filter of its own
    assert engine.search(asked).facets == (facet,)
