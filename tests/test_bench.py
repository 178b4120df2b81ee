"""The measurements work: small corpora, a few questions, both sides of a row find the same."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from bench import (
    bare_tantivy,
    corpora,
    frus,
    indexes,
    parsing,
    report,
    resampling,
    searching,
    tate,
    worst,
)
from bench.agreement import Differs, Found, check
from bench.measuring import Outcome, Times, in_turn
from bench.plan import QUICK, Missing, Row
from bench.queries import FRUS, LONG, TATE, Question
from bench.rows import ROWS
from index_mappings.record import Record
from loaders.drafts.draft import Draft
from loaders.drafts.format import Options
from loaders.pages.collection_page import FORMAT
from service.engines.embedded import EmbeddedEngine
from service.query import language
from service.query.typed import LONGEST
from service.search.ask import ask
from service.search.links import Links
from service.search.site import Site
from service.settings import Settings

SAMPLES = sorted(Path("samples/collections").glob("*.txt"))
FIELDS = ("title", "summary", "type", "date", "sender", "recipient", "people", "collections")
ASKED = ("Diem", "Prime Minister", "government", "Department State")
QUESTIONS = tuple(Question(text) for text in ASKED)


@pytest.fixture(scope="module")
def real() -> list[dict[str, object]]:
    """The sample collections as records, with a text of their own."""
    made: list[dict[str, object]] = []
    items = FORMAT.read([str(path) for path in SAMPLES], Options(indexes.MAPPING, "samples"))
    for place, item in enumerate(item for item in items if isinstance(item, Draft)):
        # the bare script knows the fields that the corpora have, and no others
        values = {name: item.values[name] for name in FIELDS if name in item.values}
        text = str(values.get("summary", ""))
        made.append({"id": f"s{place}", **values, "text": text, "position": place, "source": "s"})
    return made


def test_a_corpus_is_the_same_wherever_it_is_made(real: list[dict[str, object]]) -> None:
    once = list(resampling.resample(real, 50, full=True))
    assert once == list(resampling.resample(real, 50, full=True))
    assert len({record["id"] for record in once}) == 50
    assert all("text" not in record for record in resampling.resample(real, 20, full=False))


@pytest.mark.slow
def test_the_row_in_process_finds_the_same_on_both_sides(
    real: list[dict[str, object]], tmp_path: Path
) -> None:
    records = list(resampling.resample(real, 200, full=True))
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    assert bare_tantivy.build(bare_tantivy.lines(str(path)), str(tmp_path / "bare")) == 200
    engine = EmbeddedEngine.open(tmp_path / "ours", indexes.MAPPING)
    build = engine.begin(owner="a test")
    assert list(build.add(map(Record.from_json, records))) == []
    build.finish()
    build.publish()
    bare = bare_tantivy.Search(str(tmp_path / "bare"))

    def ours(question: Question) -> Found:
        return searching.of_result(engine.search(question.query(indexes.MAPPING)))

    def beside(question: Question) -> Found:
        return searching.of_bare(bare.search(question.text))

    mine, theirs, detail = in_turn(ours, beside, QUESTIONS, 2)
    assert mine.count == theirs.count == 2 * len(QUESTIONS)
    assert detail["cold"]["ours"]["count"] == len(QUESTIONS)
    for question in QUESTIONS:
        assert ours(question).total
        assert any(
            "<b>" in html for marks in beside(question).marks.values() for html in marks.values()
        )
        check(question, ours(question), beside(question))


def test_what_differs_is_told() -> None:
    asked = Question("war")
    one = Found(2, [("a", 2.0), ("b", 1.0)], {"type": {"Cable": 2}})
    check(asked, one, Found(2, [("a", 2.0), ("c", 1.0)], {"type": {"Cable": 2, "Note": 1}}))
    for other in (
        Found(3, one.hits, {}),
        Found(2, [("c", 2.0), ("b", 1.0)], {}),
        Found(2, [("a", 2.0), ("b", 0.5)], {}),
        Found(2, [("a", 2.0)], {}),
        Found(2, one.hits, {"type": {"Cable": 1}}),
    ):
        with pytest.raises(Differs, match="war"):
            check(asked, one, other)
    marked = Found(1, [("a", None)], {}, {"a": {"title": "<mark>War</mark>s"}})
    with pytest.raises(Differs, match="marked"):
        check(asked, marked, Found(1, [("a", None)], {}, {"a": {"title": "<b>Wars</b>"}}))


def test_every_row_is_named_once_and_is_in_the_table() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
    run = report.Run.begin(quick=True)
    for row in ROWS:
        run.measured(row, Outcome(row.wanted, Times.of([1.0, 2.0]), Times.of([1.0])))
    table = run.table().splitlines()[2:]
    assert len(table) == len(ROWS)
    assert all(row.work in line for row, line in zip(ROWS, table, strict=True))
    assert "missed" not in run.table()


@pytest.mark.parametrize(
    ("ratio", "at_least", "met"), [(0.5, False, True), (0.7, False, False), (0.7, True, True)]
)
def test_a_bound_is_from_above_or_from_below(ratio: float, at_least: bool, met: bool) -> None:
    row = Row("r", "work", "ours", "beside", 0.6, lambda _: Outcome(1, Times.of([1])), at_least)
    assert row.is_met(ratio) is met


def test_there_are_sixty_questions_of_one_to_six_words() -> None:
    assert len(set(FRUS)) >= 60
    assert all(1 <= len(question.words) <= 6 for question in (*FRUS, *TATE))
    assert {True, False} == {bool(question.facet) for question in FRUS}


def test_a_question_is_read_anew_each_time_and_means_what_the_site_would_ask() -> None:
    for question in (*FRUS[:3], *LONG):
        parsing.read_anew(question)
        again = parsing.read_anew(question)
        assert language._remembered.cache_info().misses == 1
        assert again.clause == question.query(indexes.MAPPING).clause
    assert all(len(question.words) > 9 for question in LONG)


def test_the_worst_searches_are_as_long_as_can_be_and_find_what_they_should(
    real: list[dict[str, object]], tmp_path: Path
) -> None:
    engine = EmbeddedEngine.open(tmp_path / "worst", indexes.MAPPING)
    build = engine.begin(owner="a test")
    records = resampling.resample(real, 60, full=True)
    assert list(build.add(map(Record.from_json, records))) == []
    build.finish()
    build.publish()
    searches = worst.worst_searches(engine)
    assert max(len(one.q) for one in searches.values()) <= LONGEST
    assert sum(len(one.q) > 1_500 for one in searches.values()) > 5
    site = Site.of(Settings(), engine, "a test")
    for arguments in searches.values():
        assert ask(site, arguments, Links()).body.query.understood_as


def test_the_quick_plan_is_made_of_corpora_there_are() -> None:
    assert {QUICK.full, QUICK.small, QUICK.middle, QUICK.large} <= set(corpora.CORPORA)


@pytest.mark.parametrize("read", [frus.records, tate.records])
def test_a_corpus_that_is_not_here_is_named(read: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(Missing, match="data"):
        list(read(tmp_path / "nothing"))  # type: ignore[call-overload]
