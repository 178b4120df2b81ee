"""The check that ends a load: what the live index finds, the new one must find."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ENGINES, MakeEngine
from serving import publish, record

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.publishing.known_items import read_questions, refuse_lost_items
from loaders.publishing.ledger import Ledger
from service.cli import main
from service.engines.contract import Build, Engine
from service.errors import LoadError, LoadRefused

RECORDS = [
    record(f"r{at}", f"Report {word} on the harbour [{word}]", reference=f"A {at}/1")
    for at, word in enumerate(("alpha", "beta", "gamma", "delta", "epsilon", "zeta"))
]


def _finished(engine: Engine, records: Sequence[Record]) -> Build:
    build = engine.begin()
    assert list(build.add(records)) == []
    build.finish()
    return build


def _try(engine: Engine, records: Sequence[Record], questions: str = "") -> None:
    build = _finished(engine, records)
    try:
        with Ledger() as ledger:
            refuse_lost_items(engine, build, ledger, questions)
    finally:
        build.drop()


@pytest.fixture(params=ENGINES)
def engine(
    request: pytest.FixtureRequest, make_engine: MakeEngine, mapping: RecordMapping, tmp_path: Path
) -> Engine:
    made = make_engine(request.param, tmp_path / "index")
    publish(made, RECORDS)
    return made


def test_the_same_records_are_found_again(engine: Engine) -> None:
    _try(engine, RECORDS)
    _try(engine, [*RECORDS, record("more", "Another report")])
    _try(engine, RECORDS[:3])  # what is gone is no matter of this check


def test_a_title_that_changed_is_no_loss(engine: Engine) -> None:
    _try(engine, [record(item.id, f"Quite other words {item.id}") for item in RECORDS])


def test_a_finished_build_is_searched_and_no_other(engine: Engine) -> None:
    build = engine.begin()
    with pytest.raises(LoadError, match="not finished"):
        build.found([])
    build.drop()


def test_questions_must_not_fall_below_where_they_were(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"q": "gamma harbour", "answers": ["r2", "gone"]}) + "\n\n")
    _try(engine, RECORDS, str(file))
    crowd = [record(f"c{at}", f"Gamma harbour gamma {at}") for at in range(30)]
    without = [record("r2", "Report on something else"), *RECORDS[:2], *RECORDS[3:]]
    with pytest.raises(LoadRefused, match=r"no longer finds 1 of the questions in questions.jsonl"):
        _try(engine, [*without, *crowd], str(file))


def test_lost_items_are_named(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    build = _finished(engine, RECORDS)
    try:
        monkeypatch.setattr(type(build), "found", _loses(type(build).found))
        with Ledger() as ledger, pytest.raises(LoadRefused) as refused:
            refuse_lost_items(engine, build, ledger, "")
    finally:
        build.drop()
    assert "the title 'Report alpha on the harbour [alpha]' (r0)" in str(refused.value)
    assert "and others" in str(refused.value) and "--force" in str(refused.value)


def _loses(found):  # type: ignore[no-untyped-def]
    """Return a search that finds records by their ids alone."""
    return lambda build, queries: tuple(
        hits if query.size > 10 or "r0" in str(query.clause) else ()
        for query, hits in zip(queries, found(build, queries), strict=True)
    )


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"q": "words", "answers": ["a"]}\nnonsense\n')
    with pytest.raises(LoadRefused, match=r"questions.jsonl:2 is not a judged question"):
        read_questions(str(file))
    assert read_questions("") == () == read_questions(str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\n", "line 1: not UTF-8"), (None, "cannot be read: Is a directory")],
)
def test_questions_that_cannot_be_read_are_refused(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "questions.jsonl"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(LoadRefused, match=f"questions.jsonl.*{said}"):
        read_questions(str(file))


@pytest.mark.slow
def test_questions_that_are_gone_are_missed_and_stop_no_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SEARCHROOM_SOURCES")
    letters, file = tmp_path / "letters.csv", tmp_path / "home" / "questions.jsonl"

    def run(*arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capfd.readouterr()
        return ended.value.code, said.out + said.err

    for number in range(2):  # only the second is tried against a live index
        letters.write_text(f"id,title\na,A letter on the harbour {number}\n")
        assert run("load", "csv", str(letters))[0] == 0
        assert "questions.jsonl" not in run("check", "--quick")[1]
        file.write_text('{"q": "harbour", "answers": ["a"]}\n')
    letters.write_text("id,title\na,A letter on the harbour 3\n")
    assert run("load", "csv", str(letters))[0] == 0
    file.unlink()
    code, said = run("check", "--quick")
    assert code == 1 and "questions.jsonl is gone" in said
    letters.write_text("id,title\na,Another letter on the harbour\n")
    code, said = run("load", "csv", str(letters))
    assert code == 0 and "questions.jsonl: is gone" in said
    assert "questions.jsonl was lost" in run("recover", "--lists-anew")[1]
    assert run("check", "--quick")[0] == 0
