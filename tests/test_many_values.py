"""A facet of the embedded engine with more values than tantivy counts in one go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index_mappings.mapping import load
from index_mappings.record import Record
from service.engines.embedded import EmbeddedEngine
from service.engines.embedded.many_values import MOST, parts_of
from service.query.clauses import Word
from service.query.request import FacetFilter, FacetRequest, Query
from service.results import FacetCounts

pytestmark = pytest.mark.slow

MANY = MOST + 6_000  # over tantivy's limit of 65,000
ODD = "Dues (of ships) & |piers|?"


@pytest.fixture(scope="module")
def engine() -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine.open(None, load("records"))
    build = engine.begin(owner="a test")
    values = [f"Subject {number}" for number in range(MANY)]
    rows = [
        Record("all", {"title": "All of them", "source": "t", "subjects": values}),
        Record("one", {"title": "One", "source": "t", "subjects": ["Subject 7", ODD, "毛"]}),
        Record("none", {"title": "Nothing", "source": "t", "type": "Note"}),
    ]
    assert list(build.add(rows)) == []
    build.finish()
    build.publish()
    yield engine
    engine.close()


def subjects(engine: EmbeddedEngine, query: Query) -> FacetCounts:
    return next(item for item in engine.search(query).facets if item.facet == "subjects")


ASKED = (FacetRequest("subjects", 2), FacetRequest("type", 5))


def test_all_of_them_are_counted(engine: EmbeddedEngine) -> None:
    found = subjects(engine, Query(facets=ASKED))
    assert [(bucket.value, bucket.count) for bucket in found.buckets][:1] == [("Subject 7", 2)]
    assert (found.missing, found.others) == (1, MANY + 2 - 2)


def test_a_chosen_value_of_odd_characters_is_counted(engine: EmbeddedEngine) -> None:
    chosen = Query(filters=(FacetFilter("subjects", (ODD,)),), facets=ASKED)
    counts = {bucket.value: bucket.count for bucket in subjects(engine, chosen).buckets}
    assert counts[ODD] == 1


def test_a_search_that_finds_few_counts_what_they_have(engine: EmbeddedEngine) -> None:
    found = subjects(engine, Query(Word("one"), facets=ASKED))
    assert {bucket.value for bucket in found.buckets} <= {"Subject 7", ODD, "毛"}
    assert (found.missing, found.others) == (0, 1)


def test_the_parts_are_small_and_have_every_value(engine: EmbeddedEngine) -> None:
    patterns = engine._live().parts("subjects")
    assert len(patterns) > 1
    assert parts_of(engine._live().searcher, "type") == ()
