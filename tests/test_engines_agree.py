"""Both engines answer 500 typed searches over real volumes alike.

Totals, buckets and marks are the same, and the order under each declared sort. Relevance is
each engine's own: of its first ten, at least 9.5 in the mean are among the other's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from frus_records import frus_records
from typed_queries import KINDS, Reader, Typed

from index_mappings.mapping import Mapping
from index_mappings.record import Record
from service.engines.contract import Engine

QUERIES = 504  # 56 of each of the nine kinds
SEED = 20_260_701


@dataclass(frozen=True)
class Pair:
    """Two engines with the same records, and the searches that both are asked."""

    embedded: Engine
    elastic: Engine
    typed: list[Typed]


@pytest.fixture(scope="module")
def pair(make_engine: Callable[..., Engine], mapping: Mapping, shared_data: Path) -> Pair:
    engines = [make_engine("elasticsearch"), make_engine("embedded")]
    records = list(frus_records(shared_data / "frus"))
    for engine in engines:
        _fill(engine, records)
    typed = Reader(records, mapping, SEED).typed(QUERIES)
    return Pair(engines[1], engines[0], typed)


def _fill(engine: Engine, records: list[Record]) -> None:
    build = engine.begin(owner="a comparison")
    assert list(build.add(records)) == []
    assert build.finish() == len(records)
    build.publish()


def test_the_searches_are_of_every_kind(pair: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = Counter(one.kind for one in pair.typed)
    hard = sum(one.is_hard for one in pair.typed)
    filtered = sum(bool(one.query.filters) for one in pair.typed)
    totals = pair.embedded.count([one.query for one in pair.typed])
    found = sum(total > 0 for total in totals)
    with capsys.disabled():
        print(f"\n{dict(kinds)}, hard {hard}, filtered {filtered}, with a result {found}")
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 50
    assert hard >= 100
    assert filtered >= QUERIES // 2
    assert found >= 400


def test_totals_and_buckets_are_the_same(pair: Pair) -> None:
    different = []
    for one in pair.typed:
        query = replace(one.query, size=1, highlight=False)
        ours, theirs = pair.embedded.search(query), pair.elastic.search(query)
        if (ours.total, ours.facets) != (theirs.total, theirs.facets):
            different.append((one.text, ours.total, theirs.total))
    assert different == []


@pytest.mark.parametrize("sort", ["date", "-date", "title"])
def test_declared_orders_are_the_same(pair: Pair, sort: str) -> None:
    different = []
    for one in pair.typed:
        query = replace(one.query, sort=sort, size=50, facets=(), highlight=False)
        ours, theirs = pair.embedded.search(query), pair.elastic.search(query)
        if [hit.key for hit in ours.hits] != [hit.key for hit in theirs.hits]:
            different.append(one.text)
    assert different == []


def test_the_same_words_are_marked(pair: Pair) -> None:
    different = []
    marked = 0
    for one in pair.typed:
        query = replace(one.query, sort="date", size=20, facets=())
        ours, theirs = pair.embedded.search(query), pair.elastic.search(query)
        for hit, other in zip(ours.hits, theirs.hits, strict=True):
            marked += bool(hit.highlight)
            if hit.highlight != other.highlight:
                different.append((one.text, hit.record.id, hit.highlight, other.highlight))
    assert marked > 1000
    assert different == []


def test_the_most_relevant_are_nearly_the_same(pair: Pair) -> None:
    shares = []
    for one in pair.typed:
        query = replace(one.query, size=10, facets=(), highlight=False)
        ours = {hit.record.id for hit in pair.embedded.search(query).hits}
        theirs = {hit.record.id for hit in pair.elastic.search(query).hits}
        if ours:
            shares.append(10 * len(ours & theirs) / len(ours))
    assert sum(shares) / len(shares) >= 9.5
