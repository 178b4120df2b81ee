"""A part of the index does not answer: said so, not kept, and never copied as if it were whole.

The first half loses a shard of a real Elasticsearch; the second holds API and pages to it with
an engine that only says so.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from between import between
from catalogue import RECORDS
from elasticsearch import Elasticsearch
from flask.testing import FlaskClient
from lost_shard import SHARDS, lose_a_shard
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.commands.copying import copy_archive
from loaders.commands.dumping import dump
from loaders.json_files.json_lines import JSON_LINES
from loaders.publishing.intake import Job
from loaders.publishing.load import load
from loaders.publishing.rejects_file import rejects_to
from loaders.publishing.report import Report
from loaders.publishing.rules import Rules
from service.engines.elastic import ElasticEngine
from service.engines.elastic.options import Options
from service.engines.embedded import EmbeddedEngine
from service.errors import EngineUnavailable, LoadError, NoIndex, PartAway
from service.query.clauses import Everything, Word
from service.query.cost_notes import UNCOUNTED_NOTE
from service.query.request import FacetFilter, FacetRequest, Query, SameNames
from service.results import SearchResult

SEARCH = "/api/v1/search"
AWAY = "a part of the index is away"
NOWHERE = f"{AWAY}|a part of it is on no node"


@pytest.fixture(scope="module")
def server(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as client:
        yield client


@pytest.fixture(scope="module")
def sharded(mapping: RecordMapping) -> RecordMapping:
    """The shipped mapping with an index of several shards."""
    settings = {**mapping.body["settings"], "number_of_shards": SHARDS}
    return replace(mapping, body={**mapping.body, "settings": settings})


@pytest.fixture(scope="module")
def open_engine(
    elasticsearch_url: str, sharded: RecordMapping
) -> Iterator[Callable[..., ElasticEngine]]:
    made: list[ElasticEngine] = []
    start = f"p{os.getpid()}-{time.monotonic_ns()}"

    def make(name: str, **options: Any) -> ElasticEngine:
        chosen = Options(prefix=f"{start}-{name}-", **options)
        made.append(ElasticEngine.open(elasticsearch_url, sharded, options=chosen))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


@pytest.fixture(scope="module")
def lame(open_engine: Callable[..., ElasticEngine], server: Elasticsearch) -> ElasticEngine:
    """An engine of which a shard is lost; no process has asked it anything before."""
    publish(open_engine("lame"), list(RECORDS))
    engine = open_engine("lame")
    lost = lose_a_shard(server, engine.info().name)
    assert 0 < len(lost) < len(RECORDS)
    return open_engine("lame")


@pytest.fixture(scope="module")
def left(lame: ElasticEngine) -> list[Record]:
    """The records that are left."""
    found = lame.search(Query(size=100)).hits
    return [hit.record for hit in found]


def test_what_is_left_is_found_and_the_answer_says_that_more_may_be(
    lame: ElasticEngine, left: list[Record]
) -> None:
    found = lame.search(Query(Everything(), facets=(FacetRequest("type", 50),)))
    assert (found.partial, found.total) == (True, len(left))
    assert found.total < found.index.records == len(RECORDS)
    (types,) = found.facets
    counted = sum(bucket.count for bucket in types.buckets) + types.missing
    assert counted == len(left)
    nothing = lame.search(Query(Word("nowhere")))
    assert (nothing.partial, nothing.total, nothing.index) == (True, 0, found.index)


def test_names_of_one_person_are_counted_over_what_is_left(
    lame: ElasticEngine, left: list[Record]
) -> None:
    names = ("Mao Zedong", "Stalin", "Zhou Enlai")
    same = SameNames(dict.fromkeys(names, names[0]), {names[0]: names})
    request = FacetRequest("people", 50, same)
    (people,) = lame.search(Query(facets=(request,))).facets
    wanted = sum(any(one.name in names for one in item.parties("people")) for item in left)
    assert {bucket.value: bucket.count for bucket in people.buckets}.get(names[0], 0) == wanted


@pytest.mark.parametrize(
    "ask",
    [
        lambda engine: engine.count([Query(Word("jets"))]),
        lambda engine: engine.frequencies("title", ("note", "harbour")),
        lambda engine: engine.extents("collection", ("korea",)),
        lambda engine: engine.terms("subjects", "T", 5),
        lambda engine: engine.spellings("title.folded", "nota", 1, 5),
        lambda engine: engine.met(["k1", "k2"], [Word("jets")]),
        lambda engine: engine.get("no such record"),
        lambda engine: list(engine.scan()),
    ],
)
def test_a_question_that_needs_the_whole_index_is_not_answered(
    lame: ElasticEngine, ask: Callable[[ElasticEngine], object]
) -> None:
    with pytest.raises(EngineUnavailable, match=AWAY):
        ask(lame)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (b'"timed_out":false', b'"timed_out":true'),
        (b'"successful":3', b'"successful":2'),  # where what is away does not count as failed
    ],
)
def test_an_answer_that_came_too_late_is_partial(
    open_engine: Callable[..., ElasticEngine],
    elasticsearch_url: str, sharded: RecordMapping, said: bytes, instead: bytes,
) -> None:  # fmt: skip
    whole = open_engine("slow")
    publish(whole, list(RECORDS))
    assert not whole.search(Query(Word("harbour"))).partial
    options = whole._server.options
    with between(elasticsearch_url, lambda path, body: body.replace(said, instead)) as address:
        engine = ElasticEngine.open(address, sharded, options=options)
        found = engine.search(Query(Word("harbour")))
        assert found.partial and found.index.records == len(RECORDS)
        with pytest.raises(EngineUnavailable, match=AWAY):
            engine.count([Query(Word("harbour"))])
        engine.close()


def test_the_site_of_a_lame_index_answers_what_it_can(
    lame: ElasticEngine, left: list[Record]
) -> None:
    client = client_of(lame)
    gone = next(item for item in RECORDS if item.id not in {one.id for one in left})
    found = client.get(f"{SEARCH}?size=1")
    assert (found.json["partial"], found.json["total"]) == (
        True, {"value": len(left), "relation": "gte"},
    )  # fmt: skip
    few = client.get(SEARCH, query_string={"q": gone.text("title")})
    assert few.status_code == 200 and few.json["partial"] is True
    first = ("/search?match=any&q=jets+harbour", '/search?q="soviet jets"+harbour&type.not=Ledger')
    for path in (f"/search?q={left[0].id}", *first, "/grouped?q=jets+harbour"):
        assert "did not answer" in client.get(path).text, path
    counted = ("/", "/api/v1/collections")
    for path in (*counted, f"/api/v1/records/{gone.id}", f"/records/{left[0].id}"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert answer.headers["Retry-After"] and "ETag" not in answer.headers
    assert client.get("/readyz").status_code == 200


def test_half_an_archive_is_not_copied_dumped_or_loaded_beside(
    lame: ElasticEngine, mapping: RecordMapping, tmp_path: Path
) -> None:
    target = EmbeddedEngine.open(None, mapping)
    with pytest.raises(EngineUnavailable, match=NOWHERE):
        copy_archive(lame, target)
    with pytest.raises(NoIndex):
        target.info()
    with (tmp_path / "dump").open("wb") as file, pytest.raises(EngineUnavailable, match=NOWHERE):
        dump(lame, file)
    more = tmp_path / "more.jsonl"
    more.write_text('{"id": "new", "title": "A new letter"}')
    before = lame.info()
    report = Report(("more",), "records")
    with rejects_to(None, report) as rejects, pytest.raises(EngineUnavailable, match=NOWHERE):
        load(lame, [Job("more", JSON_LINES, (str(more),))], Rules(), rejects=rejects, report=report)
    assert lame.info() == before and len(lame.indices()) == 1


def test_a_build_of_which_a_part_is_away_is_not_published(
    open_engine: Callable[..., ElasticEngine], elasticsearch_url: str, sharded: RecordMapping
) -> None:
    def without_a_shard(path: str, body: bytes) -> bytes:
        return body.replace(b'"successful":3', b'"successful":2') if "_count" in path else body

    options = open_engine("build")._server.options
    with between(elasticsearch_url, without_a_shard) as address:
        engine = ElasticEngine.open(address, sharded, options=options)
        build = engine.begin(owner="a test")
        assert list(build.add(RECORDS)) == []
        with pytest.raises(LoadError, match=r"is away.*nothing was published"):
            build.finish()
        build.drop()
        assert engine.indices() == ()
        engine.close()


def test_an_index_that_is_wholly_away_is_503(
    open_engine: Callable[..., ElasticEngine], server: Elasticsearch, mapping: RecordMapping
) -> None:
    engine = open_engine("gone")
    engine.mapping = mapping  # of one shard
    publish(engine, list(RECORDS))
    lose_a_shard(server, engine.info().name)
    client = client_of(open_engine("gone"))
    for path in (f"{SEARCH}?q=jets", "/search?q=jets", "/records/k1"):
        assert client.get(path).status_code == 503, path


class Half(EmbeddedEngine):
    """An engine that finds no record of type "Note" and says that a part did not answer."""

    lame = True

    def search(self, query: Query) -> SearchResult:
        if not self.lame:
            return super().search(query)
        unseen = FacetFilter("type", excluded=("Note",))
        found = super().search(replace(query, filters=(*query.filters, unseen)))
        return replace(found, partial=True)


class HalfUncounted(Half):
    """The same, which counts nothing then, as Elasticsearch does not."""

    def count(self, clauses: Sequence[Query]) -> tuple[int, ...]:
        if self.lame:
            raise PartAway(AWAY)
        return super().count(clauses)


@pytest.fixture
def half(mapping: RecordMapping) -> Half:
    engine = Half.open(None, mapping)
    publish(engine, list(RECORDS))
    return engine


@pytest.fixture
def client(half: Half) -> FlaskClient:
    return client_of(half)


@pytest.mark.parametrize(
    "path",
    [
        f"{SEARCH}?q=jets",
        "/api/v1/facets/type?q=pilots",
        "/api/v1/suggest?q=note",
        "/api/v1/records/k5?similar=3",
    ],
)
def test_an_answer_is_marked_and_not_kept_and_whole_again_later(
    half: Half, client: FlaskClient, path: str
) -> None:
    answer = client.get(path)
    assert answer.json["partial"] is True
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    half.lame = False
    mended = client.get(path)
    assert mended.json["partial"] is False
    assert "no-cache" in mended.headers["Cache-Control"]
    assert client.get(path, headers={"If-None-Match": mended.headers["ETag"]}).status_code == 304


def test_totals_of_values_are_the_least_there_are(half: Half, client: FlaskClient) -> None:
    assert client.get("/api/v1/facets/type").json["total"]["relation"] == "gte"
    half.lame = False
    assert client.get("/api/v1/facets/type").json["total"]["relation"] == "eq"


def test_nothing_found_by_a_part_is_no_reason_to_read_the_words_otherwise(
    half: Half, client: FlaskClient
) -> None:
    for q in ("counted pilots", "pilots countedd", "more pilots harbour"):
        answer = client.get(SEARCH, query_string={"q": q}).json
        assert answer["total"] == {"value": 0, "relation": "gte"}
        assert not {"spelling", "relaxations"} & answer.keys()
        assert answer["query"]["match"]["least"] == answer["query"]["match"]["of"]
        assert answer["query"]["notes"] == []
    half.lame = False
    assert client.get(f"{SEARCH}?q=counted+pilots").json["total"]["value"] == 1
    assert client.get(f"{SEARCH}?q=pilots+countedd").json["spelling"]["applied"]
    least = client.get(f"{SEARCH}?q=more+pilots+harbour").json["query"]["match"]
    assert least["least"] < least["of"]


CHOSEN = "&type.not=Ledger&year=1900..1999&sender.not=Nobody"
LONG = "+".join(["jets", *(f"w{number}" for number in range(45))])


@pytest.mark.parametrize(
    "asked",
    [
        f'q="soviet+jets"+pilots{CHOSEN}',  # phrases of common words may have no facets
        f"q=nowhere+found{CHOSEN}",  # it is first asked whether the words are found at all
        f"q={LONG}",  # the most words that any record has are looked for first
        f"q={LONG}&match=any",
        'q="soviet+jets"+pilots&match=any',
    ],
)
def test_what_is_counted_first_for_speed_is_not_needed(mapping: RecordMapping, asked: str) -> None:
    half = HalfUncounted.open(None, mapping)
    publish(half, list(RECORDS))
    client = client_of(half)
    answer = client.get(f"{SEARCH}?{asked}")
    assert answer.status_code == 200 and answer.json["partial"] is True
    assert "facets" in answer.json and UNCOUNTED_NOTE not in answer.json["query"]["notes"]
    match = answer.json["query"]["match"]
    assert match["least"] in (1, match["of"])
    page = client.get(f"/grouped?{asked}")
    assert page.status_code == 200, page.text


def test_few_found_by_a_part_are_not_compared_with_what_is_counted(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?q=harbour&type=Ledger").json
    assert 0 < answer["total"]["value"] <= 3 and answer["partial"]
    assert not {"spelling", "relaxations"} & answer.keys()
    shown = client.get(f"{SEARCH}?q=soviet+jets&match=any").json
    assert shown["results"] and "matched" not in shown["results"][0]


@pytest.mark.parametrize("path", ["/", "/search?q=jets", "/collections/korea", "/records/k5"])
def test_a_page_says_so_and_is_not_kept(half: Half, client: FlaskClient, path: str) -> None:
    page = client.get(path)
    assert "A part of the catalogue did not answer" in page.text
    assert 'role="status"' in page.text
    assert "ETag" not in page.headers and page.headers["Cache-Control"] == "no-store"
    half.lame = False
    mended = client.get(path)
    assert "did not answer" not in mended.text, "a page of half the index was kept"
    assert "ETag" in mended.headers


def test_the_page_does_not_say_that_there_is_nothing_more(client: FlaskClient) -> None:
    assert "At least " in client.get("/search?q=jets").text
    nothing = client.get("/search?q=counted+pilots").text
    assert "Nothing found so far" in nothing
    assert "No record of the part that answered matches" in nothing
