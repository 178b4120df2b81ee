"""Each publish of any kind appends to the numbered list of changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue import record
from conftest import ENGINES, MakeEngine

from index_mappings.record import Record
from loaders.commands.copying import copy_archive
from loaders.commands.dumping import dump
from loaders.commands.restoring import restore
from loaders.publishing.withdrawing import Order, withdraw
from service.engines.guarded import GuardedEngine

A = record("a", "First", collections=["letters"], position=1)
B = record("b", "Second", position=2)
C = record("c", "Third", position=3)


@pytest.fixture(params=ENGINES)
def engine(request, make_engine: MakeEngine, tmp_path: Path) -> GuardedEngine:
    return GuardedEngine(make_engine(request.param, tmp_path / "index"))


def publish(engine: GuardedEngine, *records: Record, reading: bool = False) -> None:
    build = engine.begin(owner="a test")
    if reading:  # as a load does, that carries over what other sources have
        assert list(engine.scan()) is not None
    assert list(build.add(records)) == []
    build.finish()
    build.publish()


def changed(record: Record, **values: object) -> Record:
    return Record(record.id, {**record.values, **values})


def listed(engine: GuardedEngine, after: int = 0) -> list[tuple[int, str, str]]:
    return [(one.number, str(one.kind), one.id) for one in engine.changes(after)]


@pytest.mark.parametrize("reading", [False, True])
def test_a_load_says_what_is_new_changed_and_gone(engine: GuardedEngine, reading: bool) -> None:
    assert listed(engine) == []
    publish(engine, A, B)
    assert listed(engine) == [(1, "added", "a"), (2, "added", "b")]
    publish(engine, C, changed(A, title="First, mended", position=2), reading=reading)
    assert listed(engine, 2) == [(3, "added", "c"), (4, "changed", "a"), (5, "deleted", "b")]
    (one, *_) = engine.changes()
    assert one.collections == ("letters",)
    assert one.at.startswith("20")


def test_another_place_is_no_change(engine: GuardedEngine) -> None:
    publish(engine, A, B)
    publish(engine, changed(B, position=1), changed(A, position=2))
    assert len(listed(engine)) == 2


def test_an_update_a_rollback_and_a_load_that_failed(engine: GuardedEngine) -> None:
    publish(engine, A, B)
    build = engine.begin(clone=True, owner="an update")
    assert list(build.add([changed(A, title="Mended"), C])) == []
    build.delete(["b"])
    build.finish()
    build.publish()
    assert listed(engine, 2) == [(3, "changed", "a"), (4, "added", "c"), (5, "deleted", "b")]
    build = engine.begin(owner="a load that fails")
    assert list(build.add([C])) == []
    build.drop()
    assert len(listed(engine)) == 5
    engine.rollback()
    assert listed(engine, 5) == [(6, "changed", "a"), (7, "added", "b"), (8, "deleted", "c")]


def test_what_a_killed_publish_wrote_does_not_count(engine: GuardedEngine) -> None:
    publish(engine, A)
    engine.lasting.append(engine.changes(), move=engine.moves() + 1)  # and killed here
    assert listed(engine) == [(1, "added", "a")]
    publish(engine, A, B)
    assert listed(engine) == [(1, "added", "a"), (2, "added", "b")]


def test_a_collection_that_is_gone_is_named_no_more(engine: GuardedEngine, tmp_path: Path) -> None:
    secret = record("s", "Fourth", collections=["letters", "quibblewick papers"], position=4)
    publish(engine, A, secret)
    publish(engine, A)
    kept = [one.collections for one in engine.lasting.changes(0, move=engine.moves())]
    assert kept == [("letters",), ("letters",), ("letters",)]
    files = [path for path in (tmp_path / "index").glob("*-changes.*") if path.is_file()]
    assert not any(b"quibblewick" in path.read_bytes() for path in files)
    engine.rollback()  # it is there again, and its records are added again
    *_, last = engine.lasting.changes(0, move=engine.moves())
    assert last.collections == ("letters", "quibblewick papers")
    assert [one.collections for one in engine.changes()][:2] == [("letters",), ("letters",)]


def test_a_withdrawal_is_told_from_a_deletion(engine: GuardedEngine) -> None:
    publish(engine, A, B)
    withdraw(engine, Order(("a",)))
    assert listed(engine, 2) == [(3, "withdrawn", "a")]
    publish(engine, A)
    assert listed(engine, 3) == [(4, "deleted", "b")]


def test_many_changes_are_read_in_their_order(engine: GuardedEngine) -> None:
    many = [record(f"r{number:05}", f"Record {number}") for number in range(2_500)]
    publish(engine, *many)
    assert listed(engine) == [(at, "added", item.id) for at, item in enumerate(many, 1)]
    assert listed(engine, 1_500)[0] == (1_501, "added", "r01500")


@pytest.mark.parametrize("into", ENGINES)
def test_the_lists_travel_with_a_copy_and_a_dump(
    engine: GuardedEngine, into: str, make_engine: MakeEngine, tmp_path: Path
) -> None:
    publish(engine, A, B)
    withdraw(engine, Order(("b",), reason="an order"))
    path = tmp_path / "all.jsonl"
    with path.open("wb") as file:
        dump(engine, file)
    copied = GuardedEngine(make_engine(into, tmp_path / "copied"))
    restored = GuardedEngine(make_engine(into, tmp_path / "restored"))
    copy_archive(engine, copied)
    restore(restored, path)
    for other in (copied, restored):
        assert [one.to_json() for one in other.changes()] == [
            one.to_json() for one in engine.changes()
        ]
        entry = other.lasting.withdrawals().find("b")
        assert entry
        assert (entry.reason, entry.pending) == ("an order", False)
        publish(other, A, B, C)
        assert {item.id for item in other.scan()} == {"a", "c"}
        assert listed(other, 3) == [(4, "added", "c")]


def test_a_dump_of_before_does_not_bring_a_record_back(
    engine: GuardedEngine, tmp_path: Path
) -> None:
    publish(engine, A, B)
    path = tmp_path / "before.jsonl"
    with path.open("wb") as file:
        dump(engine, file)
    withdraw(engine, Order(("b",)))
    said: list[str] = []
    assert restore(engine, path, force=True, say=said.append).records == 1
    assert said == ["withdrawn: 1 kept out, as `searchroom withdrawn` lists them"]
    assert {item.id for item in engine.unguarded.scan()} == {"a"}
