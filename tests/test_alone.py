"""`searchroom serve` by itself, with many connections that are idle, slow or late, and honest ones.

Real sockets against two processes: what a thread in each connection would not live through.
"""

from __future__ import annotations

import http.client
import selectors
import socket
import statistics
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from catalogue import RECORDS
from served import serving
from serving import publish
from test_metrics import figures

from index_mappings.mapping import RecordMapping
from service.engines.embedded import EmbeddedEngine

pytestmark = [pytest.mark.slow, pytest.mark.server]

HONEST = ("/search?q=jets", "/api/v1/search?q=pilots", "/records/k1", "/search?type=Cable")
SAMPLE = 120  # searches, of which the 95th percentile is told
NOISE = 0.025  # seconds: what a machine that does other things too adds to any of them
PATIENCE = 60  # seconds until the last deadline has passed


@pytest.fixture
def address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapping: RecordMapping
) -> Iterator[tuple[str, int]]:
    engine = EmbeddedEngine.open(tmp_path / "index", mapping)
    publish(engine, list(RECORDS))
    engine.close()
    monkeypatch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
    monkeypatch.setenv("SEARCHROOM_BUDGET", "0")
    with serving(tmp_path, workers=2) as (url, _):
        parts = urlsplit(url)
        assert parts.hostname and parts.port
        yield parts.hostname, parts.port


def late_of_twenty(address: tuple[str, int]) -> float:
    """Return the 95th percentile of honest searches in seconds, each on its own connection."""
    taken = []
    for number in range(SAMPLE):
        begun = time.perf_counter()
        connection = http.client.HTTPConnection(*address, timeout=PATIENCE)
        connection.request("GET", HONEST[number % len(HONEST)])
        answer = connection.getresponse()
        assert answer.status == 200
        answer.read()
        connection.close()
        taken.append(time.perf_counter() - begun)
    return statistics.quantiles(taken, n=20)[-1]


def quickest_of_three(address: tuple[str, int]) -> float:
    """Return the least of three: what else the machine does is seldom in all of them."""
    return min(late_of_twenty(address) for _ in range(3))


def closed(address: tuple[str, int]) -> dict[str, float]:
    with urllib.request.urlopen(f"http://{address[0]}:{address[1]}/metrics", timeout=20) as answer:
        found = figures(answer.read().decode())
    name = "searchroom_connections_closed_total"
    return {key[1]: value for key, value in found.items() if key[0] == name}


@contextmanager
def connections(address: tuple[str, int], count: int, sent: bytes) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        made = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in made:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            each.connect(address)
            each.sendall(sent)
            each.setblocking(False)
        yield made


def wait_until_closed(
    made: list[socket.socket], meanwhile: Callable[[socket.socket], object] = lambda _: None
) -> None:
    """Wait until the server has closed each of them, doing something with the others."""
    end = time.monotonic() + PATIENCE
    with selectors.DefaultSelector() as selector:
        for each in made:
            selector.register(each, selectors.EVENT_READ)
        while open_ones := list(selector.get_map().values()):
            assert time.monotonic() < end, f"{len(open_ones)} are still open"
            for key, _ in selector.select(0.5):
                connection = key.fileobj
                assert isinstance(connection, socket.socket)
                try:
                    is_over = connection.recv(65_536) == b""
                except OSError:
                    is_over = True
                if is_over:
                    selector.unregister(connection)
            for key in list(selector.get_map().values()):
                assert isinstance(key.fileobj, socket.socket)
                try:
                    meanwhile(key.fileobj)
                except OSError:
                    selector.unregister(key.fileobj)


@pytest.mark.parametrize(
    ("count", "sent", "reason", "meanwhile"),
    [
        (500, b"", "header", lambda _: None),
        (200, b"GET / HTTP/1.1\r\nHost: x\r\nX: ", "header", lambda each: each.send(b"a")),
        (100, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n", "body", lambda _: None),
    ],
    ids=["idle", "trickling", "withholding"],
)
def test_honest_searches_are_answered_beside(
    address: tuple[str, int], count: int, sent: bytes, reason: str,
    meanwhile: Callable[[socket.socket], object],
) -> None:  # fmt: skip
    late_of_twenty(address)  # until all is opened and read once
    quiet = late_of_twenty(address)
    with connections(address, count, sent) as made:
        assert quickest_of_three(address) < 3 * quiet + NOISE
        wait_until_closed(made, meanwhile)
    assert closed(address)[reason] == count


def test_honest_searches_are_answered_beside_slow_readers(address: tuple[str, int]) -> None:
    late_of_twenty(address)
    quiet = late_of_twenty(address)
    largest = b"GET /search?size=100 HTTP/1.1\r\nHost: x\r\n\r\n"
    with connections(address, 50, largest) as made:
        for each in made:  # what it costs to make the page is another matter
            each.setblocking(True)
            assert each.recv(1)
        assert quickest_of_three(address) < 3 * quiet + NOISE
