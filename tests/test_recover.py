"""`searchroom recover`, and what each command says of a damaged index: one sentence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from catalogue import RECORDS
from faults import FAULTS, live_build
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from service.cli import main
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.errors import IndexDamaged
from service.lasting.withdrawals import Withdrawal

pytestmark = pytest.mark.slow

GONE = Withdrawal("k1", "2026-01-01", pending=False)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the index in tmp_path/index; give exit code, output and errors."""
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
    monkeypatch.setenv("SEARCHROOM_SOURCES", str(tmp_path / "sources.toml"))

    def command(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return command


@pytest.fixture
def engine(tmp_path: Path, mapping: RecordMapping) -> EmbeddedEngine:
    """An engine with two indexes: three records, and before them two."""
    made = EmbeddedEngine.open(tmp_path / "index", mapping)
    publish(made, list(RECORDS[:2]))
    publish(made, list(RECORDS[:3]))
    return made


def damage(build: Path) -> None:
    """Flip a bit of a build's records."""
    path = next(build.rglob("*.store"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


READABLE = [name for name in FAULTS if "may not be read" not in name]


@pytest.mark.parametrize("name", READABLE)
def test_a_site_answers_again_after_recover_and_commands_say_one_sentence(
    tmp_path: Path, run: Run, engine: EmbeddedEngine, name: str
) -> None:
    root = tmp_path / "index"
    client = client_of(engine)
    undo = FAULTS[name](root)
    for command in (["search", "jets"], ["dump", str(tmp_path / "dump")], ["check"]):
        code, out, err = run(*command)
        said = err or out
        assert code == (1 if command == ["check"] else 2), command
        assert "Traceback" not in said
        assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "dump").exists()
    code, out, err = run("recover")
    if name == "a folder that is gone":
        assert code == 2
        assert "`searchroom load --all`" in err
        assert not root.exists()
        undo()
        assert client.get("/readyz").status_code == 200
        return
    assert (code, err) == (0, "")
    assert "is live again" in out
    assert client.get("/readyz").status_code == 200
    is_pointer = name.startswith("a pointer")
    assert client.get("/api/v1/search").json["total"]["value"] == (3 if is_pointer else 2)
    assert run("recover")[1].endswith("is live and whole; nothing was changed\n")


def test_recover_of_a_whole_index_changes_nothing(run: Run, engine: EmbeddedEngine) -> None:
    version = engine.info().version
    assert run("recover")[0] == 0
    assert engine.info().version == version


def test_recover_passes_over_every_damaged_index(
    tmp_path: Path, run: Run, engine: EmbeddedEngine, mapping: RecordMapping
) -> None:
    publish(engine, list(RECORDS[:4]))
    first, second, third = sorted((tmp_path / "index").glob("records-*"))
    damage(second)
    damage(third)
    code, out, _ = run("recover")
    assert code == 0
    assert out.count("is not as it was written") == 2
    assert engine.info().name == first.name
    assert not any(info.previous for info in engine.indices())


def test_where_no_index_is_whole_the_load_is_named(
    tmp_path: Path, run: Run, engine: EmbeddedEngine
) -> None:
    for build in (tmp_path / "index").glob("records-*"):
        damage(build)
    code, _, err = run("recover")
    assert code == 2
    assert "`searchroom load --all`" in err
    assert "`searchroom restore FILE`" in err


def test_without_pointer_and_copy_the_last_that_was_live_is_live(
    tmp_path: Path, run: Run, engine: EmbeddedEngine
) -> None:
    live = engine.info().name
    build = engine.begin(owner="a load that is killed before it publishes")
    list(build.add(RECORDS[:9]))
    build.finish()
    unpublished = tmp_path / "index" / build.name
    shutil.copytree(unpublished, tmp_path / "aside")
    build.drop()
    (tmp_path / "aside").rename(unpublished)
    for path in (tmp_path / "index").glob("*.json"):
        path.unlink()
    with pytest.raises(IndexDamaged, match="is gone"):
        engine.info()
    assert run("recover")[0] == 0
    assert engine.info().name == live
    assert [info.previous for info in engine.indices()] == [False, False, True]


def test_an_update_copies_nothing_that_is_damaged(tmp_path: Path, engine: EmbeddedEngine) -> None:
    damage(live_build(tmp_path / "index"))
    with pytest.raises(IndexDamaged):
        engine.begin(clone=True, owner="an update")
    assert len(list((tmp_path / "index").glob("records-*"))) == 2
    engine.begin(owner="a load").drop()  # the lock is free


class TestWithdrawnRecords:
    def test_are_not_brought_back_by_recover(
        self, tmp_path: Path, run: Run, engine: EmbeddedEngine
    ) -> None:
        guarded = GuardedEngine(engine)
        guarded.lasting.change(lambda known: known.adding([GONE]))
        damage(live_build(tmp_path / "index"))
        code, _, err = run("recover")
        assert code == 2
        assert "shows what was withdrawn or is held back since" in err

    def test_are_known_when_the_folder_is_gone(
        self, tmp_path: Path, engine: EmbeddedEngine, mapping: RecordMapping
    ) -> None:
        GuardedEngine(engine).lasting.change(lambda known: known.adding([GONE]))
        shutil.rmtree(tmp_path / "index")
        again = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
        publish(again, list(RECORDS[:2]))
        assert [record.id for record in again.unguarded.scan()] == ["k2"]


class TestLoads:
    @pytest.fixture
    def letters(self, tmp_path: Path, run: Run) -> Path:
        path = tmp_path / "letters.jsonl"
        path.write_text("".join(json.dumps({"title": f"Letter {n}"}) + "\n" for n in range(3)))
        assert run("load", "jsonl", str(path))[0] == 0
        return path

    def test_of_one_source_do_not_read_a_damaged_index(
        self, tmp_path: Path, run: Run, letters: Path
    ) -> None:
        damage(live_build(tmp_path / "index"))
        code, _, err = run("load", "jsonl", str(letters), "--source", "more")
        assert code == 2
        assert "is not as it was written" in err

    @pytest.mark.parametrize("loss", ["damaged", "gone"])
    def test_of_all_sources_build_a_damaged_index_anew(
        self, tmp_path: Path, run: Run, letters: Path, loss: str, mapping: RecordMapping
    ) -> None:
        if loss == "gone":
            shutil.rmtree(tmp_path / "index")
        else:
            damage(live_build(tmp_path / "index"))
        code, out, err = run("load", "--all")
        assert code == 0, out + err
        assert "nothing of it is carried over" in err
        assert EmbeddedEngine.open(tmp_path / "index", mapping).info().records == 3
        assert run("check", "--quick")[0] == 0
