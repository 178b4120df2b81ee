"""SEARCHROOM_LOADED: a site that starts without the disk of its index does not call itself new."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from catalogue import RECORDS
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from service import watched
from service.app import create_app
from service.cli import main
from service.engines.embedded import EmbeddedEngine
from service.engines.opening import open_engine
from service.settings import Settings

pytestmark = pytest.mark.slow  # whole loads

ADDRESSES = ("/", "/search?q=jets", "/api/v1/search?q=jets", "/records/k1", "/api/v1/changes",
             "/sitemap.xml", "/oai?verb=ListRecords&metadataPrefix=oai_dc")  # fmt: skip


Run = Callable[..., tuple[object, str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    path = tmp_path / "letters.jsonl"
    path.write_text('{"id": "a", "title": "A letter"}\n{"id": "b", "title": "Another"}\n')
    return path


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command: its exit code, and all that it printed."""

    def ran(*arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        printed = capfd.readouterr()
        return ended.value.code, printed.out + printed.err

    return ran


@pytest.mark.parametrize("is_loaded", [0, 1])
def test_a_site_says_that_its_index_is_gone_or_that_there_is_none_yet(
    tmp_path: Path, mapping: RecordMapping, is_loaded: int, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    engine = EmbeddedEngine.open(tmp_path / "home" / "index", mapping)
    client = client_of(engine, loaded=is_loaded)
    for _ in range(2):
        for address in ADDRESSES:
            answer = client.get(address)
            assert answer.status_code == (200 if address == "/" and not is_loaded else 503), address
            assert ("has been loaded" in answer.text) == (not is_loaded), address
            assert "SEARCHROOM_LOADED" not in answer.text, address
        ready = client.get("/readyz")
        assert ready.status_code == 503
        assert ("there is no index, although" in ready.json["detail"]) == bool(is_loaded)
        assert client.get("/healthz").status_code == 200
    assert caplog.text.count("there is no index, although") == is_loaded
    publish(engine, list(RECORDS))
    assert client.get("/readyz").status_code == 200
    assert client.get("/").status_code == 200
    assert "are answered again" not in caplog.text  # one answer is not the end of an outage
    monkeypatch.setattr(watched, "HOLDS", 0.0)
    assert client.get("/readyz").status_code == 200
    assert caplog.text.count("are answered again") == is_loaded


def test_commands_say_so_and_a_load_of_one_source_does_not_take_its_place(
    home: Path, letters: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:

    assert run("load", "jsonl", str(letters))[0] == 0
    monkeypatch.setenv("SEARCHROOM_LOADED", "1")
    assert run("check", "--quick")[0] == 0
    shutil.rmtree(home)
    for command in (("check", "--quick"), ("check", "--operator")):
        code, said = run(*command)
        assert code == 1 and "there is no index, although" in said and "has been loaded" not in said
    code, said = run("load", "jsonl", str(letters))
    assert code == 2 and "there is no index, although" in said
    assert run("load", "jsonl", str(letters), "--force")[0] == 0  # whoever means it
    assert run("check", "--quick")[0] == 0


def test_without_the_setting_the_sources_tell_that_it_was_loaded(
    home: Path, letters: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of the index is a disk of its own, which is not mounted."""
    monkeypatch.delenv("SEARCHROOM_SOURCES")

    def asked(address: str) -> tuple[int, str]:
        settings = Settings.from_env()
        answer = create_app(settings, open_engine(settings)).test_client().get(address)
        return answer.status_code, answer.text

    home.mkdir()
    assert "nothing has been loaded" in asked("/readyz")[1]
    assert run("load", "jsonl", str(letters))[0] == 0
    shutil.rmtree(home / "var")
    (home / "var").mkdir()
    assert "there is no index, although" in asked("/readyz")[1]
    status, page = asked("/search?q=letter")
    assert status == 503 and "has been loaded" not in page
    assert "there is no index, although" in run("check", "--quick")[1]
    assert run("load", "--all")[0] == 0
    assert asked("/readyz")[0] == 200


def test_where_records_were_withdrawn_no_load_goes_on_without_their_list(
    tmp_path: Path, home: Path, letters: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SEARCHROOM_SOURCES")

    assert run("load", "jsonl", str(letters))[0] == 0
    before = tmp_path / "before.jsonl"
    assert run("dump", str(before))[0] == 0
    assert run("withdraw", "a", "--reason", "an order")[0] == 0
    dump = tmp_path / "whole.jsonl"
    assert run("dump", str(dump))[0] == 0
    for _ in range(2):
        shutil.rmtree(home / "var")  # with the list that is beside the index
        for command in (
            ("load", "jsonl", str(letters)), ("load", "--all", "--force"),
            ("restore", str(before), "--force"),
        ):  # fmt: skip
            code, said = run(*command)
            assert code == 2 and "records were withdrawn here" in said, command
        assert run("restore", str(dump))[0] == 0
        assert run("load", "--all", "--force")[0] == 0
        assert "Another" in run("search", "another")[1]
        assert "A letter" not in run("search", "letter")[1]
    shutil.rmtree(home / "var")
    assert "records-withdrawn was lost" in run("recover", "--lists-anew")[1]
    assert run("load", "--all")[0] == 0  # the archive knows what it does
    assert "A letter" in run("search", "letter")[1]
