"""A dump comes back whole, order included, from either engine to either."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue import COLLECTIONS, RECORDS
from conftest import ENGINES, MakeEngine

from index_mappings.mapping import Mapping
from loaders.commands.dumping import dump
from loaders.commands.restoring import restore
from service.engines.contract import Engine
from service.errors import LoadError, LoadRefused
from service.query.request import Query


def dumped(engine: Engine, path: Path, source: str = "") -> Path:
    with path.open("wb") as file:
        dump(engine, file, source)
    return path


def in_order(engine: Engine) -> list[str]:
    return [hit.record.id for hit in engine.search(Query(sort="date", size=100)).hits]


def contents(engine: Engine, mapping: Mapping) -> dict[str, str]:
    return {item.id: repr(mapping.ordered(item).to_json()) for item in engine.scan()}


@pytest.mark.parametrize("into", ENGINES)
def test_from_either_engine_to_either(
    engine: Engine, into: str, make_engine: MakeEngine, tmp_path: Path, mapping: Mapping
) -> None:
    path = dumped(engine, tmp_path / "all.jsonl")
    target = make_engine(into, tmp_path / "index")
    assert restore(target, path).records == len(RECORDS)
    assert contents(target, mapping) == contents(engine, mapping)
    assert in_order(target) == in_order(engine)
    assert {item.id for item in target.collections()} == {item.id for item in COLLECTIONS}
    with pytest.raises(LoadRefused, match="--force"):
        restore(target, path)
    assert restore(target, path, force=True).records == len(RECORDS)


def cut(lines: list[bytes]) -> list[bytes]:
    return lines[:-1]


def without_one(lines: list[bytes]) -> list[bytes]:
    return [*lines[:5], *lines[6:]]


def broken(lines: list[bytes]) -> list[bytes]:
    return [*lines[:5], lines[5][:20] + b"\n", *lines[6:]]


def twice(lines: list[bytes]) -> list[bytes]:
    return [*lines[:5], lines[6], *lines[6:]]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (cut, "cut off"),
        (without_one, "its last line promises"),
        (broken, "all.jsonl:6: the line is not JSON"),
        (twice, "records arrived"),
    ],
)
def test_a_damaged_dump_changes_nothing(
    damage, words: str, make_engine: MakeEngine, tmp_path: Path
) -> None:
    engine = make_engine("embedded")
    build = engine.begin()
    assert list(build.add(RECORDS)) == []
    build.finish()
    build.publish()
    path = dumped(engine, tmp_path / "all.jsonl")
    *lines, last = damage(path.read_bytes().splitlines(keepends=True))
    last = last.partition(b',"sha256"')[0] + b"}}\n"  # as an earlier release wrote it
    path.write_bytes(b"".join([*lines, last]))
    live = engine.info()
    with pytest.raises(LoadError, match=words):
        restore(engine, path, force=True)
    assert engine.info() == live
    assert restore(engine, dumped(engine, tmp_path / "good.jsonl"), force=True).records


def test_a_part_does_not_pass_for_the_whole(make_engine: MakeEngine, tmp_path: Path) -> None:
    engine = make_engine("embedded")
    build = engine.begin()
    assert list(build.add(RECORDS)) == []
    build.finish()
    build.publish()
    path = dumped(engine, tmp_path / "tests.jsonl", "tests")
    with pytest.raises(LoadError, match="of the source 'tests' alone"):
        restore(engine, path, force=True)
