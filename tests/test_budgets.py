"""What a client may ask for, who it is behind proxies, and when its time is over."""

from __future__ import annotations

import logging
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import flask
import pytest
from catalogue import RECORDS
from flask.testing import FlaskClient
from served import serving
from serving import client_of, filled_engine, publish

from index_mappings.mapping import RecordMapping
from service import budgets, clock, limiting
from service.budgets import Budgets
from service.charged import Streamed, Streams
from service.engines.contract import Engine
from service.engines.embedded import EmbeddedEngine
from service.errors import ConfigurationError, OutOfTime
from service.networks import address, networks, within

SEARCH = "/api/v1/search?q=jets"
ONE, OTHER = ip_address("192.0.2.1"), ip_address("198.51.100.7")


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let applications be served as by `searchroom serve`, with an empty account."""
    monkeypatch.setattr(budgets, "_shared", None)
    budgets.share()


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> EmbeddedEngine:
    return filled_engine(mapping)


def test_a_budget_is_used_up_and_fills_again() -> None:
    account = Budgets(100, (32, 64))
    assert account.wait(ONE, 0) == 0
    account.charge(ONE, 0, 10_000)
    assert account.wait(ONE, 0) == 0  # a whole burst, and no more
    account.charge(ONE, 0, 500)
    assert account.wait(ONE, 0) == 5
    assert account.wait(ONE, 4.9) == 1
    assert account.wait(ONE, 5) == 0
    assert account.wait(OTHER, 0) == 0
    account.charge(ONE, 1_000, 10_000)
    assert account.wait(ONE, 1_000) == 0  # nothing is saved up beyond the burst


@pytest.mark.parametrize(
    ("bits", "one", "other", "is_same"),
    [
        ((32, 64), "192.0.2.1", "192.0.2.2", False),
        ((24, 64), "192.0.2.1", "192.0.2.2", True),
        ((32, 64), "2001:db8::1", "2001:db8::2", True),
        ((32, 64), "2001:db8::1", "2001:db8:0:1::1", False),
        ((32, 48), "2001:db8::1", "2001:db8:0:1::1", True),
    ],
)
def test_a_client_is_an_address_or_a_network(
    bits: tuple[int, int], one: str, other: str, is_same: bool
) -> None:
    account = Budgets(100, bits)
    account.charge(ip_address(one), 0, 20_000)
    assert bool(account.wait(ip_address(other), 0)) is is_same


def test_of_many_clients_hardly_one_pays_for_another() -> None:
    account = Budgets(100, (32, 64))
    for number in range(5_000):
        account.charge(ip_address(0x0A000000 + number), 0, 20_000)
    others = [ip_address(0xC0000200 + number) for number in range(1_000)]
    assert sum(bool(account.wait(one, 0)) for one in others) < 20


def spend(client: FlaskClient, **named: object) -> int:
    """Ask until the budget is used up; return how many were answered."""
    for number in range(200):
        if client.get(SEARCH, **named).status_code == 429:
            return number
    raise AssertionError("no budget was used up")


def test_beyond_its_budget_a_client_is_told_when_to_come_again(
    shared: None, engine: EmbeddedEngine
) -> None:
    client = client_of(engine, budget=1, budget_free="203.0.113.0/24")
    charged = budgets.Budgets(1, (32, 64))
    charged.charge(ip_address("127.0.0.1"), time.monotonic(), 9_990)
    assert spend(client) < 20
    refused = client.get(SEARCH)
    assert refused.mimetype == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) < 10_000
    assert refused.headers["Cache-Control"] == "no-store"
    assert "/dumps" in refused.json["detail"]
    page = client.get("/search?q=jets")
    assert page.status_code == 429 and "/dumps" in page.text and page.mimetype == "text/html"
    for path in ("/healthz", "/readyz", "/metrics"):
        assert client.get(path).status_code == 200, path
    for other in ("192.0.2.1", "203.0.113.5"):
        assert client.get(SEARCH, environ_base={"REMOTE_ADDR": other}).status_code == 200
    counted = client.get("/metrics").text
    assert 'searchroom_requests_total{route="/api/v1/search",status="429"}' in counted


def test_what_is_streamed_is_paid_for_as_it_is_made(
    shared: None, engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces: list[float] = []
    ticks = iter(range(1_000_000))
    monkeypatch.setattr(budgets.time, "thread_time", lambda: next(ticks))  # a second at each look
    charge = Budgets.charge

    def noted(self: Budgets, client: Any, now: float, price: float) -> None:
        pieces.append(price)
        charge(self, client, now, price)

    monkeypatch.setattr(Budgets, "charge", noted)
    client = client_of(engine, budget=1)
    with client.get("/api/v1/export?size=3", buffered=False) as answer:
        begun = len(pieces)
        assert answer.status_code == 200
        assert answer.get_data().count(b"\n") > 3
    assert begun < len(pieces)
    assert all(price >= 1_000 for price in pieces)


def test_what_is_left_of_a_stream_is_ended() -> None:
    ended: list[bool] = []

    def made() -> Iterator[bytes]:
        try:
            yield from (b"a", b"b")
        finally:
            ended.append(True)

    prices: list[float] = []
    streams = Streams(1)
    place = streams.place()
    assert place is not None
    streamed = Streamed(made(), lambda now, price: prices.append(price), place)
    assert next(iter(streamed)) == b"a"
    assert len(prices) == 1 and not ended
    assert streams.place() is None and streams.refused() and not streams.refused()
    streamed.close()
    assert ended == [True] and streams.place() is not None and not streams.refused()


@pytest.mark.parametrize("budget", [0, 250])
def test_half_of_the_threads_stream_and_who_comes_next_is_told_at_once(
    shared: None, engine: EmbeddedEngine, budget: int
) -> None:
    client = client_of(engine, threads=4, budget=budget, budget_free="203.0.113.0/24")
    export = "/api/v1/export?q=jets"
    others: list[dict[str, str]] = [{"REMOTE_ADDR": f"192.0.2.{number}"} for number in range(9)]
    for _ in range(3):  # what was given back is there again
        held = []
        for number in range(2):
            answer = client.get(export, buffered=False, environ_base=others[number])
            assert answer.status_code == 200
            held.append((answer, next(answer.iter_encoded())))
        for path in (export, "/sitemap.xml", "/sitemap-1.xml"):
            refused = client.get(path, environ_base=others[2])
            assert refused.status_code == 429 and refused.headers["Retry-After"] == "5"
            assert path != export or "/dumps" in refused.json["detail"]
        assert client.get(SEARCH, environ_base=others[2]).status_code == 200
        free = client.get(export, environ_base={"REMOTE_ADDR": "203.0.113.5"})
        assert free.status_code == 200  # whom the archive agreed with
        held.pop()[0].close()
        with client.get(export, environ_base=others[3]) as answer:
            assert answer.status_code == 200
        held.pop()[0].close()


@pytest.mark.parametrize(
    ("method", "asked", "status"),
    [
        ("HEAD", "?q=jets", 200), ("GET", "?format=none", 400), ("POST", "", 405),
        ("OPTIONS", "", 200), ("GET", "?ids=none", 200), ("GET", "?q=jets", 200),
    ],
)  # fmt: skip
def test_a_place_is_given_back_whatever_becomes_of_an_answer(
    shared: None, engine: EmbeddedEngine, method: str, asked: str, status: int
) -> None:
    client = client_of(engine, threads=2)
    for _ in range(3):
        with client.open(f"/api/v1/export{asked}", method=method) as answer:
            assert answer.status_code == status


def test_what_is_streamed_is_known_by_its_address(
    shared: None, engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    streamed: set[str] = set()
    made = limiting.Streamed

    def noted(*given: Any) -> Streamed:
        streamed.add(flask.request.path)
        return made(*given)

    monkeypatch.setattr(limiting, "Streamed", noted)
    client = client_of(engine)
    rules = client.application.url_map.iter_rules()
    for rule in rules:
        client.get(re.sub(r"<[^>]*>", "1", rule.rule), buffered=True).close()
    assert streamed == {"/api/v1/export", "/sitemap.xml", "/sitemap-1.xml"}


def test_without_budgets_nobody_pays(shared: None, engine: EmbeddedEngine) -> None:
    budgets.Budgets(1, (32, 64)).charge(ip_address("127.0.0.1"), time.monotonic(), 100_000)
    assert client_of(engine, budget=1).get(SEARCH).status_code == 429
    assert client_of(engine, budget=0).get(SEARCH).status_code == 200


def test_who_is_free_never_pays(shared: None, engine: EmbeddedEngine) -> None:
    for free in ("127.0.0.0/8", "all"):
        client = client_of(engine, budget=1, budget_free=free)
        charged = budgets.Budgets(1, (32, 64))
        charged.charge(ip_address("127.0.0.1"), time.monotonic(), 100_000)
        assert client.get(SEARCH).status_code == 200


def test_a_proxy_that_nobody_named_switches_budgets_off_and_is_told_once(
    shared: None, engine: EmbeddedEngine, caplog: pytest.LogCaptureFixture
) -> None:
    charged = budgets.Budgets(1, (32, 64))
    for one in ("127.0.0.1", "10.1.1.1", "198.51.100.7"):
        charged.charge(ip_address(one), time.monotonic(), 100_000)
    client = client_of(engine, budget=1)
    by_proxy = {"X-Forwarded-For": "192.0.2.1"}
    assert client.get(SEARCH).status_code == 429
    with caplog.at_level(logging.WARNING):
        for peer in ("127.0.0.1", "10.1.1.1", "127.0.0.1"):
            asked = client.get(SEARCH, headers=by_proxy, environ_base={"REMOTE_ADDR": peer})
            assert asked.status_code == 200
    (told,) = (one for one in caplog.messages if "SEARCHROOM_PROXIES" in one)
    assert "127.0.0.1" in told and "192.0.2.1" not in told
    # a reader with an address of his own cannot write himself out of it
    public = {"REMOTE_ADDR": "198.51.100.7"}
    assert client.get(SEARCH, headers=by_proxy, environ_base=public).status_code == 429


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("192.0.2.1, 10.0.0.1", "192.0.2.1"),
        ("192.0.2.1, 10.0.0.1, 127.0.0.1", "192.0.2.1"),
        ("[2001:db8::5]:4711", "2001:db8::5"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:4711", "192.0.2.1"),
    ],
)
def test_behind_proxies_that_are_named_each_reader_has_his_own(
    shared: None, engine: EmbeddedEngine, said: str, refused: str
) -> None:
    charged = budgets.Budgets(1, (32, 64))
    charged.charge(ip_address(refused), time.monotonic(), 100_000)
    client = client_of(engine, budget=1, proxies="127.0.0.1,10.0.0.0/8")
    assert client.get(SEARCH, headers={"X-Forwarded-For": said}).status_code == 429
    assert client.get(SEARCH, headers={"X-Forwarded-For": "192.0.2.77"}).status_code == 200


def test_https_is_believed_of_a_proxy_that_is_named(engine: EmbeddedEngine) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    for proxies, is_https in (("127.0.0.1", True), ("", False), ("10.0.0.1", False)):
        answer = client_of(engine, proxies=proxies).get(SEARCH, headers=headers)
        assert ("Strict-Transport-Security" in answer.headers) is is_https
        assert answer.json["links"]["self"].startswith("https://") is is_https


def test_nobody_mounts_the_site_by_a_header(engine: EmbeddedEngine) -> None:
    for proxies in ("", "127.0.0.1"):
        client = client_of(engine, proxies=proxies)
        for name in ("X-Script-Name", "X-Forwarded-Prefix", "X-Forwarded-Host", "SCRIPT_NAME"):
            answer = client.get(SEARCH, headers={name: "/evil"})
            assert answer.status_code == 200 and "evil" not in answer.text


def test_every_answer_says_who_may_keep_it(engine: EmbeddedEngine) -> None:
    client = client_of(engine)
    for path in (
        SEARCH, "/search", "/", "/nothing", "/api/nothing", "/api/docs", "/api/openapi.json",
        "/readyz", "/healthz", "/metrics", "/robots.txt", "/records/k1", "/records/none", "/help",
    ):  # fmt: skip
        assert client.get(path).headers.get("Cache-Control"), path
    assert client.post("/search").headers["Cache-Control"] == "no-store"
    assert client.options(SEARCH).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        (SEARCH, "GET", 200), (SEARCH, "HEAD", 200), (f"{SEARCH}&size=-1", "GET", 400),
        ("/search/", "GET", 308), ("/collections", "GET", 302), ("/nothing", "GET", 404),
        ("/api/nothing", "GET", 404), ("/search", "POST", 405), (SEARCH, "DELETE", 405),
        (SEARCH, "OPTIONS", 200), ("/assets/0/searchroom.css", "GET", 200),
        ("/assets/0/none", "GET", 404), ("/robots.txt", "GET", 200), ("/healthz", "GET", 200),
        ("/metrics", "GET", 403), ("/dumps", "GET", 200), ("/dumps/latest.json", "GET", 404),
        ("/dumps/none", "GET", 404), ("/opensearch.xml", "GET", 200), ("/api", "GET", 308),
    ],
)  # fmt: skip
def test_every_answer_over_tls_says_so_and_who_may_keep_it(
    engine: EmbeddedEngine, path: str, method: str, status: int
) -> None:
    client = client_of(engine, proxies="127.0.0.1")
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    answer = client.open(path, method=method, headers=headers)
    assert answer.status_code == status
    assert answer.headers.getlist("Strict-Transport-Security") == ["max-age=31536000"]
    assert len(answer.headers.getlist("Cache-Control")) == 1


def test_so_does_one_that_refuses_a_client(shared: None, engine: EmbeddedEngine) -> None:
    budgets.Budgets(1, (32, 64)).charge(ip_address("192.0.2.1"), time.monotonic(), 100_000)
    client = client_of(engine, budget=1, proxies="127.0.0.1")
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    answer = client.get("/search?q=jets", headers=headers)
    assert answer.status_code == 429
    assert answer.headers["Strict-Transport-Security"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert int(answer.headers["Retry-After"]) > 0 and "/dumps" in answer.text


def test_addresses_and_networks_are_read() -> None:
    known = networks("X", "10.0.0.0/8, ::1")
    assert within(address("10.2.3.4:80"), known) and within(address("[::1]:80"), known)
    assert not within(address("unknown"), known) and not within(address(""), known)
    assert within(address("unknown"), networks("X", "all"))
    with pytest.raises(ConfigurationError, match="X: 'nonsense'"):
        networks("X", "nonsense")


@pytest.mark.parametrize("text", ["", "32", "33/64", "32/129", "a/b", "32/64/1"])
def test_the_length_of_a_network_is_two_numbers(
    shared: None, engine: EmbeddedEngine, text: str
) -> None:
    with pytest.raises(ConfigurationError, match="SEARCHROOM_BUDGET_NETWORK"):
        client_of(engine, budget_network=text)


def test_no_more_is_begun_when_the_time_of_a_request_is_over(engine: Engine) -> None:
    client = client_of(engine, time=0)
    answer = client.get("/api/v1/search?q=jets")
    assert (answer.status_code, answer.json["title"]) == (503, OutOfTime.title)
    assert answer.headers["Retry-After"]
    page = client.get("/search?q=jets")
    assert page.status_code == 503 and "less at once" in page.text
    assert client.get("/healthz").status_code == 200
    clock.check()  # and what comes after it in this thread has its own time
    assert client_of(engine).get(SEARCH).status_code == 200


@pytest.fixture
def folder(
    tmp_path: Path, mapping: RecordMapping, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    engine = EmbeddedEngine.open(tmp_path / "index", mapping)
    publish(engine, list(RECORDS))
    engine.close()
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
    yield tmp_path


@pytest.mark.slow
@pytest.mark.server
def test_the_processes_of_a_server_keep_one_account(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCHROOM_BUDGET", "1")
    statuses: list[int] = []
    first = 0.0
    with serving(folder, workers=2) as (url, _):
        for _ in range(5_000):
            try:
                with urllib.request.urlopen(f"{url}{SEARCH}", timeout=20) as answer:
                    statuses.append(answer.status)
            except urllib.error.HTTPError as refused:
                first = first or time.monotonic()
                statuses.append(refused.code)
                refused.close()
                if statuses[-30:] == [429] * 30:  # whichever process is asked
                    break
    assert statuses[-30:] == [429] * 30
    # a millisecond of work a second, and an answer is two; another account would give hundreds
    again = statuses[statuses.index(429) :].count(200)
    assert again <= 1 + (time.monotonic() - first) / 2
