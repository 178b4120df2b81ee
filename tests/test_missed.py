"""Words that found nothing: counted, told late, and never with who or when."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from catalogue import RECORDS
from flask.testing import FlaskClient
from serving import client_of, filled_engine, publish

from index_mappings.mapping import RecordMapping
from service import missed
from service.cli import main
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.lasting.missed import MOST, MissedFile

SEARCH = "/api/v1/search"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "missed.json"


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> EmbeddedEngine:
    """An engine that sites of these tests share; none of them writes to it."""
    return filled_engine(mapping, list(RECORDS))


@pytest.fixture
def client(engine: EmbeddedEngine, file: Path) -> FlaskClient:
    return client_of(engine, missed=str(file), missed_least=3)


def kept(file: Path) -> dict[str, int]:
    return MissedFile(file).read()


def ask(client: FlaskClient, *paths: str, times: int = 1) -> None:
    for path in paths * times:
        assert client.get(path).status_code == 200


def test_what_is_asked_often_is_told_and_what_is_asked_once_is_in_no_file(
    client: FlaskClient, file: Path, tmp_path: Path
) -> None:
    ask(client, f"{SEARCH}?q=zeppelins", "/search?q=Jane+Qqqq", f"{SEARCH}?q=ZEPPELINS")
    assert list(tmp_path.iterdir()) == []
    ask(client, "/search?q=++Zeppelins+")
    assert kept(file) == {"zeppelins": 3}
    ask(client, f"{SEARCH}?q=zeppelins", "/search?q=Jane+Qqqq")
    assert kept(file) == {"zeppelins": 4}
    assert json.loads(file.read_text()) == {"missed": {"zeppelins": 4}}


def test_only_plain_searches_that_found_nothing_count(client: FlaskClient, file: Path) -> None:
    ask(
        client,
        f"{SEARCH}?q=jets",
        f"{SEARCH}?q=zeppelins&type=Cable",
        f"{SEARCH}?q=zeppelins&year=1950",
        f"{SEARCH}?q=zeppelins&in=title",
        f"{SEARCH}?q={'z' * 101}",
        f"{SEARCH}?q=",
        "/search",
        f"{SEARCH}?type=nothing",
        times=4,
    )
    for _ in range(4):
        assert client.get(f"{SEARCH}?q=zeppelins&size=-1").status_code == 400
    assert not file.exists()


def test_nothing_is_kept_where_the_archive_has_not_turned_it_on(
    engine: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ask(client_of(engine), f"{SEARCH}?q=zeppelins", times=9)
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_bounded_and_says_nothing_of_order_or_time(file: Path) -> None:
    kept_words = MissedFile(file)
    file.write_text(json.dumps({"missed": {f"word {n}": 9 for n in range(MOST - 1)} | {"rare": 2}}))
    kept_words.add("newer", 5)
    found = list(kept_words.read().items())
    assert len(found) == MOST and ("rare", 2) not in found
    assert found == sorted(found, key=lambda item: (-item[1], item[0]))
    assert "newer" in kept_words


def test_what_is_held_is_bounded_and_never_counts_too_many() -> None:
    held = missed.Held()
    for number in range(70_000):  # more than there are places
        assert held.count(f"words {number}") == 1
    assert [held.count("again") for _ in range(300)] == [*range(1, 256), *[255] * 45]
    assert all(held.count(f"other {number}") == 1 for number in range(1_000))


def test_the_processes_of_a_server_hold_them_together(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missed, "_shared", None)
    missed.share()
    for _ in range(3):
        child = os.fork()
        if not child:
            missed.keeper(MissedFile(file), 3)("zeppelins")
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
    assert kept(file) == {"zeppelins": 3}


@pytest.mark.parametrize("text", ["", "[]", '{"missed": 3}', "no JSON"])
def test_a_file_that_is_none_of_ours_is_left_alone_and_said_once(
    client: FlaskClient, file: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text(text)
    ask(client, f"{SEARCH}?q=zeppelins", times=6)
    assert file.read_text() == text
    assert caplog.text.count("are not counted") == 1
    assert "remove it, and a new one is begun" in caplog.text


def test_a_place_that_cannot_be_written_ends_no_search(
    mapping: RecordMapping, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = tmp_path / "no" / "folder" / "missed.json"
    client = client_of(filled_engine(mapping, list(RECORDS)), missed=str(nowhere), missed_least=1)
    ask(client, f"{SEARCH}?q=zeppelins", times=3)
    assert caplog.text.count("are not counted") == 1


def test_the_command_lists_and_forgets(
    file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as ended:
            main(["missed", *arguments])
        said = capfd.readouterr()
        return ended.value.code, said.out + said.err

    code, said = run()
    assert code == 2 and "SEARCHROOM_MISSED" in said
    monkeypatch.setenv("SEARCHROOM_MISSED", str(file))
    assert run() == (0, "no words were asked 5 times and found nothing\n")
    file.write_text(json.dumps({"missed": {"zeppelins": 7, "airships": 1200}}))
    assert run() == (0, "   1,200  airships\n       7  zeppelins\n")
    assert json.loads(run("--json")[1])[1] == {"words": "zeppelins", "count": 7}
    assert run("--clear") == (0, "forgot 2\n")
    assert kept(file) == {}


def test_words_by_which_a_withdrawn_record_was_looked_for_leave_the_file(
    mapping: RecordMapping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = RECORDS[0]
    title = record.text(mapping.title).casefold()
    file = tmp_path / "elsewhere" / "missed.json"
    file.parent.mkdir()
    file.write_text(json.dumps({"missed": {title: 9, "zeppelins": 8}}))
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "home" / "index", mapping))
    publish(engine, list(RECORDS))
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:index")
    monkeypatch.setenv("SEARCHROOM_MISSED", str(file))
    with pytest.raises(SystemExit) as ended:
        main(["withdraw", record.id])
    assert ended.value.code == 0
    assert kept(file) == {"zeppelins": 8}


def test_counting_costs_next_to_nothing(file: Path) -> None:
    keep = missed.keeper(MissedFile(file), 5)

    def seconds(words: str) -> float:
        begun = time.perf_counter()
        keep(words)
        return time.perf_counter() - begun

    # a hundredth of a search for what is rare; the least of many, for other processes run beside
    assert min(seconds(f"words {number}") for number in range(200)) < 200e-6
