"""A dump is loaded again as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from catalogue import COLLECTIONS, RECORDS

from index_mappings.mapping import Mapping
from service.cli import main
from service.engines.embedded import EmbeddedEngine


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, out, err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapping: Mapping) -> Path:
    """A working folder with the records of tests/catalogue.py live in `one`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHROOM_SOURCES", "sources.toml")
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:one")
    engine = EmbeddedEngine.open("one", mapping)
    build = engine.begin(owner="a test")
    assert list(build.add(RECORDS)) == []
    build.add_collections(COLLECTIONS)
    build.finish()
    build.publish()
    engine.close()
    return tmp_path


def contents(folder: str, mapping: Mapping) -> dict[str, str]:
    """Return each record as JSON but for its place, which a load gives anew."""
    engine = EmbeddedEngine.open(folder, mapping)
    found = {}
    for record in engine.scan():
        values = {key: item for key, item in record.values.items() if key != "position"}
        found[record.id] = json.dumps(values)
    engine.close()
    return found


def test_a_dump_is_loaded_again_as_it_was(
    folder: Path, capfd, mapping: Mapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, err = run(capfd, "dump", "all.jsonl")
    assert (code, f"{len(RECORDS)} records written" in err) == (0, True)
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:two")
    code, out, _ = run(capfd, "load", "jsonl", "all.jsonl", "--source", "tests")
    assert code == 0, out
    assert contents("two", mapping) == contents("one", mapping)
    one, two = (EmbeddedEngine.open(name, mapping) for name in ("one", "two"))
    assert one.collections() == two.collections()
    assert two.get("old/1") == two.get("Ünïcode/毛") != None  # noqa: E711


def test_a_dump_of_one_source_and_to_standard_output(folder: Path, capfd) -> None:
    code, out, _ = run(capfd, "dump", "-", "--source", "tests")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, len(lines)) == (0, len(RECORDS) + len(COLLECTIONS))
    code, _, err = run(capfd, "dump", "none.jsonl", "--source", "elsewhere")
    assert (code, "no record of a source" in err) == (2, True)
    assert not (folder / "none.jsonl").exists()
    code, _, err = run(capfd, "dump", "no/folder.jsonl")
    assert (code, "cannot be written" in err) == (2, True)
