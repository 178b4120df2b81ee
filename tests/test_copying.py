"""A whole archive moves from one engine to another and back, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue import COLLECTIONS, NAMES, RECORDS
from click.testing import CliRunner
from conftest import ENGINES, MakeEngine

from index_mappings.mapping import load
from index_mappings.record import Record
from loaders.commands.copying import copy, copy_archive
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.errors import LoadError, LoadRefused, NoIndex

MAPPING = load("records")


def published(engine: Engine) -> list[str]:
    return sorted(repr(item.to_json()) for item in engine.scan())


@pytest.mark.parametrize("through", ENGINES)
def test_there_and_back_again(through: str, engine: Engine, make_engine: MakeEngine) -> None:
    middle, end = make_engine(through), make_engine("embedded")
    info = copy_archive(engine, middle)
    assert info.records == len(RECORDS)
    copy_archive(middle, end)
    assert published(end) == published(middle) == published(engine)
    assert end.collections() == tuple(sorted(COLLECTIONS, key=lambda item: item.title))
    assert list(end.names()) == sorted(NAMES, key=lambda item: item.id)


def test_nothing_is_copied_over_a_catalogue_unasked(make_engine: MakeEngine) -> None:
    one, other = make_engine("embedded"), make_engine("embedded")
    with pytest.raises(NoIndex):
        copy_archive(one, other)
    for engine, count in ((one, 3), (other, 2)):
        build = engine.begin()
        list(build.add(RECORDS[:count]))
        build.finish()
        build.publish()
    with pytest.raises(LoadRefused, match="2 records already"):
        copy_archive(one, other)
    assert copy_archive(one, other, force=True).records == 3
    assert other.rollback().records == 2


def test_a_copy_that_loses_a_record_is_not_published(
    make_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = make_engine("embedded"), make_engine("embedded")
    build = one.begin()
    list(build.add(RECORDS[:3]))
    build.finish()
    build.publish()
    monkeypatch.setattr(one, "scan", lambda: iter(RECORDS[:2]))
    with pytest.raises(LoadError, match="2 of 3"):
        copy_archive(one, other)
    monkeypatch.setattr(one, "scan", lambda: iter([Record("x" * 600, {"title": "Long"})]))
    with pytest.raises(LoadError, match="refused"):
        copy_archive(one, other)
    assert other.indices() == ()
    other.begin().drop()


def test_the_command(tmp_path: Path) -> None:
    origin = EmbeddedEngine.open(tmp_path / "one", MAPPING)
    build = origin.begin()
    list(build.add(RECORDS))
    build.add_collections(COLLECTIONS)
    build.finish()
    build.publish()
    done = CliRunner().invoke(copy, [f"embedded:{tmp_path}/one", f"embedded:{tmp_path}/two"])
    assert done.exit_code == 0, done.output
    assert f"copied {len(RECORDS)} records" in done.output
    assert published(EmbeddedEngine.open(tmp_path / "two", MAPPING)) == published(origin)
