"""What is withdrawn is gone: from every answer at once, from every file when the command ends."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from catalogue import day, record
from conftest import ENGINES, MakeEngine

from index_mappings.record import Collection, Record
from loaders.publishing.withdrawing import Done, Order, withdraw
from service.app import create_app
from service.engines.guarded import GuardedEngine
from service.errors import LoadError
from service.query.clauses import Word
from service.query.request import FacetRequest, Query
from service.settings import Settings

pytestmark = pytest.mark.slow

SECRET = "zorblax"  # the made-up word that must be nowhere
NOT_ZIPPED = (
    "csv",
    "jsonl",
    "ris",
    "bibtex",
    "csl-json",
)  # forms whose words can be read as they are
LETTER = record(
    "letter",
    f"Letter of {SECRET}",
    type="Letter",
    date=day(1950, 1, 2),
    summary=f"What {SECRET} wrote to the harbour.",
    text=f"My name is {SECRET} and I write at length.",
    collections=["private"],
    former_ids=["old/letter"],
    also=[{"name": SECRET.title(), "as_written": SECRET.title()}],
)
OTHERS = (
    record("note", "A note", type="Note", date=day(1951, 1, 2), summary="On the harbour."),
    record("telegram", "A telegram", type="Cable", date=day(1952, 1, 2), summary="To the harbour."),
)
SERIES = record("series", f"Papers of {SECRET}", type="Series", date=day(1940, 1, 1))
FILE = record(
    "series/file",
    "A file",
    type="File",
    date=day(1941, 1, 1),
    ancestors=[{"id": "fonds", "title": "Fonds"}, {"id": "series", "title": f"Papers of {SECRET}"}],
)
COLLECTIONS = (Collection("private", f"Private papers of {SECRET}", source="tests"),)


def fill(engine: GuardedEngine, records: tuple[Record, ...]) -> None:
    build = engine.begin(owner="a test")
    assert list(build.add(records)) == []
    build.add_collections(COLLECTIONS)
    build.finish()
    build.publish()


@pytest.fixture(params=ENGINES)
def engine(request, make_engine: MakeEngine, tmp_path: Path) -> GuardedEngine:
    """A guarded engine with a live index and an earlier one, both with the letter."""
    made = GuardedEngine(make_engine(request.param, tmp_path / "index"))
    fill(made, (LETTER, SERIES, FILE))
    fill(made, (LETTER, *OTHERS, SERIES, FILE))
    return made


def hidden(engine: GuardedEngine) -> None:
    """Put the letter and the series on the list, as a withdrawal does first."""
    from service.lasting.withdrawals import Withdrawal  # noqa: PLC0415

    entries = [Withdrawal("letter", "2026-01-01"), Withdrawal("series", "2026-01-01")]
    engine.lasting.change(lambda list: list.ready().adding(entries))


def answers(engine: GuardedEngine) -> Iterator[tuple[str, int, str]]:
    """Yield the address, status and text of answers in which the word might be."""
    client = create_app(Settings(), engine).test_client()
    api = "/api/v1"
    for path in (
        f"{api}/search?q=harbour",
        f"{api}/search?facets=type,people,collection&size=100",
        f"{api}/search?q=letters&expand=all",
        f"{api}/search?q=title:papers",
        f"{api}/search?sort=date&size=100",
        f"{api}/suggest?q=zor",
        f"{api}/suggest?q=let",
        f"{api}/collections",
        f"{api}/collections/private",
        f"{api}/facets/people",
        f"{api}/records/letter",
        f"{api}/records/old/letter",
        f"{api}/records/series",
        f"{api}/records/series/file",
        f"{api}/records/note?similar=5",
        "/",
        "/search?q=harbor+letter",
        *(f"{api}/export?format={name}&text=1" for name in NOT_ZIPPED),
        f"{api}/records/note?format=ris",
        "/records/note?q=harbor",
        "/facets/people",
        "/people",
        "/people?filter=zor",
        "/records/letter",
        "/records/series/file",
        "/collections/private",
        "/sitemap.xml",
        "/metrics",
    ):
        answer = client.get(path)
        yield path, answer.status_code, answer.get_data(as_text=True).lower()
    yield "scan", 200, repr([item.to_json() for item in engine.scan()]).lower()
    title = f"{engine.mapping.title}.folded"
    yield "terms", 200, repr(engine.terms(title, "zor", 10))
    yield "spellings", 200, repr(engine.spellings(title, "zorblux", 2, 10))


def count(engine: GuardedEngine, word: str) -> int:
    return engine.count([Query(Word(word))])[0]


def test_the_word_is_there_before(engine: GuardedEngine) -> None:
    with_word = {path for path, _, text in answers(engine) if SECRET in text}
    assert len(with_word) >= 15, "a word that is not there cannot be missed"


def test_a_listed_record_is_in_no_answer_at_once(engine: GuardedEngine) -> None:
    assert count(engine, SECRET) == 2
    version = engine.info().version
    hidden(engine)
    assert {path for path, _, text in answers(engine) if SECRET in text} == set()
    assert engine.info().version != version, "what is kept of an answer must be made anew"
    assert engine.info().records == len(OTHERS)
    assert count(engine, SECRET) == 0
    assert engine.frequencies("title", [SECRET, "note"]) == (0, 1)
    assert engine.met(["letter", "note"], []).keys() == {"note"}
    everything = engine.search(Query(facets=(FacetRequest("type", 10),), size=100))
    assert everything.total == len(OTHERS)
    assert {bucket.value for bucket in everything.facets[0].buckets} == {"Note", "Cable"}
    assert [one.count for one in engine.extents("type", ["Letter", "Note"])] == [0, 1]


def test_what_others_say_is_suggested_before_the_index_is_rebuilt(engine: GuardedEngine) -> None:
    hidden(engine)
    assert engine.terms("title.folded", "", 10) == (("note", 1), ("telegram", 1))
    assert engine.terms("title.folded", SECRET[:3], 10) == ()
    assert engine.spellings("title.folded", "notr", 1, 5) == (("note", 1),)
    assert engine.spellings("title.folded", f"{SECRET}s", 1, 5) == ()
    assert engine.terms("people.name", "", 10) == ()


def test_its_addresses_say_that_it_is_gone(engine: GuardedEngine) -> None:
    withdraw(engine, Order(("letter",), notice="Taken back by order of a court."))
    client = create_app(Settings(), engine).test_client()
    for path in ("letter", "old/letter"):
        for answer in (client.get(f"/records/{path}"), client.get(f"/api/v1/records/{path}")):
            assert answer.status_code == 410
            text = answer.get_data(as_text=True)
            assert "aken back by order of a court" in text
            assert SECRET not in text.lower()
    problem = client.get("/api/v1/records/letter").get_json()
    assert problem["title"] == "This record was withdrawn"
    assert client.get("/records/nowhere").status_code == 404


def test_no_index_has_it_when_the_command_ends(engine: GuardedEngine, tmp_path: Path) -> None:
    done = withdraw(engine, Order(("old/letter", "series"), reason="an order"))
    assert set(done.withdrawn) == {"letter", "series", "series/file"}
    assert {path for path, _, text in answers(engine) if SECRET in text} == set()
    raw = engine.unguarded
    assert {item.id for item in raw.scan()} == {"note", "telegram"}
    assert [info.name for info in raw.indices()] == [done.index]
    assert raw.collections() == ()
    assert raw.terms("title.folded", "zor", 10) == ()
    with pytest.raises(LoadError):
        engine.rollback()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes().lower(), path
    assert not engine.lasting.withdrawals().pending
    assert SECRET not in json.dumps(engine.lasting.withdrawals().to_json()).lower()


def test_only_a_level_leaves_what_is_below_without_its_title(engine: GuardedEngine) -> None:
    withdraw(engine, Order(("series",), only=True))
    (found,) = [item for item in engine.unguarded.scan() if item.id == "series/file"]
    assert found.many("ancestors") == [{"id": "fonds", "title": "Fonds"}]
    fill(engine, (*OTHERS, SERIES, FILE))
    (again,) = [item for item in engine.unguarded.scan() if item.id == "series/file"]
    assert again == found
    assert engine.unguarded.get("series") is None


def test_a_copy_under_another_id_is_kept_out(engine: GuardedEngine) -> None:
    twin = record("twin", **{"title": f"Letter of {SECRET}", "date": day(1950, 1, 2)})
    fill(engine, (LETTER, twin, *OTHERS))
    done = withdraw(engine, Order(("letter",)))
    assert done.alike == {"letter": {"twin"}}
    renamed = record("renamed", "Another title", date=day(1950, 1, 2),
                     summary=f"What {SECRET} wrote to the harbour.")  # fmt: skip
    corrected = record("corrected", f"letter of  {SECRET.upper()}!", date=day(1950, 1, 2))
    other = record("other", "Another title", date=day(1950, 1, 2), summary="Of something else.")
    build = engine.begin(owner="a test")
    assert list(build.add([renamed, corrected, other, twin])) == []
    assert build.kept_out.count == 2
    assert {(item.id, item.of, item.alike) for item in build.kept_out.first} == {
        ("renamed", "letter", True),
        ("corrected", "letter", True),
    }
    build.drop()
    engine.lasting.change(lambda list: list.admitting(["renamed"]))
    build = engine.begin(owner="a test")
    assert list(build.add([renamed, corrected])) == []
    assert [item.id for item in build.kept_out.first] == ["corrected"]
    build.drop()


def test_a_title_alone_keeps_no_other_record_out(engine: GuardedEngine) -> None:
    bare = record("bare", "Correspondence")
    fill(engine, (bare, *OTHERS))
    withdraw(engine, Order(("bare",)))
    others = (
        record("a", "Correspondence"),
        record("b", "Correspondence", date=day(1950, 1, 2)),
        record("c", "Correspondence", summary="With the harbour."),
    )
    fill(engine, (*others, bare, *OTHERS))
    assert {"a", "b", "c", "bare"} & {item.id for item in engine.unguarded.scan()} == {
        "a",
        "b",
        "c",
    }


def test_an_update_and_a_rollback_obey_the_list(engine: GuardedEngine) -> None:
    hidden(engine)  # as where the command was killed here
    build = engine.begin(clone=True, owner="an update")
    assert list(build.add([LETTER, record("new", "New")])) == []
    assert build.finish() == len(OTHERS) + 1
    build.publish()
    assert {item.id for item in engine.unguarded.scan()} == {"note", "telegram", "new"}
    with pytest.raises(LoadError, match="held a record that was withdrawn"):
        engine.rollback()
    assert len(engine.indices()) == 1
    done = withdraw(engine, Order(()))
    assert set(done.withdrawn) == {"letter", "series"}
    assert not engine.lasting.withdrawals().pending


def test_a_withdrawal_waits_for_a_load_and_nothing_is_lost(engine: GuardedEngine) -> None:
    build = engine.begin(owner="a load")
    assert list(build.add([LETTER, *OTHERS, record("loaded", "Loaded meanwhile")])) == []
    build.finish()
    done: list[Done] = []
    both = [
        threading.Thread(target=lambda id=id: done.append(withdraw(engine, Order((id,)))))
        for id in ("letter", "telegram")
    ]
    before = engine.unguarded.info().name
    pause, ends = threading.Event(), time.monotonic() + 60
    for number, thread in enumerate(both, 1):
        thread.start()
        while len(engine.lasting.withdrawals().entries) < number:
            assert time.monotonic() < ends, "the list was not written in time"
            pause.wait(0.1)
    assert count(engine, SECRET) == 1, "hidden while the load goes on"
    assert engine.unguarded.info().name == before
    build.publish()
    assert count(engine, SECRET) == 0
    for thread in both:
        thread.join(60)
    assert len(done) == 2
    assert {item.id for item in engine.unguarded.scan()} == {"note", "loaded"}
    assert not engine.lasting.withdrawals().pending


def test_an_id_that_is_nowhere_is_listed_and_said(engine: GuardedEngine) -> None:
    done = withdraw(engine, Order(("leter",)))
    assert done.unknown == ["leter"]
    assert engine.lasting.withdrawals().find("leter")
    assert {item.id for item in engine.scan()} >= {"letter"}
