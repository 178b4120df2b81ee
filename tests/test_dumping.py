"""A dump is loaded again as it was."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path

import pytest
from catalogue import COLLECTIONS, RECORDS

from index_mappings.mapping import RecordMapping
from loaders.drafts.dump_files import written
from service.cli import main
from service.engines.embedded import EmbeddedEngine
from service.lasting.changes import OF_LOADS

pytestmark = pytest.mark.slow  # whole loads


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, out, err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapping: RecordMapping) -> Path:
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


def contents(folder: str, mapping: RecordMapping) -> dict[str, str]:
    """Return each record as JSON without what a load gives it anew."""
    engine = EmbeddedEngine.open(folder, mapping)
    found = {}
    for record in engine.scan():
        values = {key: item for key, item in record.values.items() if key not in OF_LOADS}
        found[record.id] = json.dumps(values)
    engine.close()
    return found


def test_a_dump_is_loaded_again_as_it_was(
    folder: Path, capfd, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
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


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz"])
def test_a_dump_is_for_its_maker_alone(folder: Path, name: str, capfd) -> None:
    target = folder / name
    code, _, _ = run(capfd, "dump", name)
    assert code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir() if path.name.endswith(".new")] == []


def test_a_dump_of_one_source_and_to_standard_output(folder: Path, capfd) -> None:
    code, out, _ = run(capfd, "dump", "-", "--source", "tests")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, len(lines)) == (0, len(RECORDS) + len(COLLECTIONS) + 1)
    said: dict[str, object] = {
        "records": len(RECORDS),
        "sources": {"tests": len(RECORDS)},
        "only": "tests",
    }
    text = out.encode()
    before_last = text[: text.rstrip().rfind(b"\n") + 1]
    said["sha256"] = hashlib.sha256(before_last).hexdigest()
    assert lines[-1] == {"dump": said}
    code, _, err = run(capfd, "dump", "none.jsonl", "--source", "elsewhere")
    assert (code, "no record of a source" in err) == (2, True)
    assert not (folder / "none.jsonl").exists()
    code, _, err = run(capfd, "dump", "no/folder.jsonl")
    assert (code, "cannot be written" in err) == (2, True)


def test_a_dump_of_several_sources_restores_each(
    folder: Path, capfd, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("notes.jsonl").write_text('{"id": "x1", "title": "A note"}\n')
    Path("more.jsonl").write_text('{"id": "y1", "title": "Another"}\n{"title": "A third"}\n')
    code, *said = run(capfd, "load", "jsonl", "notes.jsonl", "more.jsonl")
    assert code == 0, said
    assert run(capfd, "dump", "all.jsonl")[0] == 0
    kept = Path("sources.toml").read_text()
    before = contents("one", mapping)
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:two")
    code, out, _ = run(capfd, "load", "jsonl", "all.jsonl")
    assert code == 0, out
    assert f"more, notes, tests: {len(before)} read" in out
    assert contents("two", mapping) == before
    assert "a dump is not a source" in out
    assert Path("sources.toml").read_text() == kept
    # what is restored replaces its sources, and no others
    Path("own.jsonl").write_text('{"id": "o1", "title": "Loaded since"}\n')
    Path("notes.jsonl").write_text('{"id": "x2", "title": "Changed since"}\n')
    assert run(capfd, "load", "jsonl", "own.jsonl", "notes.jsonl")[0] == 0
    code, out, _ = run(capfd, "load", "jsonl", "all.jsonl")
    assert (code, "1 deleted" in out, "1 record of other sources kept" in out) == (0, True, True)
    assert set(contents("two", mapping)) == {*before, "o1"}
    engine = EmbeddedEngine.open("two", mapping)
    assert {item.source for item in engine.collections()} == {"tests"}
    engine.close()


def test_a_dump_under_one_name_and_one_that_lies(
    folder: Path, capfd, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        {"id": "a", "title": "A", "source": "one"},
        {"id": "b", "title": "B", "source": "elsewhere"},
        {"dump": {"records": 2, "sources": {"one": 2}}},
    ]
    Path("dump.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:two")
    code, out, _ = run(capfd, "load", "jsonl", "dump.jsonl")
    assert (code, "does not list 'elsewhere'" in out) == (1, True)
    assert set(contents("two", mapping)) == {"a"}
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:three")
    code, out, _ = run(capfd, "load", "jsonl", "dump.jsonl", "--source", "mine")
    assert (code, "mine: 2 read, 2 loaded" in out) == (0, True)
    assert {json.loads(item)["source"] for item in contents("three", mapping).values()} == {"mine"}
    whole = Path("dump.jsonl").read_text()
    Path("cut.jsonl").write_text(whole[:-20])
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:four")
    code, out, _ = run(capfd, "load", "jsonl", "cut.jsonl")
    assert (code, "cut: 3 read, 2 loaded" in out) == (1, True)


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_a_dump_is_read_as_it_is_compressed(
    folder: Path, capfd, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    name = f"all.{ending}"
    assert run(capfd, "dump", name)[0] == 0
    begins = Path(name).read_bytes()[:4]
    assert (begins[:1] == b"{") == (ending == "jsonl")
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:two")
    code, out, err = run(capfd, "load", "jsonl", name)
    assert code == 0, out + err
    assert contents("two", mapping) == contents("one", mapping)
    assert "tests" in out, "each record went to the source that it was of"
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:three")
    code, out, err = run(capfd, "restore", name)
    assert code == 0, out + err
    assert contents("three", mapping) == contents("one", mapping)
    cut = Path(f"cut.{ending}")
    cut.write_bytes(Path(name).read_bytes()[:-30])
    code, out, err = run(capfd, "restore", str(cut), "--force")
    assert code == 2 and "cut off" in out + err


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_other_lines_may_be_compressed_too(folder: Path, capfd, ending: str) -> None:
    name = Path(f"letters.jsonl.{ending}")
    with written(name) as file:
        file.write(b'{"id": "l1", "title": "A letter"}\n')
    code, out, _ = run(capfd, "load", "jsonl", str(name))
    assert (code, "letters: 1 read, 1 loaded" in out) == (0, True)
    name.write_bytes(name.read_bytes()[:-6])
    code, out, err = run(capfd, "load", "jsonl", str(name))
    assert (code, "damaged or cut off" in out + err) == (2, True)
