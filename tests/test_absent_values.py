"""Values that no record has, on the embedded engine: looked up, and the same is found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from index_mappings.mapping import load
from index_mappings.record import Record
from service.engines.embedded import EmbeddedEngine, engine, lookups
from service.engines.embedded.absent_values import unmet, without_idle_exclusions
from service.query.clauses import Everything, Word
from service.query.request import FacetFilter, FacetRequest, Query

MAPPING = load("records")
FACETS = tuple(FacetRequest(facet.name, facet.size) for facet in MAPPING.facets)


@pytest.fixture(scope="module")
def filled() -> Iterator[EmbeddedEngine]:
    made = EmbeddedEngine.open(None, MAPPING)
    build = made.begin(owner="a test")
    records = (
        Record(str(n), {"title": f"Rice {n}", "type": kind, "language": [tongue], "position": n})
        for n, (kind, tongue) in enumerate(product(("Letter", "Cable"), ("fr", "nl", "zh")))
    )
    assert list(build.add(records)) == []
    build.finish()
    build.publish()
    yield made
    made.close()


CHOICES = [
    (FacetFilter("type", ("Letter",)), FacetFilter("language", ("none has it",))),
    (FacetFilter("type", ("none has it", "Letter")), FacetFilter("language", ("fr",))),
    (FacetFilter("type", ("none has it",)), FacetFilter("language", ("none has it",))),
    (FacetFilter("type", ("none has it",), missing=True),),
    (FacetFilter("type", ("Letter",), ("none has it",)), FacetFilter("language", (), ("fr",))),
    (FacetFilter("type", (), ("none has it",)),),
    (FacetFilter("year", ("1950",)), FacetFilter("type", ("none has it",))),
]


@pytest.mark.parametrize("filters", CHOICES)
@pytest.mark.parametrize("clause", [Everything(), Word("rice"), Word("unknown")])
@pytest.mark.parametrize("sort", ["relevance", "title"])
def test_the_same_is_found_as_by_searching_for_them(
    filled: EmbeddedEngine,
    filters: tuple[FacetFilter, ...],
    clause: Everything | Word,
    sort: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = Query(clause, filters=filters, facets=FACETS, sort=sort)
    quick, counted = filled.search(asked), filled.count([asked])
    monkeypatch.setattr(engine, "unmet", lambda asked, live: frozenset())
    monkeypatch.setattr(lookups, "without_idle_exclusions", lambda asked, live: asked)
    assert filled.search(asked) == quick
    assert filled.count([asked]) == counted == (quick.total,)


def test_what_is_looked_up(filled: EmbeddedEngine) -> None:
    live = filled._live()
    said = {tuple(sorted(unmet(Query(filters=one), live))) for one in CHOICES}
    assert said == {("language",), (), ("language", "type"), ("type",)}
    kept = without_idle_exclusions(Query(filters=CHOICES[4]), live).filters
    assert [one.excluded for one in kept] == [(), ("fr",)]
    assert without_idle_exclusions(Query(filters=CHOICES[5]), live).filters == ()
