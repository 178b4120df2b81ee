"""The dump that everybody may fetch: what is in it, and that no other is ever given."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest
from catalogue import RECORDS
from conftest import ENGINES, MakeEngine
from flask.testing import FlaskClient
from served import serving
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from loaders.commands.published_dumps import publish_dump, renew_dump, retire_dump
from loaders.commands.restoring import restore
from loaders.publishing.withdrawing import Order, withdraw
from service.cli import main
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.errors import LoadError
from service.lasting.withdrawals import Withdrawal
from service.settings import Settings
from service.upkeep.operating import Watched, published_dump
from service.upkeep.published_dumps import PublishedDump, PublishedDumps

pytestmark = pytest.mark.slow  # whole loads

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
def client(
    engine: GuardedEngine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> FlaskClient:
    made = client_of(engine, dumps=settings.dumps)
    monkeypatch.setattr(made, "open", partial(made.open, buffered=True))  # a file is closed then
    return made


def records_of(packed: bytes) -> set[str]:
    lines = map(json.loads, gzip.decompress(packed).splitlines())
    return {line["id"] for line in lines if "id" in line}


def test_it_is_named_fetched_and_checked(
    client: FlaskClient, engine: GuardedEngine, settings: Settings
) -> None:
    assert client.get(LATEST).status_code == 404
    assert client.get(LATEST).mimetype == "application/problem+json"
    assert "No dump of the catalogue is published" in client.get("/dumps").text
    made = publish_dump(engine, settings)
    said = client.get(LATEST).json
    assert said["url"].endswith(f"/dumps/{made.file}") and said["records"] == len(RECORDS)
    assert "withdrawn" not in said
    answer = client.get(f"/dumps/{made.file}")
    assert (answer.status_code, answer.mimetype) == (200, "application/gzip")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert hashlib.sha256(answer.data).hexdigest() == said["sha256"]
    assert len(answer.data) == said["bytes"] == answer.content_length
    assert records_of(answer.data) == {record.id for record in RECORDS}
    assert client.get(f"/dumps/{made.file}.sha256").text == f"{said['sha256']}  {made.file}\n"
    page = client.get("/dumps").text
    assert said["sha256"] in page and said["url"] in page
    again = client.get(f"/dumps/{made.file}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.head(f"/dumps/{made.file}").content_length == said["bytes"]


def test_the_other_forms_have_the_same_records_and_no_more(
    engine: GuardedEngine, client: FlaskClient, settings: Settings, tmp_path: Path
) -> None:
    gone = RECORDS[0]
    withdraw(engine, Order((gone.id,), reason="By order of a court", notice="Gone."))
    made = publish_dump(engine, settings)
    said = client.get(LATEST).json
    assert [one["format"] for one in said["resources"]] == ["jsonl", "csv", "sqlite"]
    got: dict[str, bytes] = {}
    for one in said["resources"]:
        answer = client.get(one["path"])
        assert one["bytes"] == len(answer.data) and answer.mimetype == one["mediatype"]
        assert one["hash"] == f"sha256:{hashlib.sha256(answer.data).hexdigest()}"
        rest = client.get(one["path"], headers={"Range": "bytes=20-"})
        assert (rest.status_code, rest.data) == (206, answer.data[20:])
        summed = client.get(f"{one['path']}.sha256").text
        assert summed.split() == [
            one["hash"].removeprefix("sha256:"),
            one["path"].rpartition("/")[2],
        ]
        assert one["path"] in client.get("/dumps").text
        got[one["format"]] = answer.data
    wanted = {record.id for record in RECORDS} - {gone.id}
    assert records_of(got["jsonl"]) == wanted
    rows = csv.DictReader(io.StringIO(gzip.decompress(got["csv"]).decode("utf-8-sig")))
    assert len(list(rows)) == len(wanted)
    whole = tmp_path / "whole.sqlite"
    whole.write_bytes(got["sqlite"])
    with closing(sqlite3.connect(whole)) as db:
        assert {id for (id,) in db.execute("SELECT id FROM records")} == wanted
        about = dict(db.execute("SELECT name, value FROM about"))
        assert about["index"] == made.index
        assert len(list(db.execute(about["search"]))) >= 5
        found = "SELECT id FROM words JOIN records ON number = words.rowid WHERE words MATCH ?"
        assert list(db.execute(found, ("panmunjom",))) == [("t1",)]
        assert list(db.execute(found, ("dang",))) == []  # a Đ is a letter of its own to SQLite
        (text,) = db.execute("SELECT record FROM records WHERE id = 'k2'").fetchone()
        shown = client.get("/api/v1/records/k2").json
        assert json.loads(text).items() <= shown.items()
    for packed in (gzip.decompress(got["csv"]), got["sqlite"]):
        assert b"By order of a court" not in packed and gone.text("title").encode() not in packed


def test_the_file_for_crawlers_names_it(client: FlaskClient) -> None:
    first = client.get("/robots.txt").text.splitlines()[0]
    assert first == "# The whole catalogue as files: http://localhost/dumps"


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=100-", slice(100, None)),
        ("bytes=-5", slice(-5, None)),
        ("bytes=0-", slice(None)),
        ("bytes=0-9", slice(None)),
        ("bytes=0-1,5-", slice(None)),
        ("lines=1-2", slice(None)),
    ],
)
def test_a_broken_fetch_goes_on(
    client: FlaskClient, engine: GuardedEngine, settings: Settings, asked: str, part: slice
) -> None:
    status = 200 if part == slice(None) else 206
    made = publish_dump(engine, settings)
    whole = client.get(f"/dumps/{made.file}").data
    answer = client.get(f"/dumps/{made.file}", headers={"Range": asked})
    assert (answer.status_code, answer.data) == (status, whole[part])
    other = client.get(f"/dumps/{made.file}", headers={"Range": asked, "If-Range": '"another"'})
    assert (other.status_code, other.data) == (200, whole)


@pytest.mark.parametrize("over", [0, 1, 10**30])
def test_who_has_all_of_it_is_told_so(
    client: FlaskClient, engine: GuardedEngine, settings: Settings, over: int
) -> None:
    made = publish_dump(engine, settings)
    asked = {"Range": f"bytes={made.size + over}-"}
    answer = client.get(f"/dumps/{made.file}", headers=asked)
    assert (answer.status_code, answer.data) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{made.size}"
    changed = client.get(f"/dumps/{made.file}", headers={**asked, "If-Range": '"another"'})
    assert (changed.status_code, len(changed.data)) == (200, made.size)
    last = client.get(f"/dumps/{made.file}", headers={"Range": f"bytes={made.size - 1}-"})
    assert (last.status_code, len(last.data)) == (206, 1)


def test_it_has_nothing_that_only_the_archive_needs_to_know(
    engine: GuardedEngine, client: FlaskClient, settings: Settings
) -> None:
    gone = RECORDS[0]
    withdraw(engine, Order((gone.id,), reason="By order of a court", notice="Gone."))
    made = publish_dump(engine, settings)
    text = gzip.decompress(client.get(f"/dumps/{made.file}").data).decode()
    assert gone.id not in records_of(client.get(f"/dumps/{made.file}").data)
    for secret in ("By order of a court", *engine.lasting.withdrawals().secrets):
        assert secret not in text
    assert all(set(json.loads(line)) - {"dump"} for line in text.splitlines()[:-1])


def test_a_withdrawal_takes_it_away_at_once_and_then_renews_it(
    engine: GuardedEngine, client: FlaskClient, settings: Settings
) -> None:
    made = publish_dump(engine, settings)
    gone = RECORDS[0].id
    before = engine.lasting.withdrawals()
    engine.lasting.change(lambda known: known.adding([Withdrawal(gone, "2026-01-01")]))
    for path in (LATEST, f"/dumps/{made.file}", f"/dumps/{made.file}.sha256"):
        assert client.get(path).status_code == 404
    engine.lasting.change(lambda _: before)
    withdraw(engine, Order((gone,)))
    assert client.get(LATEST).status_code == 404
    renew_dump(engine, settings, is_withdrawal=True)
    assert not (Path(settings.dumps) / made.file).exists()
    said = client.get(LATEST).json
    assert gone not in records_of(client.get(f"/dumps/{said['file']}").data)


def test_what_is_withdrawn_while_it_is_made_is_given_to_nobody(
    engine: GuardedEngine, client: FlaskClient, settings: Settings
) -> None:
    def progress(records, *_):
        yield next(records)
        entry = Withdrawal(RECORDS[0].id, "2026-01-01")
        engine.lasting.change(lambda known: known.adding([entry]))
        yield from records

    publish_dump(engine, settings, progress)
    assert client.get(LATEST).status_code == 404


def test_one_of_an_earlier_index_is_given_to_nobody(
    engine: GuardedEngine, client: FlaskClient, settings: Settings
) -> None:
    first = publish_dump(engine, settings)
    publish(engine, list(RECORDS[1:]))  # the first record is held back from now on
    assert client.get(LATEST).status_code == 404
    assert client.get(f"/dumps/{first.file}").status_code == 404
    watched = Watched(settings, engine, engine.info(), None)  # type: ignore[arg-type]
    (told,) = published_dump(watched)
    assert "`searchroom dump --publish`" in told
    renew_dump(engine, settings)
    assert list(published_dump(watched)) == []
    said = client.get(LATEST).json
    assert RECORDS[0].id not in records_of(client.get(f"/dumps/{said['file']}").data)
    assert [path.name for path in Path(settings.dumps).glob("*.jsonl.gz")] == [said["file"]]
    assert len(list(Path(settings.dumps).glob("records-*"))) == 3


def test_no_other_file_is_ever_served(
    engine: GuardedEngine, client: FlaskClient, settings: Settings, tmp_path: Path
) -> None:
    made = publish_dump(engine, settings)
    folder = Path(settings.dumps)
    (folder / "nightly.jsonl.gz").write_bytes(b"secret")
    (tmp_path / "sources.toml").write_bytes(b"secret")
    note = folder / ".records.json"
    for name in ("nightly.jsonl.gz", ".records.json", "..%2Fsources.toml", "%2e%2e/sources.toml",
                 "../sources.toml", "", "."):  # fmt: skip
        answer = client.get(f"/dumps/{name}")
        assert answer.status_code in (308, 404) and b"secret" not in answer.data
    said = json.loads(note.read_text())
    note.write_text(json.dumps({**said, "file": "../sources.toml"}))
    assert client.get("/dumps/..%2Fsources.toml").status_code == 404
    assert PublishedDumps(folder, "records").kept() is None
    note.write_text("no JSON")
    assert client.get(f"/dumps/{made.file}").status_code == 404
    note.write_text(json.dumps(said))
    (folder / made.file).write_bytes(b"cut off")
    assert client.get(f"/dumps/{made.file}").status_code == 404


@pytest.mark.parametrize("into", ENGINES)
def test_it_is_restored_by_whoever_fetched_it(
    engine: GuardedEngine, settings: Settings, into: str, make_engine: MakeEngine, tmp_path: Path
) -> None:
    made = publish_dump(engine, settings)
    target = make_engine(into, tmp_path / "theirs")
    assert restore(target, Path(settings.dumps) / made.file).records == len(RECORDS)


def test_commands_publish_renew_and_remove_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path))
    monkeypatch.setenv("SEARCHROOM_SOURCES", "sources.toml")
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:index")
    letters = tmp_path / "letters.jsonl"
    letters.write_text('{"id": "a", "title": "A letter"}\n{"id": "b", "title": "Another"}\n')

    def run(*arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capfd.readouterr()
        return ended.value.code, said.out + said.err

    def published() -> set[str]:
        (path,) = (tmp_path / "public-dumps").glob("*.jsonl.gz")
        return records_of(path.read_bytes())

    assert run("load", "jsonl", str(letters))[0] == 0
    assert not (tmp_path / "public-dumps").exists()
    assert run("dump", "--publish")[0] == 0
    assert published() == {"a", "b"}
    letters.write_text('{"id": "b", "title": "Another"}\n{"id": "c", "title": "A third"}\n')
    code, said = run("load", "--all", "--force")
    assert code == 0 and "published dump: records-" in said
    assert published() == {"b", "c"}
    code, said = run("load", "--all")
    assert code == 0 and "published dump" not in said, "nothing has changed"
    code, said = run("withdraw", "c")
    assert code == 0 and "published dump: records-" in said and "cleaned" not in said
    assert published() == {"b"}
    assert run("load", "jsonl", str(letters), "--force")[0] == 0
    code, said = run("indices", "rollback", "--yes")
    assert code == 0 and "`searchroom dump --publish` makes it again" in said
    assert run("dump", "--unpublish") == (0, "removed\n")
    assert list((tmp_path / "public-dumps").iterdir()) == []
    assert run("dump", "--unpublish") == (0, "no dump is published\n")
    assert run("dump")[0] == 2 and run("dump", "x.jsonl", "--publish")[0] == 2
    assert run("dump", "--publish", "--source", "letters")[0] == 2


DAMAGE = {
    "a byte flipped": lambda folder, made: flip(folder / made.file),
    "a byte of the table flipped": lambda folder, made: flip(folder / made.others[0].file),
    "the file gone": lambda folder, made: (folder / made.file).unlink(),
    "the note gone": lambda folder, _: (folder / ".records.json").unlink(),
    "the note torn": lambda folder, _: (folder / ".records.json").write_text('{"file":'),
    "the note a pipe": lambda folder, _: (
        (folder / ".records.json").unlink(), os.mkfifo(folder / ".records.json")
    ),
    "the folder gone": lambda folder, _: shutil.rmtree(folder),
}  # fmt: skip


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_an_operator_is_told_of_one_that_is_damaged_or_gone(
    engine: GuardedEngine, settings: Settings, damage: Callable[[Path, PublishedDump], object]
) -> None:
    watched = Watched(settings, engine, engine.info(), None)  # type: ignore[arg-type]
    assert list(published_dump(watched)) == []
    made = publish_dump(engine, settings)
    assert list(published_dump(watched)) == []
    damage(Path(settings.dumps), made)
    (told,) = published_dump(watched)
    assert "`searchroom dump --publish` makes it again" in told
    publish_dump(engine, settings)
    assert list(published_dump(watched)) == []


def test_a_lost_one_is_made_again_by_the_next_load_and_one_taken_back_is_not(
    engine: GuardedEngine, client: FlaskClient, settings: Settings
) -> None:
    publish_dump(engine, settings)
    shutil.rmtree(settings.dumps)
    renew_dump(engine, settings)
    assert client.get(LATEST).status_code == 200
    assert retire_dump(engine, settings)
    renew_dump(engine, settings)
    assert client.get(LATEST).status_code == 404
    watched = Watched(settings, engine, engine.info(), None)  # type: ignore[arg-type]
    assert list(published_dump(watched)) == []


def test_one_that_could_not_be_renewed_after_a_withdrawal_is_owed(
    engine: GuardedEngine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_dump(engine, settings)

    def fails(*_: object, **__: object) -> None:
        raise LoadError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("loaders.commands.published_dumps.publish_dump", fails)
        renew_dump(engine, settings, is_withdrawal=True)
    watched = Watched(settings, engine, engine.info(), None)  # type: ignore[arg-type]
    assert len(list(published_dump(watched))) == 1
    renew_dump(engine, settings)
    assert list(published_dump(watched)) == []


def test_it_is_removed_only_with_what_is_ours(engine: GuardedEngine, settings: Settings) -> None:
    publish_dump(engine, settings)
    own = Path(settings.dumps) / "readme.txt"
    own.write_text("kept")
    assert retire_dump(engine, settings)
    assert [path.name for path in Path(settings.dumps).iterdir()] == ["readme.txt"]
    assert not retire_dump(engine, settings)


@pytest.mark.slow
@pytest.mark.server
def test_who_takes_it_slowly_holds_up_nobody(
    tmp_path: Path, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
    monkeypatch.setenv("SEARCHROOM_DUMPS", str(tmp_path / "public"))
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
    publish(engine, list(RECORDS))
    made = publish_dump(engine, Settings(dumps=str(tmp_path / "public")))
    engine.close()
    # as large as an archive's, and larger than what the server keeps of an answer
    path, note = tmp_path / "public" / made.file, tmp_path / "public" / ".records.json"
    with path.open("r+b") as file:
        file.truncate(200_000_000)
    note.write_text(json.dumps({**json.loads(note.read_text()), "bytes": 200_000_000}))
    with serving(tmp_path) as (address, process):
        host, port = address.removeprefix("http://").split(":")
        readers = []
        for _ in range(12):  # three times the threads
            reader = socket.create_connection((host, int(port)), timeout=20)
            reader.sendall(f"GET /dumps/{made.file} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert reader.recv(12) == b"HTTP/1.1 200"
            readers.append(reader)
        for _ in range(3):
            with urlopen(f"{address}/api/v1/search?q=jets", timeout=10) as answer:
                assert answer.status == 200
        (child,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        (held,) = re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{child}/status").read_text())
        assert int(held) < 200_000  # kB: no file of them is in memory
        for reader in readers:
            reader.close()
