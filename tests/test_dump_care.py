"""A published dump that a disk has changed is given to nobody for long, and the operator knows."""

from __future__ import annotations

import base64
import errno
import hashlib
import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from catalogue import RECORDS
from flask.testing import FlaskClient
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.commands import dump_forms
from loaders.commands.published_dumps import publish_dump, renew_dump
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.errors import LoadError
from service.query.clauses import Clause
from service.settings import Settings
from service.upkeep import dump_care
from service.upkeep.dump_care import CARE, DumpCare
from service.upkeep.published_dumps import PublishedDump, PublishedDumps

LATEST = "/dumps/latest.json"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=str(tmp_path), dumps=str(tmp_path / "public"))


@pytest.fixture
def engine(mapping: RecordMapping, tmp_path: Path) -> GuardedEngine:
    made = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
    publish(made, list(RECORDS))
    return made


@pytest.fixture
def made(engine: GuardedEngine, settings: Settings) -> PublishedDump:
    return publish_dump(engine, settings)


@pytest.fixture
def client(
    engine: GuardedEngine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> FlaskClient:
    client = client_of(engine, dumps=settings.dumps)
    monkeypatch.setattr(client, "open", partial(client.open, buffered=True))  # closes the file
    return client


@pytest.fixture
def care(client: FlaskClient) -> DumpCare:
    found: DumpCare = client.application.extensions[CARE]
    return found


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every file for one that is too large to be read by a request."""
    monkeypatch.setattr(dump_care, "_SMALL", 0)


def flip(path: Path, *, silently: bool = False) -> None:
    """Change a bit; silently as a disk does by itself, which leaves the times as they were."""
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(before.st_size // 2)
        byte = file.read(1)[0]
        file.seek(before.st_size // 2)
        file.write(bytes([byte ^ 1]))
    if not silently:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))


def warned(client: FlaskClient) -> list[str]:
    ready = client.get("/readyz")
    assert ready.status_code == 200
    found: list[str] = ready.json["warnings"]
    return found


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_flipped_byte_of_any_file_is_given_to_nobody_and_told(
    client: FlaskClient, made: PublishedDump, settings: Settings, engine: GuardedEngine,
    which: int,
) -> None:  # fmt: skip
    path = Path(settings.dumps) / made.files[which].file
    answer = client.get(f"/dumps/{path.name}")
    assert answer.status_code == 200 and warned(client) == []
    summed = base64.b64encode(hashlib.sha256(answer.data).digest()).decode()
    assert answer.headers["Repr-Digest"] == f"sha-256=:{summed}:"
    flip(path)
    for one in (LATEST, "/dumps/croissant.json", *(f"/dumps/{one.file}" for one in made.files)):
        assert client.get(one).status_code == 404, one
    assert made.file not in client.get("/dumps").text
    (said,) = warned(client)
    assert path.name in said and "`searchroom dump --publish` makes it again" in said
    renew_dump(engine, settings)  # as the next load does
    assert warned(client) == []
    assert client.get(f"/dumps/{path.name}").data == answer.data or which == 2


def test_of_what_is_wrong_a_reader_gets_no_path(
    client: FlaskClient, made: PublishedDump, settings: Settings
) -> None:
    (Path(settings.dumps) / ".records.json").write_text("{")
    assert settings.dumps in warned(client)[0]
    public = client.get("/readyz", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert public.status_code == 200 and len(public.json["warnings"]) == 1
    assert settings.home not in public.text


@pytest.mark.usefixtures("large")
class TestALargeFile:
    def test_is_read_in_the_background_and_never_by_a_request(
        self, client: FlaskClient, care: DumpCare, made: PublishedDump, settings: Settings,
        caplog: pytest.LogCaptureFixture,
    ) -> None:  # fmt: skip
        path = Path(settings.dumps) / made.file
        flip(path)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(dump_care, "_sum", lambda *_: pytest.fail("a request reads it"))
            assert client.get(f"/dumps/{made.file}").status_code == 200
            assert warned(client) == []
        care.read_slowly(made)
        assert client.get(f"/dumps/{made.file}").status_code == 404
        assert path.name in warned(client)[0]
        caplog.set_level(logging.WARNING)
        care.look()
        care.look()
        assert len([one for one in caplog.messages if path.name in one]) == 1

    def test_that_changed_by_itself_is_found_by_the_next_pass(
        self, client: FlaskClient, care: DumpCare, made: PublishedDump, settings: Settings,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setattr(dump_care, "mark_of", lambda _: (1, 1, 1, 1))  # which a disk keeps
        care.read_slowly(made)
        assert client.get(LATEST).status_code == 200
        flip(Path(settings.dumps) / made.file, silently=True)
        care.look()
        assert client.get(LATEST).status_code == 200  # nothing tells of it yet
        care.read_slowly(made)
        assert client.get(LATEST).status_code == 404

    def test_that_was_touched_waits_until_it_is_read_again(
        self, client: FlaskClient, care: DumpCare, made: PublishedDump, settings: Settings,
        caplog: pytest.LogCaptureFixture,
    ) -> None:  # fmt: skip
        path, whole = Path(settings.dumps) / made.file, Path(settings.home) / "whole"
        shutil.copy(path, whole)
        care.read_slowly(made)
        caplog.set_level(logging.WARNING)
        flip(path)
        assert client.get(LATEST).status_code == 404
        care.look()
        assert client.get(LATEST).status_code == 404
        assert "is damaged, or a part" in caplog.text
        shutil.copy(whole, path)
        care.look()
        assert client.get(LATEST).status_code == 200
        assert caplog.text.count("is damaged no more") == 1
        assert warned(client) == []


def test_a_pass_ends_where_another_dump_takes_its_place(
    care: DumpCare, made: PublishedDump, engine: GuardedEngine, settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    publish(engine, list(RECORDS[1:]))
    publish_dump(engine, settings)
    read: list[str] = []
    monkeypatch.setattr(dump_care, "_sum", _noting(dump_care._sum, read))
    shutil.copy(Path(settings.dumps) / PublishedDumps(settings.dumps, "records").named(
        engine.info().name).name, Path(settings.dumps) / made.file)  # fmt: skip
    care.read_slowly(made)
    assert read == [made.file]
    assert care.open_to_all(engine) is not None


def _noting(
    sum: Callable[[Path, Callable[[int], bool]], str], read: list[str]
) -> Callable[[Path, Callable[[int], bool]], str]:
    def noted(path: Path, goes_on: Callable[[int], bool]) -> str:
        read.append(path.name)
        return sum(path, goes_on)

    return noted


def test_it_is_whole_while_another_of_the_same_index_is_made(
    client: FlaskClient, engine: GuardedEngine, settings: Settings, made: PublishedDump,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    seen: list[int] = []
    scan = engine.scan

    def looked(*given: Clause | None, index: str = "") -> Iterator[Record]:
        seen.append(client.get(f"/dumps/{made.file}").status_code)
        assert warned(client) == []
        return scan(*given, index=index)

    monkeypatch.setattr(engine, "scan", looked)
    publish_dump(engine, settings)
    assert len(seen) >= 2 and set(seen) == {200}
    assert warned(client) == []


def test_two_that_publish_at_once_do_so_one_after_the_other(
    client: FlaskClient, engine: GuardedEngine, settings: Settings, mapping: RecordMapping
) -> None:
    failed: list[Exception] = []

    def publishing() -> None:
        try:
            publish_dump(engine, settings)
        except LoadError as error:
            failed.append(error)

    threads = [threading.Thread(target=publishing) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert warned(client) == [] and client.get(LATEST).status_code == 200
    names = {path.name for path in Path(settings.dumps).iterdir()}
    assert len(names) == 4, names  # three files and the note


def test_what_a_process_that_was_killed_left_is_removed(
    engine: GuardedEngine, settings: Settings, made: PublishedDump
) -> None:
    folder = Path(settings.dumps)
    left = [f".making-{made.file}", f"..making-{made.file}.new", f".{made.file}.new"]
    for name in left:
        (folder / name).write_text("a record that was withdrawn since")
    publish_dump(engine, settings)
    assert not any((folder / name).exists() for name in left)


def test_a_publishing_that_fails_leaves_nothing_and_the_dump_before_it(
    client: FlaskClient, engine: GuardedEngine, settings: Settings, made: PublishedDump,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    before = {path.name for path in Path(settings.dumps).iterdir()}
    monkeypatch.setattr(dump_forms, "_rows", _full)
    with pytest.raises(LoadError, match="No space left"):
        publish_dump(engine, settings)
    assert {path.name for path in Path(settings.dumps).iterdir()} == before
    assert client.get(f"/dumps/{made.file}").status_code == 200 and warned(client) == []


def _full(*_: object) -> Iterator[tuple[object, ...]]:
    raise OSError(errno.ENOSPC, "No space left on device")
