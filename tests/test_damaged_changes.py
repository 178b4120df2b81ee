"""A list of changes that is damaged or lost is never read as another, or as none."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from catalogue import record
from faults import as_nobody, open_to_nobody, remove_whole
from flask.testing import FlaskClient
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from service.engines.embedded import EmbeddedEngine
from service.engines.embedded.background import Background
from service.engines.embedded.folder import Folder
from service.engines.embedded.lasting import LastingFiles
from service.engines.embedded.live_build import LiveBuild
from service.engines.embedded.schema import make_schema
from service.engines.guarded import GuardedEngine
from service.errors import EngineUnavailable
from service.lasting.changes import Change, Kind

CHANGES = "/api/v1/changes?size=200"
NAME = "records-changes.sqlite"


def change(id: str) -> Change:
    return Change(0, "2026-01-01T00:00:00+00:00", Kind.ADDED, id, ("letters",))


def three_publishes(root: Path) -> LastingFiles:
    """Lists with 120 changes of three moves: several pages of SQLite."""
    lists = LastingFiles(root, "records")
    for move in (1, 2, 3):
        lists.append((change(f"r{move}-{at}" * 8) for at in range(40)), move=move)
    return lists


def told(lists: LastingFiles, after: int = 0, move: int = 3) -> list[Change]:
    return list(lists.changes(after, move=move))


@pytest.fixture
def root(tmp_path: Path, mapping: RecordMapping) -> Path:
    """The folder of an index with three changes."""
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
    publish(engine, [record("ferry1", "One"), record("ferry2", "Two"), record("c", "Three")])
    engine.close()
    return tmp_path / "index"


@pytest.fixture
def engine(root: Path, mapping: RecordMapping) -> Iterator[GuardedEngine]:
    engine = GuardedEngine(EmbeddedEngine.open(root, mapping))
    yield engine
    engine.close()


@pytest.fixture
def client(engine: GuardedEngine) -> FlaskClient:
    return client_of(engine)


def flip(path: Path, text: bytes) -> Callable[[], object]:
    """Flip a bit in a text of a file, and return what puts it back."""
    before = path.read_bytes()
    at = before.index(text)
    path.write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
    return lambda: path.write_bytes(before)


def test_no_flipped_bit_gives_a_wrong_answer(tmp_path: Path) -> None:
    lists = three_publishes(tmp_path)
    whole, page = told(lists), told(lists, 50)
    first = told(lists, move=2)
    file = tmp_path / NAME
    before = file.read_bytes()
    chance = random.Random(13)
    seen = 0
    for _ in range(400):
        at = chance.randrange(len(before))
        with file.open("r+b") as opened:
            opened.seek(at)
            opened.write(bytes([before[at] ^ 1 << chance.randrange(8)]))
        for right, after, move in ((whole, 0, 3), (page, 50, 3), (first, 0, 2)):
            try:
                assert told(lists, after, move) == right, at
            except EngineUnavailable:
                seen += 1
        file.write_bytes(before)
    assert seen > 200
    assert told(lists) == whole


def test_a_lost_row_is_missed_wherever_it_was(tmp_path: Path) -> None:
    lists = three_publishes(tmp_path)
    file = tmp_path / NAME
    before = file.read_bytes()
    for number, after in ((1, 0), (60, 0), (120, 0), (120, 119)):
        with closing(sqlite3.connect(file)) as db, db:
            db.execute("DELETE FROM changes WHERE number = ?", (number,))
        with pytest.raises(EngineUnavailable, match=f"change {number} is not as it was written"):
            told(lists, after)
        file.write_bytes(before)
    for number in (60, 120):
        with closing(sqlite3.connect(file)) as db, db:
            db.execute("DELETE FROM changes WHERE number = ?", (number,))
        if number == 120:  # the number of a lost one is not given again
            with pytest.raises(EngineUnavailable, match="not as it was written"):
                lists.append([change("new")], move=4)
        file.write_bytes(before)


def test_a_publish_makes_no_damage_good(tmp_path: Path) -> None:
    lists = three_publishes(tmp_path)
    flip(tmp_path / NAME, b"letters")
    lists.forget_collections(lambda names: names)
    lists.append([change("new")], move=4)
    with pytest.raises(EngineUnavailable):
        told(lists, move=4)


def test_a_list_of_an_earlier_searchroom_is_read_and_gets_its_checksums(tmp_path: Path) -> None:
    lists = three_publishes(tmp_path)
    whole = told(lists)
    with closing(sqlite3.connect(tmp_path / NAME)) as db, db:
        db.executescript(
            "DROP TABLE ends; ALTER TABLE changes DROP COLUMN sum;"
            "CREATE INDEX changes_by_move ON changes (move)"
        )
    assert told(lists) == whole
    lists.append([change("new")], move=4)
    assert told(lists, move=4)[:-1] == whole
    flip(tmp_path / NAME, b"letters")
    with pytest.raises(EngineUnavailable):
        told(lists, move=4)


def test_a_reader_gets_503_without_a_path_until_it_is_mended(
    root: Path, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    mend = flip(root / NAME, b"ferry")
    for _ in range(2):
        answer = client.get(CHANGES)
        assert answer.status_code == 503 and answer.headers["Retry-After"]
        assert NAME not in answer.text and str(root) not in answer.text
    ready = client.get("/readyz")
    assert ready.status_code == 200 and client.get("/search?q=three").status_code == 200
    (warning,) = ready.json["warnings"]
    assert "is not as it was written" in warning and NAME in warning
    mend()
    assert client.get(CHANGES).json["last"] == 3
    assert client.get("/readyz").json["warnings"] == []


def test_the_background_finds_what_nobody_asked_for(
    root: Path, client: FlaskClient, mapping: RecordMapping, caplog: pytest.LogCaptureFixture
) -> None:
    lists = LastingFiles(root, "records")
    lists.tells = True
    live = LiveBuild(Folder(root, "records"), mapping, make_schema(mapping))
    background = Background(live, lists)
    background.read_changes()
    assert not lists.problem() and not caplog.records
    flip(root / NAME, b"ferry")
    background.read_changes()
    background.read_changes()
    assert "is not as it was written" in lists.problem()
    assert len(caplog.records) == 1


def test_a_list_that_is_gone_is_not_taken_for_none(
    root: Path, engine: GuardedEngine, client: FlaskClient
) -> None:
    file = root / NAME
    aside = file.rename(root / "aside")
    assert client.get(CHANGES).status_code == 503
    (warning,) = client.get("/readyz").json["warnings"]
    assert "it is gone" in warning and "--lists-anew" in warning
    build = engine.begin(owner="a test")
    assert list(build.add([record("d", "Four")])) == []
    build.finish()
    with pytest.raises(EngineUnavailable, match="it is gone"):
        build.publish()
    build.drop()
    assert client.get("/records/ferry1").status_code == 200
    aside.rename(file)
    assert client.get(CHANGES).json["last"] == 3
    assert client.get("/readyz").json["warnings"] == []
    file.unlink()
    assert engine.lasting.begin_anew() == (NAME,)
    assert client.get(CHANGES).json["results"] == []
    publish(engine, [record("ferry1", "One")])
    assert [one["kind"] for one in client.get(CHANGES).json["results"]] == ["deleted", "deleted"]


def test_a_list_that_is_being_written_is_not_taken_for_damaged(
    root: Path, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.engines.embedded.changes_file._READER_WAITS", 0.0)
    with closing(sqlite3.connect(root / NAME, isolation_level=None)) as writing:
        writing.execute("BEGIN EXCLUSIVE")
        assert client.get(CHANGES).status_code == 503
        assert client.get("/readyz").json["warnings"] == []
    assert client.get(CHANGES).json["last"] == 3


def test_what_a_killed_load_left_half_written_is_put_right_by_the_next(
    tmp_path: Path, root: Path, engine: GuardedEngine, client: FlaskClient
) -> None:
    with closing(sqlite3.connect(root / NAME, isolation_level=None)) as killed:
        killed.execute("PRAGMA cache_size = 5")  # so that it is on the disk before it is done
        killed.execute("BEGIN EXCLUSIVE")
        killed.execute("UPDATE changes SET id = 'x'")
        killed.execute("CREATE TABLE filling (text TEXT)")
        killed.executemany("INSERT INTO filling VALUES (?)", [("x" * 1000,)] * 500)
        left = {path.name: path.read_bytes() for path in root.glob(f"{NAME}*")}
        assert len(left) == 2
    for name, data in left.items():
        (root / name).write_bytes(data)
    assert client.get(CHANGES).status_code == 503
    (warning,) = client.get("/readyz").json["warnings"]
    assert "a load was killed" in warning and "The next load fixes it" in warning
    publish(engine, [record("ferry1", "One")])
    assert client.get(CHANGES).json["last"] == 5
    assert client.get("/readyz").json["warnings"] == []


def test_a_list_that_may_not_be_read_says_so() -> None:
    above = Path(tempfile.mkdtemp())  # not tmp_path, which only its owner may enter
    try:
        lists = three_publishes(above)
        open_to_nobody(above)
        (above / NAME).chmod(0o600)
        with as_nobody(), pytest.raises(EngineUnavailable, match="permission denied"):
            told(lists)
        assert "Let the user of the server read it" in lists.problem()
        (above / NAME).chmod(0o644)
        with as_nobody():
            assert len(told(lists)) == 120 and not lists.problem()
    finally:
        remove_whole(above)
