"""Far pages of a sorted list on the embedded engine: the same records as by leafing there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index_mappings.dates import read_date
from index_mappings.json_values import Json
from index_mappings.mapping import load
from index_mappings.record import Record
from service.engines.embedded import EmbeddedEngine, by_number, far_pages, order_places
from service.engines.embedded.far_pages import is_far
from service.query.clauses import All, Any, Clause, Everything, Lifted, Word
from service.query.request import FacetRequest, Query

MANY = 1_300


@pytest.fixture(scope="module", params=["found among all", "found by counting"])
def engine(request: pytest.FixtureRequest) -> Iterator[EmbeddedEngine]:
    engine = EmbeddedEngine.open(None, load("records"))
    build = engine.begin(owner="a test")
    assert list(build.add(map(record, range(MANY)))) == []
    build.finish()
    build.publish()
    with pytest.MonkeyPatch.context() as patched:
        if request.param == "found by counting":
            patched.setattr(order_places, "MOST", MANY - 1)
        yield engine
    engine.close()


def record(number: int) -> Record:
    """Return one of many records, most of them on a few days, some of them on none."""
    values: dict[str, Json] = {
        "title": f"{'Rice' if number % 3 else 'Rubber'} {number * 7919 % 1009}",
        "source": "t",
        "position": number,
    }
    if number % 11:
        values["date"] = read_date(f"19{number * 31 % 40 + 10}").to_json()
    return Record(f"id {number * 5003 % MANY}", values)


@pytest.mark.parametrize("sort", ["date", "-date", "title"])
@pytest.mark.parametrize("clause", [Everything(), Word("rice"), Word("rubber")])
def test_a_far_page_has_what_leafing_there_finds(
    engine: EmbeddedEngine, sort: str, clause: Clause
) -> None:
    listed: list[str] = []
    after = None
    while hits := engine.search(Query(clause, sort=sort, size=90, after=after)).hits:
        listed += [hit.record.id for hit in hits]
        after = hits[-1].key
    size = 7
    last = -(-len(listed) // size)
    assert is_far((last - 1) * size, MANY)
    for page in (last, last + 1, 40, last - 1, last // 2, 41, 1):
        found = engine.search(Query(clause, sort=sort, size=size, page=page))
        assert found.total == len(listed)
        begin = (page - 1) * size
        assert [hit.record.id for hit in found.hits] == listed[begin : begin + size], page


@pytest.mark.parametrize("most", [0, 1_000])
def test_a_far_page_of_many_alternatives_is_that_of_the_records_that_have_any(
    engine: EmbeddedEngine, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # whether the records that have none of them are few or many
    monkeypatch.setattr(by_number, "_LACKING", most)
    either = Any(tuple(Word(text) for text in ("rice", *map(str, range(100, 200)))))
    facets = (FacetRequest("year", 50),)
    for clause in (either, All((either, Word("rubber"))), Lifted(either, Word("rice"), 2.0)):
        listed = engine.search(Query(clause, sort="title", size=MANY, facets=facets))
        page = listed.total // 7 - 1
        found = engine.search(Query(clause, sort="title", size=7, page=page, facets=facets))
        assert (found.total, found.facets) == (listed.total, listed.facets)
        begin = (page - 1) * 7
        assert [hit.record.id for hit in found.hits] == [
            hit.record.id for hit in listed.hits[begin : begin + 7]
        ]


def test_a_far_page_of_what_finds_nothing_is_empty(engine: EmbeddedEngine) -> None:
    found = engine.search(Query(Word("okinawa"), sort="date", page=400))
    assert (found.total, found.hits) == (0, ())


def test_records_of_a_large_build_have_no_places(
    engine: EmbeddedEngine, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    # else both ways would be tried one and the same
    asked: list[str] = []
    sample, places = far_pages.KeySample.stop, order_places.OrderPlaces.page
    monkeypatch.setattr(
        far_pages.KeySample, "stop", lambda *given: asked.append("counting") or sample(*given)
    )
    monkeypatch.setattr(
        order_places.OrderPlaces, "page", lambda *given: asked.append("all") or places(*given)
    )
    engine.search(Query(Word("tin"), sort="date", page=90))
    assert asked == [request.node.callspec.params["engine"].split()[-1]]
