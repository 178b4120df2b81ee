"""Damage to an embedded index is seen, said once, and over when it is mended: no restart."""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from catalogue import RECORDS
from faults import FAULTS, as_nobody, live_build, open_to_nobody, remove_whole
from flask.testing import FlaskClient
from serving import client_of, publish

from index_mappings.mapping import RecordMapping, load
from service.cli import main
from service.engines.embedded import EmbeddedEngine
from service.engines.embedded.background import Background
from service.engines.embedded.folder import Folder
from service.engines.embedded.live_build import LiveBuild
from service.engines.embedded.private_links import linked
from service.engines.embedded.schema import make_schema
from service.engines.embedded.seal import Seal, read_seal
from service.engines.guarded import GuardedEngine
from service.errors import IndexDamaged, NoIndex

pytestmark = pytest.mark.slow

SEARCH = "/api/v1/search?q=pilots&facets=type"
READ = (SEARCH, "/search?q=pilots", "/records/k5", "/api/v1/collections", "/", "/sitemap.xml")


@pytest.fixture(scope="module")
def made(mapping: RecordMapping, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of six records, to be copied."""
    above = tmp_path_factory.mktemp("made")
    publish(EmbeddedEngine.open(above / "index", mapping), list(RECORDS[:6]))
    return above


@pytest.fixture
def root(made: Path) -> Iterator[Path]:
    """The folder of an index that everybody may read; not tmp_path, which only its owner may."""
    above = Path(tempfile.mkdtemp())
    shutil.copytree(made, above, dirs_exist_ok=True)
    open_to_nobody(above)
    yield above / "index"
    remove_whole(above)


@pytest.fixture
def client(root: Path, mapping: RecordMapping) -> Iterator[FlaskClient]:
    """A client of a site that has the index open, and looks after it."""
    engine = EmbeddedEngine.open(root, mapping)
    engine.watch()
    client = client_of(engine)
    assert client.get(SEARCH).status_code == 200
    yield client
    engine.close()


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [entry.getMessage() for entry in caplog.records if entry.levelno >= logging.WARNING]


@pytest.mark.parametrize("name", FAULTS)
class TestEachFault:
    def test_is_said_by_readyz_and_hidden_from_readers_until_it_is_mended(
        self, root: Path, client: FlaskClient, name: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        undo = FAULTS[name](root)
        with as_nobody():
            ready = client.get("/readyz")
            answers = [client.get(path) for path in (*READ, *READ)]
        assert ready.status_code == 503
        assert str(root) in ready.json["detail"]
        assert ready.json.keys() == {"type", "title", "status", "detail"}
        for answer in answers:
            assert answer.status_code == 503
            assert answer.headers["Retry-After"]
            assert str(root) not in answer.text
            assert str(root.parent) not in answer.text
            assert "nothing has been loaded" not in answer.text
        assert len(lines(caplog)) == 1
        assert client.get("/healthz").status_code == 200
        undo()
        with as_nobody():
            assert client.get("/readyz").status_code == 200
            assert [client.get(path).status_code for path in READ] == [200] * len(READ)
        assert lines(caplog)[1:] == ["searches are answered again"]

    def test_is_found_by_a_site_that_starts_with_it(
        self, root: Path, mapping: RecordMapping, client: FlaskClient, name: str
    ) -> None:
        undo = FAULTS[name](root)
        with as_nobody():
            started = client_of(EmbeddedEngine.open(root, mapping))
            assert started.get(SEARCH).status_code == 503
            assert started.get("/readyz").status_code == 503
        undo()
        with as_nobody():
            assert started.get(SEARCH).status_code == 200


def test_a_home_that_vanished_is_no_site_where_nothing_was_loaded(
    root: Path, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    home = root.parent
    aside = home.rename(home.with_name(f"{home.name}.aside"))
    home.mkdir()  # where the disk is mounted
    answers = [client.get(path) for path in READ]
    assert [answer.status_code for answer in answers] == [503] * len(READ)
    assert not any("nothing has been loaded" in answer.text for answer in answers)
    assert "is gone. Is a disk not mounted?" in client.get("/readyz").json["detail"]
    assert len(lines(caplog)) == 1
    home.rmdir()
    aside.rename(home)
    assert client.get(SEARCH).status_code == 200
    assert lines(caplog)[1:] == ["searches are answered again"]


class TestLargeBuilds:
    """Builds too large to be read whole when they are opened."""

    @pytest.fixture(autouse=True)
    def small_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("service.engines.embedded.live_build._SMALL", 0)

    def test_the_first_read_that_fails_finds_the_damage(
        self, root: Path, mapping: RecordMapping, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = next(live_build(root).rglob("*.store"))
        path.write_bytes(bytes(path.stat().st_size - 200) + path.read_bytes()[-200:])
        engine = EmbeddedEngine.open(root, mapping)
        engine.watch()
        client = client_of(engine)
        assert client.get("/readyz").status_code == 200
        assert client.get(SEARCH).status_code == 503
        engine.close()
        assert "is not as it was written" in client.get("/readyz").json["detail"]
        assert len(lines(caplog)) == 1

    def test_a_defect_of_ours_is_none_of_the_index(
        self, root: Path, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = EmbeddedEngine.open(root, mapping)
        monkeypatch.setattr("service.engines.embedded.engine.known", lambda *_: 1 / 0)
        client = client_of(engine)
        assert client.get(SEARCH).status_code == 500
        assert client.get("/readyz").status_code == 200

    def test_the_background_finds_what_no_reader_met(
        self, root: Path, mapping: RecordMapping, client: FlaskClient
    ) -> None:
        FAULTS["a bit in the stored records"](root)
        opened, seal = self._opened(root, mapping)
        Background(opened).read_whole(seal)
        with pytest.raises(IndexDamaged, match="is not as it was written"):
            opened.get()

    def test_a_pass_of_the_background_leaves_a_whole_build_alone(
        self, root: Path, mapping: RecordMapping
    ) -> None:
        opened, seal = self._opened(root, mapping)
        Background(opened).read_whole(seal)
        assert opened.get().info.records == 6

    def _opened(self, root: Path, mapping: RecordMapping) -> tuple[LiveBuild, Seal]:
        opened = LiveBuild(Folder(root, mapping.name), mapping, make_schema(mapping))
        opened.get()
        seal = opened.open_seal()
        assert seal is not None
        return opened, seal


class TestReading:
    def test_nothing_is_written_beside_an_index(
        self, root: Path, mapping: RecordMapping, client: FlaskClient
    ) -> None:
        for path in root.rglob("*.lock"):
            path.unlink()
        before = sorted(root.parent.rglob("*"))
        for path in root.rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        root.chmod(0o555)
        with as_nobody():
            reader = client_of(EmbeddedEngine.open(root, mapping))
            assert reader.get(SEARCH).json["total"]["value"]
            assert reader.get("/readyz").status_code == 200
        assert sorted(root.parent.rglob("*")) == before

    @pytest.mark.parametrize("umask", [0o022, 0o027])
    def test_an_index_is_for_whom_the_umask_lets_read_it(
        self, umask: int, mapping: RecordMapping, tmp_path: Path
    ) -> None:
        before = os.umask(umask)
        try:
            publish(EmbeddedEngine.open(tmp_path / "index", mapping), list(RECORDS[:6]))
        finally:
            os.umask(before)
        modes = {path.stat().st_mode & 0o777 for path in live_build(tmp_path / "index").rglob("*")}
        assert modes == {0o777 & ~umask, 0o666 & ~umask}

    def test_nothing_is_left_in_the_temporary_folder(
        self, root: Path, mapping: RecordMapping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        assert EmbeddedEngine.open(root, mapping).info().records == 6
        assert not list(tmp_path.iterdir())

    def test_a_lock_made_while_the_links_go_goes_too(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        remove = shutil.rmtree

        def and_lock_once(folder: Path, **options: Any) -> None:
            remove(folder, **options)
            monkeypatch.setattr("service.engines.embedded.private_links.shutil.rmtree", remove)
            folder.mkdir()
            (folder / ".tantivy-meta.lock").touch()

        monkeypatch.setattr("service.engines.embedded.private_links.shutil.rmtree", and_lock_once)
        (tmp_path / "index").mkdir()
        with linked(tmp_path / "index") as folder:
            assert folder.exists()
        assert [path.name for path in tmp_path.iterdir()] == ["index"]

    def test_where_no_folder_can_be_written_the_reason_is_said(
        self, root: Path, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        nowhere = root.parent / "nowhere"
        monkeypatch.setenv("TMPDIR", str(nowhere))
        monkeypatch.setattr("service.engines.embedded.private_links._PLACES", ())
        client = client_of(EmbeddedEngine.open(root, mapping))
        assert client.get(SEARCH).status_code == 503
        assert str(root.parent) not in client.get(SEARCH).text
        assert f"{nowhere} (No such file" in client.get("/readyz").json["detail"]
        nowhere.mkdir()
        assert client.get(SEARCH).status_code == 200


class TestAbsence:
    def test_of_what_never_was_there_is_no_damage(
        self, tmp_path: Path, mapping: RecordMapping
    ) -> None:
        engine = EmbeddedEngine.open(tmp_path / "index", mapping)
        with pytest.raises(NoIndex):
            engine.info()
        build = engine.begin(owner="a test")
        build.finish()
        with pytest.raises(NoIndex):
            engine.info()
        build.drop()

    def test_is_told_by_the_file_beside_a_folder_until_that_is_removed(
        self, root: Path, mapping: RecordMapping
    ) -> None:
        remove_whole(root)
        with pytest.raises(IndexDamaged, match=r"is gone.*\.index\.records"):
            EmbeddedEngine.open(root, mapping).info()
        (root.parent / ".index.records").unlink()
        with pytest.raises(NoIndex):
            EmbeddedEngine.open(root, mapping).info()


class TestBuildsOfOld:
    def test_are_served_and_told_of(self, root: Path, mapping: RecordMapping) -> None:
        self._reseal(root, lambda told: [told.pop(name) for name in ("format", "files", "sum")])
        client = client_of(EmbeddedEngine.open(root, mapping))
        assert client.get(SEARCH).status_code == 200
        (warning,) = client.get("/readyz").json["warnings"]
        assert "earlier Searchroom" in warning
        assert "`searchroom load --all`" in warning

    def test_of_a_form_to_come_are_refused_with_the_command(
        self, root: Path, mapping: RecordMapping
    ) -> None:
        self._reseal(root, lambda told: told.update(format=99))
        with pytest.raises(IndexDamaged, match=r"another version.*`searchroom load --all`"):
            EmbeddedEngine.open(root, mapping).info()

    def _reseal(self, root: Path, change: Callable[[dict[str, Any]], object]) -> None:
        path = live_build(root) / "manifest.json"
        told = dict(read_seal(path.parent).manifest)
        change(told)
        path.write_text(json.dumps(told))


def test_a_lock_that_cannot_be_noted_is_held_all_the_same(
    root: Path, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int, data: bytes) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "write", full)
    engine = EmbeddedEngine.open(root, mapping)
    build = engine.begin(owner="a test")
    build.drop()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """Run a command in a home folder of its own and return its exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path))
    monkeypatch.setenv("SEARCHROOM_SOURCES", str(tmp_path / "sources.toml"))

    def ran(*arguments: str) -> object:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        return ended.value.code

    return ran


def test_a_list_of_changes_that_cannot_be_read_is_told_by_a_check(
    tmp_path: Path, run: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    tmp_path.joinpath("a.csv").write_text("id,Title,Date\na1,Ferries,1950\n")
    assert run("load", "csv", "a.csv") == 0
    (file,) = tmp_path.glob("var/index/*-changes.sqlite")
    file.write_bytes(bytes(byte ^ 0x55 for byte in file.read_bytes()))
    assert run("check", "--quick") == 1
    said = capsys.readouterr().out
    assert "the list of changes" in said and "move it away" in said
    file.unlink()  # what the sentence says works
    tmp_path.joinpath("a.csv").write_text("id,Title,Date\na1,Ferries,1950\na2,Boats,1951\n")
    assert run("check", "--quick") == 1 and "it is gone" in capsys.readouterr().out
    assert run("load", "csv", "a.csv") == 2
    assert run("recover", "--lists-anew") == 0
    assert f"{file.name} was lost, and is empty now" in capsys.readouterr().out
    assert run("load", "csv", "a.csv") == 0
    assert run("check", "--quick") == 0


def status_of_a1(folder: Path) -> int:
    """Return the status of the page of the record a1, on an engine that is opened for it."""
    engine = EmbeddedEngine.open(folder / "var" / "index", load("records"))
    status = client_of(engine).get("/records/a1").status_code
    engine.close()
    return status


def test_a_list_of_withdrawn_records_that_is_gone_is_not_taken_for_none(
    tmp_path: Path, run: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    tmp_path.joinpath("a.csv").write_text("id,Title,Date\na1,Ferries,1950\na2,Boats,1951\n")
    assert run("load", "csv", "a.csv") == 0
    assert run("dump", "before.jsonl") == 0
    assert run("withdraw", "a1", "--reason", "an order") == 0
    assert run("dump", "after.jsonl") == 0
    inside, outside = sorted(tmp_path.glob("var/**/*-withdrawn.json"), key=lambda path: path.name)[
        ::-1
    ]
    kept = inside.read_bytes()
    inside.unlink()
    assert status_of_a1(tmp_path) == 410  # there is another beside the folder
    outside.unlink()
    assert status_of_a1(tmp_path) == 503
    for command in (("load", "csv", "a.csv"), ("restore", "before.jsonl", "--force"), ("recover",)):
        assert run(*command) == 2, command
    assert run("check", "--quick") == 1
    assert "the list of withdrawn records is gone" in capsys.readouterr().out
    inside.write_bytes(kept)
    assert status_of_a1(tmp_path) == 410
    inside.unlink()
    assert run("recover", "--lists-anew") == 0  # what the sentence says, where there is no backup
    assert run("restore", "after.jsonl", "--force") == 0
    assert status_of_a1(tmp_path) == 410


def test_a_list_of_withdrawn_records_that_may_not_be_read_is_said_to_need_a_permission(
    root: Path, mapping: RecordMapping
) -> None:
    path = root / "records-withdrawn.json"
    path.write_text("{}")
    path.chmod(0o600)
    if not os.geteuid():
        os.chown(path, 0, 0)
    with as_nobody():
        client = client_of(GuardedEngine(EmbeddedEngine.open(root, mapping)))
        ready = client.get("/readyz")
        assert client.get(SEARCH).status_code == ready.status_code == 503
    assert str(path) in ready.json["detail"]
    assert "Permission denied; let the user of the server read it" in ready.json["detail"]
    assert "backup" not in ready.json["detail"]


def test_a_list_of_withdrawn_records_that_differs_in_a_letter_shows_none_of_them(
    tmp_path: Path, run: Callable[..., object]
) -> None:
    tmp_path.joinpath("a.csv").write_text("id,Title,Date\na1,Ferries,1950\na2,Boats,1951\n")
    assert run("load", "csv", "a.csv") == 0
    assert run("withdraw", "a1", "--reason", "an order") == 0
    lists = list(tmp_path.glob("var/**/*-withdrawn.json"))
    assert len(lists) == 2
    assert status_of_a1(tmp_path) == 410
    whole = lists[0].read_text()
    for file in lists:
        file.write_text(whole.replace('"a1"', '"a7"'))
    assert status_of_a1(tmp_path) == 503
    assert run("load", "csv", "a.csv") == 2
    for text in ("[]", '"a1"', "null"):
        for file in lists:
            file.write_text(text)
        assert status_of_a1(tmp_path) == 503
    plain = json.loads(whole)
    del plain["sum"]  # as an earlier Searchroom wrote it
    for file in lists:
        file.write_text(json.dumps(plain))
    assert status_of_a1(tmp_path) == 410
