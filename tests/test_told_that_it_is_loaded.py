"""SEARCHROOM_LOADED: a site that starts without the disk of its index does not call itself new."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from catalogue import RECORDS
from serving import client_of, publish

from index_mappings.mapping import RecordMapping
from service import watched
from service.cli import main
from service.engines.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow  # whole loads

ADDRESSES = ("/", "/search?q=jets", "/api/v1/search?q=jets", "/records/k1", "/api/v1/changes",
             "/sitemap.xml", "/oai?verb=ListRecords&metadataPrefix=oai_dc")  # fmt: skip


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
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    home, letters = tmp_path / "home", tmp_path / "letters.jsonl"
    letters.write_text('{"id": "a", "title": "A letter"}\n')
    monkeypatch.setenv("SEARCHROOM_HOME", str(home))

    def run(*arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capfd.readouterr()
        return ended.value.code, said.out + said.err

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
