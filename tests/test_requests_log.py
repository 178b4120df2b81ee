"""The log of requests: what stands in it, and above all what does not."""

from __future__ import annotations

import json

import pytest
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping
from service import requests_log
from service.engines.embedded import EmbeddedEngine
from service.errors import ConfigurationError


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> EmbeddedEngine:
    return filled_engine(mapping)


def lines(capfd: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capfd.readouterr().err.splitlines() if line[:1] == "{"]


def test_each_request_is_a_line_without_reader_and_words(
    engine: EmbeddedEngine, capfd: pytest.CaptureFixture[str]
) -> None:
    client = client_of(engine, log="requests")
    sent = {"X-Request-Id": "sekret", "User-Agent": "sekret", "Referer": "sekret"}
    for path in ("/api/v1/search?q=sekret", "/records/sekret", "/sekret", "/search?type=sekret"):
        answer = client.get(path, headers=sent, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    written = capfd.readouterr().err
    assert "sekret" not in written and "192.0.2.7" not in written
    found = [json.loads(line) for line in written.splitlines()]
    assert [(one["route"], one["status"]) for one in found] == [
        ("/api/v1/search", 200), ("/records/<anything:part>", 404), ("none", 404), ("/search", 200),
    ]  # fmt: skip
    assert set(found[0]) == {
        "request",
        "route",
        "method",
        "status",
        "milliseconds",
        "bytes",
        "slow",
    }
    assert found[-1]["request"] == answer.headers["X-Request-Id"] != "sekret"
    assert found[-1]["bytes"] == len(answer.data)
    assert len({one["request"] for one in found}) == 4


def test_by_itself_it_holds_only_what_failed_or_was_slow(
    mapping: RecordMapping,
    engine: EmbeddedEngine,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = client_of(engine)
    client.get("/api/v1/search?q=jets")
    client.get("/records/none")
    assert lines(capfd) == []
    broken = client_of(EmbeddedEngine.open(None, mapping), time=0)
    page = broken.get("/search?q=jets")
    (line,) = lines(capfd)
    assert line["status"] == page.status_code == 503
    monkeypatch.setattr(requests_log, "SLOW", 0.0)
    client.get("/api/v1/search?q=jets")
    (line,) = lines(capfd)
    assert line["slow"] is True


def test_an_error_page_shows_the_id_of_its_request(
    engine: EmbeddedEngine, capfd: pytest.CaptureFixture[str]
) -> None:
    page = client_of(engine, time=0).get("/search?q=jets")
    (line,) = lines(capfd)
    assert str(line["request"]) in page.text
    assert "quote the request" not in client_of(engine).get("/nothing").text


def test_another_word_is_refused(engine: EmbeddedEngine) -> None:
    with pytest.raises(ConfigurationError, match="SEARCHROOM_LOG is 'all'"):
        client_of(engine, log="all")


def test_what_is_logged_of_a_defect_has_no_words_of_a_reader(
    engine: EmbeddedEngine, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(engine)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(EmbeddedEngine, "several", broken)
    answer = client.get("/records/sekret?q=sekret")
    assert answer.status_code == 500
    (entry,) = [one for one in caplog.records if one.levelname == "ERROR"]
    assert entry.getMessage() == (
        f"request {answer.headers['X-Request-Id']} /records/<anything:part>"
    )
    assert entry.exc_info and "sekret" not in caplog.text
