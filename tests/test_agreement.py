"""The two engines give one answer: over real records, for hundreds of queries of every kind.

Total for total, bucket for bucket, marked word for marked word, and in order under each
declared sort; by relevance the first ten are alike in at least 9.5 of 10 in the mean.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from agreement_queries import KINDS, NAMES, Drawn, counts, draw
from conftest import open_elasticsearch

from index_mappings.conditions import Days
from index_mappings.mapping import RecordMapping, load, parse
from index_mappings.record import Record
from loaders.drafts.draft import Draft
from loaders.drafts.format import Options
from loaders.tei import FORMAT
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.names.rings import Ring, Rings
from service.query.request import FacetFilter, FacetRequest, Query
from service.results import SearchResult
from service.search.arguments import Arguments
from service.search.question import query_of as query_of_site
from service.search.question import question_of

FACETS = ("year", "type", "sender", "recipient", "people", "collection", "places")
SHARE_ALIKE = 0.95


@pytest.fixture(scope="module")
def whole_marks() -> RecordMapping:
    """The shipped mapping, with each highlighted field marked whole, so that all marks show."""
    body = copy.deepcopy(dict(load("records").body))
    for highlight in body["mappings"]["_meta"]["highlights"]:
        highlight["fragments"] = 0
    return parse("records", body)


@pytest.fixture(scope="module")
def frus(shared_data: Path, whole_marks: RecordMapping) -> list[Record]:
    """The records of the FRUS volumes."""
    volumes = sorted(str(path) for path in (shared_data / "frus").glob("*.xml"))
    made = []
    for item in FORMAT.read(volumes, Options(whole_marks)):
        if isinstance(item, Draft):
            values = {**item.values, "source": "frus", "position": len(made) + 1}
            made.append(whole_marks.ordered(Record(item.own_id, values)))
    assert len(made) > 3000
    return made


@pytest.fixture(scope="module")
def both(
    frus: list[Record], whole_marks: RecordMapping, elasticsearch_url: str
) -> Iterator[tuple[Engine, Engine]]:
    """The embedded engine and Elasticsearch with the same records."""
    engines = (
        EmbeddedEngine.open(None, whole_marks),
        open_elasticsearch(elasticsearch_url, whole_marks, prefix="agreement-"),
    )
    for engine in engines:
        build = engine.begin(owner="the agreement test")
        assert list(build.add(frus)) == []
        assert build.finish() == len(frus)
        build.publish()
    yield engines
    for engine in engines:
        engine.close()


RINGS = Rings([Ring(names[0], names) for names in NAMES], "of the test", load("records").stop_words)


def query_of(drawn: Drawn, mapping: RecordMapping, **more: object) -> Query:
    """Return what a site with rings asks its engine, so with lifts and with what is called so."""
    filters = tuple(FacetFilter(name, (value,)) for name, value in drawn.filters)
    match = "any" if drawn.kind == "question" else "auto"  # no record has all of its words
    question = question_of(
        Arguments(q=drawn.text, filters=filters, match=match), mapping, RINGS, None
    )
    asked = query_of_site(question.arguments, mapping, question.reading, rings=question.rings)
    return replace(asked, facets=(), **more)  # type: ignore[arg-type]


def ids(result: SearchResult) -> list[str]:
    return [hit.record.id for hit in result.hits]


def test_the_queries_are_as_many_and_as_odd_as_they_should_be(
    frus: list[Record], both: tuple[Engine, Engine], whole_marks: RecordMapping
) -> None:
    drawn = draw(frus)
    found = counts(drawn)
    found["with a result"] = sum(
        bool(both[0].count([query_of(item, whole_marks)])[0]) for item in drawn
    )
    print("\n", found)
    assert found["all"] >= 850
    assert found["with a result"] >= 600
    asked = [query_of(item, whole_marks) for item in drawn]
    assert sum(any(isinstance(lift.clause, Days) for lift in query.lifts) for query in asked) > 100
    assert sum(bool(query.named or query.exact_title) for query in asked) > 50
    assert found["with a trait"] >= 100
    assert found["with filters"] >= found["all"] * 0.45
    for kind in KINDS:
        assert found[kind] >= 50, kind
    for trait in ("apostrophe", "hyphen", "acronym", "diacritic", "number", "stop word", "CJK"):
        assert found[trait] > 0, trait


@pytest.mark.parametrize("sort", ["date", "-date", "title"])
def test_totals_buckets_marks_and_order_agree(
    frus: list[Record], both: tuple[Engine, Engine], whole_marks: RecordMapping, sort: str
) -> None:
    apart = []
    facets = tuple(FacetRequest(name, 10) for name in FACETS) if sort == "date" else ()
    for drawn in draw(frus):
        query = query_of(drawn, whole_marks, sort=sort, size=10, highlight=sort == "date")
        query = replace(query, facets=facets)
        ours, theirs = (engine.search(query) for engine in both)
        if ours.total != theirs.total:
            apart.append((drawn, "total", ours.total, theirs.total))
        elif ids(ours) != ids(theirs):
            apart.append((drawn, "order", ids(ours), ids(theirs)))
        for one, other in zip(ours.facets, theirs.facets, strict=True):
            if one != other:
                apart.append((drawn, "facet", one, other))
        for hit, same in zip(ours.hits, theirs.hits, strict=False):
            if dict(hit.highlight) != dict(same.highlight):
                apart.append((drawn, "marks", hit.record.id, *_difference(hit, same)))
    assert not apart, f"{len(apart)} differences, as in {apart[:5]}"


def _difference(hit, same) -> list[str]:  # type: ignore[no-untyped-def]
    """Return the surroundings of the first place where two highlights differ."""
    for field in {*hit.highlight, *same.highlight}:
        one = "".join(hit.highlight.get(field, ()))
        other = "".join(same.highlight.get(field, ()))
        if one != other:
            place = next(
                (i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
                min(len(one), len(other)),
            )
            return [
                field,
                one[max(0, place - 60) : place + 60],
                other[max(0, place - 60) : place + 60],
            ]
    return []


def test_the_first_ten_by_relevance_are_alike(
    frus: list[Record], both: tuple[Engine, Engine], whole_marks: RecordMapping
) -> None:
    shares = []
    by_kind: dict[str, list[float]] = {}
    for drawn in draw(frus):
        query = query_of(drawn, whole_marks, size=10, highlight=False)
        ours, theirs = (engine.search(query) for engine in both)
        if ours.hits:
            alike = set(ids(ours)) & set(ids(theirs))
            shares.append(len(alike) / len(ours.hits))
            by_kind.setdefault(drawn.kind, []).append(shares[-1])
    mean = sum(shares) / len(shares)
    print(f"\nthe first ten by relevance: {mean:.4f} alike over {len(shares)} queries")
    print({kind: round(sum(found) / len(found), 3) for kind, found in by_kind.items()})
    assert mean >= SHARE_ALIKE
