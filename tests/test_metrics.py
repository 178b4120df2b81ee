"""`/metrics`: what is counted, for whom, by how many processes, and at what cost."""

from __future__ import annotations

import json
import re
import shutil
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from catalogue import RECORDS
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from served import serving
from serving import client_of, filled_engine, publish

from index_mappings.mapping import RecordMapping
from service.app import create_app
from service.cli import main
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.errors import ConfigurationError
from service.metrics import Metrics
from service.networks import networks
from service.query.request import Query
from service.results import SearchResult
from service.settings import Settings

SEARCH = "/api/v1/search"
Figures = dict[tuple[str, ...], float]


def figures(text: str) -> Figures:
    """Return the samples of an answer by name and labels' values."""
    return {
        (sample.name, *(value for name, value in sorted(sample.labels.items()) if name != "le")):
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.labels.get("le") in (None, "+Inf")
    }  # fmt: skip


def read(client: FlaskClient) -> Figures:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain" and answer.headers["Cache-Control"] == "no-store"
    return figures(answer.text)


@pytest.fixture
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping, list(RECORDS)))


def test_requests_are_counted_by_route_and_status_and_never_by_what_was_typed(
    client: FlaskClient,
) -> None:
    for path in (f"{SEARCH}?q=sekret", f"{SEARCH}?q=jets", f"{SEARCH}?size=-1", "/records/k1",
                 "/records/sekret", "/search?q=sekret", "/sekret", "/healthz"):  # fmt: skip
        client.get(path)
    text = client.get("/metrics").text
    assert "sekret" not in text
    found = figures(text)
    requests = {key[1:]: found[key] for key in found if key[0] == "searchroom_requests_total"}
    assert requests == {
        (SEARCH, "200"): 2, (SEARCH, "400"): 1, ("/records/<anything:part>", "200"): 1,
        ("/records/<anything:part>", "404"): 1, ("/search", "200"): 1, ("none", "404"): 1,
        ("/healthz", "200"): 1,
    }  # fmt: skip
    assert found[("searchroom_request_seconds_count", SEARCH)] == 3
    assert found[("searchroom_request_seconds_bucket", SEARCH)] == 3
    assert 0 < found[("searchroom_request_seconds_sum", SEARCH)] < 10


def test_the_index_and_the_engine_are_told(mapping: RecordMapping, client: FlaskClient) -> None:
    client.get(f"{SEARCH}?q=jets")
    found = read(client)
    assert found[("searchroom_engine_up", "embedded")] == 1
    assert found[("searchroom_index_records",)] == len(RECORDS)
    assert abs(found[("searchroom_index_built_timestamp_seconds",)] - time.time()) < 3600
    assert found[("searchroom_search_seconds_count", "embedded")] == 1
    empty = EmbeddedEngine.open(None, mapping)
    away = read(client_of(empty))
    assert away[("searchroom_engine_up", "embedded")] == 0
    assert ("searchroom_index_records",) not in away
    publish(empty, list(RECORDS[:2]))
    assert read(client_of(empty))[("searchroom_index_records",)] == 2


def test_searches_that_are_partial_are_counted(mapping: RecordMapping) -> None:
    class Half(EmbeddedEngine):
        def search(self, query: Query) -> SearchResult:
            return replace(super().search(query), partial=True)

    engine = Half.open(None, mapping)
    publish(engine, list(RECORDS))
    client = client_of(engine)
    assert read(client)[("searchroom_partial_searches_total", "embedded")] == 0
    client.get(f"{SEARCH}?q=jets")
    assert read(client)[("searchroom_partial_searches_total", "embedded")] == 1


def test_each_engine_goes_by_its_name(engine: Engine, request: pytest.FixtureRequest) -> None:
    assert engine.kind == request.node.callspec.params["engine"]
    assert read(client_of(engine))[("searchroom_engine_up", engine.kind)] == 1


@pytest.mark.parametrize(
    ("setting", "address", "forwarded", "status"),
    [
        ("127.0.0.1,::1", "127.0.0.1", (), 200),
        ("127.0.0.1,::1", "::1", (), 200),
        ("127.0.0.1,::1", "10.1.2.3", (), 403),
        ("127.0.0.1,::1", "127.0.0.1", ("198.51.100.7",), 403),
        ("127.0.0.1,::1", "127.0.0.1", ("198.51.100.7, 127.0.0.1",), 403),
        ("127.0.0.1,::1", "127.0.0.1", ("127.0.0.1", "198.51.100.7"), 403),
        ("127.0.0.1, 10.0.0.0/8", "127.0.0.1", ("10.1.2.3",), 200),
        ("10.0.0.0/8", "127.0.0.1", (), 403),
        ("127.0.0.1", "", (), 403),
        ("127.0.0.1", "127.0.0.1", ("unknown",), 403),
        ("all", "198.51.100.7", ("unknown",), 200),
        ("none", "127.0.0.1", (), 403),
    ],
)
def test_who_may_read(
    mapping: RecordMapping, setting: str, address: str, forwarded: tuple[str, ...], status: int
) -> None:
    client = client_of(EmbeddedEngine.open(None, mapping), metrics=setting, proxies="127.0.0.1")
    headers = [("X-Forwarded-For", one) for one in forwarded]
    answer = client.get("/metrics", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status
    if status == 403:
        assert answer.mimetype == "application/problem+json"
        assert "SEARCHROOM_METRICS" in answer.json["detail"]


def test_what_a_proxy_says_that_nobody_believes_opens_nothing(
    mapping: RecordMapping,
) -> None:
    client = client_of(EmbeddedEngine.open(None, mapping))
    for headers in ({"X-Forwarded-For": "127.0.0.1"}, {"X-Real-IP": "127.0.0.1"}):
        assert client.get("/metrics", headers=headers).status_code == 403


def test_another_mark_of_a_proxy_is_not_passed_over(client: FlaskClient) -> None:
    assert client.get("/metrics", headers={"Forwarded": "for=198.51.100.7"}).status_code == 403


def test_networks_that_cannot_be_read_are_refused_at_once(mapping: RecordMapping) -> None:
    with pytest.raises(ConfigurationError, match="SEARCHROOM_METRICS: 'localhost'"):
        create_app(Settings(metrics="127.0.0.1,localhost"), EmbeddedEngine.open(None, mapping))
    assert networks("X", "none") == () and networks("X", "all") is None


def test_counting_costs_next_to_nothing(mapping: RecordMapping) -> None:
    metrics = Metrics(EmbeddedEngine.open(None, mapping), Settings())

    def seconds() -> float:
        begun = time.perf_counter()
        for _ in range(1000):
            metrics.count_search(0.002, False, 1)
            metrics.count_request(SEARCH, 200, 0.003)
        return (time.perf_counter() - begun) / 1000

    # 20 microseconds, a hundredth of a search; the least of some, for other processes run beside
    assert min(seconds() for _ in range(20)) < 20e-6


def test_searches_that_find_nothing_and_slow_requests_are_counted(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    # on a slow machine some would be slow
    monkeypatch.setattr("service.metrics.SLOW", 60.0)
    for path in (
        f"{SEARCH}?q=jets",
        f"{SEARCH}?q=qqqq",
        "/search?q=qqqq",
        "/healthz",
        "/records/k1",
    ):
        client.get(path)
    assert read(client)[("searchroom_empty_searches_total",)] == 2
    assert ("searchroom_slow_requests_total", SEARCH) not in read(client)
    monkeypatch.setattr("service.metrics.SLOW", 0.0)
    client.get(f"{SEARCH}?q=jets")
    assert read(client)[("searchroom_slow_requests_total", SEARCH)] == 1


def test_the_requests_that_were_rejected_and_limited_are_counted(
    mapping: RecordMapping, client: FlaskClient
) -> None:
    before = read(client)
    assert before[("searchroom_rejected_requests_total",)] == 0
    assert before[("searchroom_limited_requests_total",)] == 0
    for path in (f"{SEARCH}?size=-1", f"{SEARCH}?colour=red", "/nothing", "/records/none"):
        client.get(path)
    client.delete(SEARCH)
    assert read(client)[("searchroom_rejected_requests_total",)] == 3
    metrics = Metrics(EmbeddedEngine.open(None, mapping), Settings())
    metrics.count_request(SEARCH, 429, 0.001)
    metrics.count_refused(431)
    shown = figures(metrics.text("")[0].decode())
    assert shown[("searchroom_limited_requests_total",)] == 1
    assert shown[("searchroom_rejected_requests_total",)] == 1


def test_the_last_load_of_each_source_is_told_also_when_nothing_changed(
    mapping: RecordMapping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tmp_path / "sources.toml"
    letters = tmp_path / "letters.jsonl"
    monkeypatch.setenv("SEARCHROOM_HOME", str(tmp_path))
    monkeypatch.setenv("SEARCHROOM_SOURCES", "sources.toml")
    monkeypatch.setenv("SEARCHROOM_ENGINE", "embedded:index")
    engine = EmbeddedEngine.open(tmp_path / "index", mapping)
    client = client_of(engine, sources=str(sources))

    def load(*arguments: str) -> Figures:
        with pytest.raises(SystemExit):
            main(["load", *arguments])
        return read(client)

    def outcome(found: Figures) -> list[str]:
        return [key[1] for key, on in found.items() if key[0].endswith("load_outcome") and on]

    assert not [key for key in read(client) if key[0].startswith("searchroom_source_")]
    letters.write_text('{"title": "A letter"}\n{"title": "Another"}\n')
    found = load("jsonl", str(letters))
    assert found[("searchroom_source_records", "letters")] == 2
    assert (
        abs(found[("searchroom_source_last_load_timestamp_seconds", "letters")] - time.time()) < 60
    )
    assert 0 <= found[("searchroom_source_load_seconds", "letters")] < 60
    assert outcome(found) == ["loaded"]
    built = found[("searchroom_index_built_timestamp_seconds",)]

    old = re.sub("last_load = .*", "last_load = 2026-01-01T00:00:00Z", sources.read_text())
    sources.write_text(old)
    long_ago = read(client)[("searchroom_source_last_load_timestamp_seconds", "letters")]
    assert long_ago == datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    found = load("--all")  # and nothing has changed
    assert found[("searchroom_index_built_timestamp_seconds",)] == built
    assert found[("searchroom_source_last_load_timestamp_seconds", "letters")] > long_ago

    letters.write_text('{"title": "A letter"}\nno JSON\n')
    assert outcome(load("--all", "--force")) == ["loaded with rejects"]
    last = read(client)[("searchroom_source_last_load_timestamp_seconds", "letters")]
    letters.unlink()
    found = load("--all")
    assert outcome(found) == ["failed"]
    assert found[("searchroom_source_last_load_timestamp_seconds", "letters")] == last
    sources.write_text(sources.read_text().replace('"letters.jsonl"', '"*.jsonl"'))
    load("--all")  # fails before it begins: no file is of that pattern
    assert outcome(read(client)) == ["failed"]


@pytest.mark.parametrize(
    "text", ["", "[[source]]", "source = 3", "no TOML", "[[source]]\nname = 3"]
)
def test_a_file_of_sources_that_cannot_be_read_ends_no_figures(
    mapping: RecordMapping, tmp_path: Path, text: str
) -> None:
    (tmp_path / "sources.toml").write_text(text)
    client = client_of(EmbeddedEngine.open(None, mapping), sources=str(tmp_path / "sources.toml"))
    assert read(client)[("searchroom_engine_up", "embedded")] == 0


def test_a_source_that_stands_twice_is_one_figure(mapping: RecordMapping, tmp_path: Path) -> None:
    entry = '[[source]]\nname = "a \\"b\\""\nrecords = 1\nlast_load = 2026-01-01T00:00:00\n'
    (tmp_path / "sources.toml").write_text(entry * 2)
    client = client_of(EmbeddedEngine.open(None, mapping), sources=str(tmp_path / "sources.toml"))
    text = client.get("/metrics").text
    assert text.count('searchroom_source_records{source="a \\"b\\""} 1.0') == 1


def test_the_alerts_and_the_dashboard_ask_for_figures_that_there_are(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text(
        '[[source]]\nname = "letters"\nlast_load = 2026-01-01T00:00:00Z\nrecords = 1\nseconds = 1\n'
    )
    client = client_of(filled_engine(mapping, list(RECORDS)), sources=str(sources))
    client.get(f"{SEARCH}?q=jets")
    given = {name for name, *_ in read(client)} | {"searchroom_slow_requests_total"}
    given |= {name.replace("_count", "_bucket") for name in given if name.endswith("_count")}
    deploy = Path(__file__).parents[1] / "deploy"
    rules = yaml.safe_load((deploy / "alerts.yml").read_text())
    board = json.loads((deploy / "dashboard.json").read_text())
    asked = [rule["expr"] for group in rules["groups"] for rule in group["rules"]]
    asked += [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    named = {name for text in asked for name in re.findall(r"searchroom_\w+", text)}
    assert named and named <= given
    guide = (deploy.parent / "docs" / "operate.md").read_text()
    for group in rules["groups"]:
        for rule in group["rules"]:
            assert f"`{rule['alert']}`" in guide and rule["annotations"]["summary"]


@pytest.fixture
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapping: RecordMapping
) -> Iterator[Path]:
    """Where servers put what they count; there is an index to serve."""
    engine = EmbeddedEngine.open(tmp_path / "index", mapping)
    publish(engine, list(RECORDS))
    engine.close()
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
    made = tmp_path / "figures"
    made.mkdir()
    monkeypatch.setenv("TMPDIR", str(made))
    yield made


@pytest.mark.slow
def test_the_processes_of_a_server_count_together_and_clean_up(
    folder: Path, tmp_path: Path
) -> None:
    def processes() -> set[str]:
        kept = folder.glob("searchroom-metrics-*/counter_*.db")
        return {path.stem.rpartition("_")[2] for path in kept}

    asked = 24  # so that each of two processes has some, whoever takes which
    with serving(tmp_path, workers=2) as (address, _):
        end = time.monotonic() + 30
        while len(processes()) < 2:  # each makes its file when it begins
            assert time.monotonic() < end
            with urllib.request.urlopen(f"{address}/healthz", timeout=20):
                pass
        for _ in range(asked):
            with urllib.request.urlopen(f"{address}{SEARCH}?q=jets&size=1", timeout=20):
                pass
        for _ in range(3):
            with urllib.request.urlopen(f"{address}/metrics", timeout=20) as answer:
                found = figures(answer.read().decode())
            assert found[("searchroom_requests_total", SEARCH, "200")] == asked
            assert found[("searchroom_search_seconds_count", "embedded")] == asked
            assert found[("searchroom_index_records",)] == len(RECORDS)
    assert list(folder.glob("searchroom-metrics-*")) == []


@pytest.mark.slow
def test_what_was_counted_may_be_cleaned_away_or_damaged(folder: Path, tmp_path: Path) -> None:
    log: list[str] = []

    def told() -> dict[tuple[str, ...], float]:
        with urllib.request.urlopen(f"{address}/metrics", timeout=20) as answer:
            return figures(answer.read().decode())

    with serving(tmp_path, log) as (address, _):
        (kept,) = folder.glob("searchroom-metrics-*")
        assert told()[("searchroom_connections_closed_total", "body")] == 0
        for file in kept.glob("*.db"):
            with file.open("r+b") as damaged:  # not cut: the server has it mapped
                damaged.write(b"\xff" * 64)
        assert told()[("searchroom_index_records",)] == len(RECORDS)
        shutil.rmtree(kept)
        for _ in range(3):
            assert told()[("searchroom_engine_up", "embedded")] == 1
            with urllib.request.urlopen(f"{address}{SEARCH}?q=jets", timeout=20) as answer:
                assert answer.status == 200
    assert sum("what was counted cannot be read" in line for line in log) == 1
    assert not any("Traceback" in line for line in log)
