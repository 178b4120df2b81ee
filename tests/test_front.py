"""The loop in front of the application: what it costs to be slow, and what is no sound request."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from service.front import server
from service.front.connection import ARRIVED, Connection
from service.front.deadlines import BODY, Deadlines
from service.front.server import Loop

pytestmark = pytest.mark.slow

QUICK = Deadlines(header=0.3, body=0.3, answer=0.3, idle=0.3, window=0.2)
TURN = 0.02  # seconds
LARGE = 24 << 20  # bytes: more than all buffers between the two ends hold
PATIENCE = 180  # seconds for what comes soon, on a machine that may be slow


class Counted:
    """What a front counted."""

    def __init__(self) -> None:
        self.closed: Counter[str] = Counter()
        self.refused: Counter[int] = Counter()

    def count_closed(self, reason: str) -> None:
        self.closed[reason] += 1

    def count_refused(self, status: int) -> None:
        self.refused[status] += 1


class Site:
    """A front in a thread, over an application of the simplest kind."""

    def __init__(
        self, deadlines: Deadlines, application: Any, threads: int = 2, **more: Any
    ) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.listening.setblocking(False)
        self.counted = Counted()
        self.loop = Loop(application, [self.listening], threads, self.counted, deadlines, **more)
        self.turns = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while not self._ended.is_set():
            self.loop.turn(TURN)
            self.turns += 1
            self.loop.sweep()
        self.loop.stop(5)

    def connect(self, sent: bytes = b"", buffer: int = 0) -> socket.socket:
        made = socket.socket()
        if buffer:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        made.settimeout(PATIENCE)
        made.connect(self.listening.getsockname())
        made.sendall(sent)
        return made

    def ask(self, sent: bytes) -> bytes:
        """Return all that is answered until the connection ends."""
        with self.connect(sent) as connection:
            return everything(connection)

    def stop(self) -> None:
        self._ended.set()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        self.listening.close()


def everything(connection: socket.socket) -> bytes:
    found = b""
    while more := connection.recv(1 << 20):
        found += more
    return found


def application(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    """Answer with what came in the body, or with a great deal."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) or environ["PATH_INFO"].encode()
    if environ["PATH_INFO"] == "/large":
        body = b"x" * LARGE
    assert environ[ARRIVED] <= time.monotonic()
    start("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def site_of(
    deadlines: Deadlines, app: Any = application, threads: int = 2, **more: Any
) -> Iterator[Site]:
    made = Site(deadlines, app, threads, **more)
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def site() -> Iterator[Site]:
    with site_of(Deadlines()) as made:
        yield made


@pytest.fixture
def quick() -> Iterator[Site]:
    with site_of(QUICK) as made:
        yield made


def until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    wait = threading.Event()
    while not met():
        assert time.monotonic() < end, "it did not come to pass"
        wait.wait(0.01)


GET = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n"


def test_one_that_says_nothing_is_closed_and_counted(quick: Site) -> None:
    assert quick.ask(b"") == b""
    assert quick.counted.closed == {"header": 1}


@pytest.mark.parametrize(
    ("begun", "more", "reason"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"a", "header"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n", b"a", BODY),
        (
            b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"1\r\na\r\n",
            "body",
        ),
        (b"", b"\r\n", "header"),  # blank lines, which begin no request
        (b"\r\n\r", b" ", "header"),
    ],
)
def test_one_that_trickles_is_closed_however_regularly(
    quick: Site, begun: bytes, more: bytes, reason: str
) -> None:
    with quick.connect(begun) as connection:
        connection.settimeout(0.03)

        def is_closed() -> bool:
            try:
                connection.sendall(more)
                return connection.recv(100) == b""
            except TimeoutError:
                return False
            except OSError:
                return True

        until(is_closed)
    assert quick.counted.closed == {reason: 1}


def test_one_that_takes_no_answer_is_closed_and_holds_no_thread() -> None:
    with site_of(QUICK, threads=1) as site:
        slow = [site.connect(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n", 4096) for _ in range(3)]
        cut = 0  # a machine that does much else may answer an honest one too late as well

        def is_answered() -> bool:
            nonlocal cut
            if b"/a" in site.ask(close(GET)):
                return True
            cut += 1
            return False

        until(lambda: site.counted.closed["answer"] == 3 + cut or is_answered())
        until(lambda: site.counted.closed["answer"] == 3 + cut)
        for each in slow:
            with each, suppress(ConnectionResetError):
                assert len(everything(each)) < LARGE
        until(is_answered)


def close(request: bytes) -> bytes:
    return request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")


def test_a_large_answer_to_a_patient_reader_is_whole(site: Site) -> None:
    answer = site.ask(close(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"))
    assert len(answer.partition(b"\r\n\r\n")[2]) == LARGE
    assert not site.counted.closed


def test_a_steady_reader_may_take_longer_than_one_that_stands_still(site: Site) -> None:
    known = Deadlines()
    with site.connect(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n", 4096) as connection:
        assert connection.recv(100)
        (front,) = site.loop._fronts  # the connection as the server has it
        (held,) = front.active_channels.values()
        began = held.since
        assert held.late(began + 89, known) == ""
        assert held.late(began + 91, known) == ""  # from here on it is watched
        held.sent += known.steady * 30
        assert held.late(began + 122, known) == ""
        held.sent += known.steady * 30 - 1
        assert held.late(began + 153, known) == "answer"


def test_a_connection_between_two_requests_is_closed_and_no_fault(quick: Site) -> None:
    assert quick.ask(GET).endswith(b"/a")
    assert not quick.counted.closed


def test_a_connection_is_used_again_and_requests_in_a_row_are_answered_in_order(
    site: Site,
) -> None:
    row = b"".join(b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n" % number for number in range(5))
    answer = site.ask(row + close(GET))
    ends = [part.partition(b"HTTP/1.1 200")[0] for part in answer.split(b"\r\n\r\n")[1:]]
    assert ends == [b"/0", b"/1", b"/2", b"/3", b"/4", b"/a"]


def test_blank_lines_after_an_answer_keep_no_connection(quick: Site) -> None:
    with quick.connect(GET) as connection:
        connection.settimeout(0.03)
        found = []

        def is_closed() -> bool:
            with suppress(TimeoutError):
                connection.sendall(b"\r\n")
                found.append(connection.recv(1000))
            return bool(found) and found[-1] == b""

        with suppress(ConnectionError):
            until(is_closed)
    assert b"".join(found).endswith(b"/a")
    assert not quick.counted.closed


def test_the_next_answer_is_begun_when_the_one_before_it_is_taken() -> None:
    asked: list[str] = []

    def counted(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        asked.append(environ["PATH_INFO"])
        return application(environ, start)

    with site_of(Deadlines(), counted, threads=1) as site:
        row = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n" * 5
        with site.connect(row + close(GET)) as greedy:
            until(lambda: bool(asked))
            assert b"/a" in site.ask(close(GET))
            assert asked == ["/large", "/a"]  # five would be more than may wait for a reader
            answers = everything(greedy)
    assert answers.count(b"HTTP/1.1 200") == 6
    assert len(answers) > 5 * LARGE
    assert answers.endswith(b"/a")


def test_readers_that_take_nothing_of_a_stream_leave_half_of_the_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "_SPOOLED", 1 << 20)

    def streamed(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        if environ["PATH_INFO"] == "/stream":
            start("200 OK", [])
            return (b"x" * 65_536 for _ in range(10_000))
        return iter(application(environ, start))

    with site_of(Deadlines(), streamed, threads=2) as site:
        request = b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"
        slow = [site.connect(request, 4096) for _ in range(2)]
        until(lambda: sum(one.holds for one in site.loop._connections()) == 2)
        assert site.ask(close(GET)).endswith(b"/a")
        assert site.counted.closed == {"crowded": 1}
        for each in slow:
            each.close()


def test_who_takes_nothing_of_a_stream_makes_room_for_one_that_was_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "_SPOOLED", 1 << 20)
    was_refused: list[bool] = []

    def streamed(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        start("200 OK", [])
        return (b"x" * 65_536 for _ in range(10_000))

    with site_of(Deadlines(), streamed, threads=4, refused=lambda: bool(was_refused)) as site:
        request = b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n"
        slow = [site.connect(request, 4096) for _ in range(2)]
        until(lambda: sum(one.holds for one in site.loop._connections()) == 2)
        assert not site.counted.closed  # nobody else wants one
        was_refused.append(True)
        until(lambda: site.counted.closed == {"crowded": 1})
        for each in slow:
            each.close()


@pytest.mark.parametrize(("bound", "size"), [("_IN_MEMORY", 900_000), ("_IN_FILES", LARGE)])
def test_readers_who_take_nothing_fill_neither_memory_nor_disk(
    monkeypatch: pytest.MonkeyPatch, bound: str, size: int
) -> None:
    def page(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start("200 OK", [("Content-Length", str(size))])
        return [b"x" * size]

    with site_of(Deadlines(), page) as site:
        site.listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)

        def waiting() -> list[int]:
            found = [one.left(in_files=bound == "_IN_FILES") for one in site.loop._connections()]
            return [left for left in found if left]

        slow = []
        for _ in range(6):
            slow.append(site.connect(GET, 4096))
            until(lambda: len(waiting()) == len(slow))
        assert not site.counted.closed
        monkeypatch.setattr(server, bound, sum(waiting()[:3]))  # there is room for three of them
        until(lambda: site.counted.closed["crowded"] == 3)
        for each in slow[3:]:  # the last ones are answered
            taken = 0
            while taken < size:
                taken += len(each.recv(1 << 20)) or size * 2
            assert taken < size * 2
        assert len(site.ask(close(GET)).partition(b"\r\n\r\n")[2]) == size
        for each in slow:
            each.close()


def test_who_asks_before_sending_is_told_to_go_on_or_refused(site: Site) -> None:
    ask = b"Host: x\r\nConnection: close\r\nExpect: 100-continue\r\n"
    with site.connect(b"POST / HTTP/1.1\r\n" + ask + b"Content-Length: 3\r\n\r\n") as connection:
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"abc")
        assert everything(connection).endswith(b"abc")
    assert site.ask(b"GET /a HTTP/1.1\r\n" + ask + b"\r\n").startswith(b"HTTP/1.1 200")
    large = b"POST / HTTP/1.1\r\n" + ask + b"Content-Length: 99999999\r\n\r\n"
    assert site.ask(large).startswith(b"HTTP/1.1 413")


REFUSED = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n"


def test_who_goes_on_sending_what_was_refused_sees_the_answer(site: Site) -> None:
    with site.connect(REFUSED) as connection:
        answer = everything(connection)
        for _ in range(30):
            connection.sendall(b"x" * 100_000)  # a system that has closed tells its sender so
    assert answer.startswith(b"HTTP/1.1 413") and answer.endswith(b"}")
    until(lambda: not site.loop._connections())
    assert not site.counted.closed


def test_but_not_for_ever(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.front.connection._LINGER_BYTES", 1 << 20)
    with site.connect(REFUSED) as connection, pytest.raises(ConnectionError):
        while True:
            connection.sendall(b"x" * 100_000)
    monkeypatch.setattr("service.front.connection._LINGER", 0.2)
    with site.connect(REFUSED) as connection:
        assert everything(connection).startswith(b"HTTP/1.1 413")
        until(lambda: not site.loop._connections())
    assert not site.counted.closed


def test_an_answer_to_head_ends_with_its_headers() -> None:
    def streamed(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [b"a", b"b"]

    with site_of(Deadlines(), streamed) as site:
        head, end, rest = site.ask(GET.replace(b"GET", b"HEAD")).partition(b"\r\n\r\n")
        assert (end, rest) == (b"\r\n\r\n", b"")
        assert head.startswith(b"HTTP/1.1 200")
        assert site.ask(GET).endswith(b"\r\n0\r\n\r\n")  # what GET has there


def test_a_body_is_taken_whole_before_a_thread_has_it(site: Site) -> None:
    request = close(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n")
    with site.connect(request + b"abc") as connection:
        assert b"/a" in site.ask(close(GET))
        connection.sendall(b"def")
        assert everything(connection).endswith(b"abcdef")


def test_where_too_many_wait_the_longest_waiting_makes_room(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = site.connect()
    until(lambda: len(site.loop._connections()) == 1)
    monkeypatch.setattr(server, "WAITING", 2)
    others = [site.connect() for _ in range(2)]
    assert first.recv(10) == b""
    assert site.counted.closed == {"crowded": 1}
    for each in (first, *others):
        each.close()


def test_what_is_being_answered_when_the_server_ends_is_answered() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        begun.set()
        assert go_on.wait(PATIENCE)
        return application(environ, start)

    site = Site(Deadlines(), slow)
    with site.connect(GET) as connection:
        assert begun.wait(PATIENCE)
        site._ended.set()
        go_on.set()
        assert everything(connection).endswith(b"/a")
    site.stop()


def is_at_rest(site: Site) -> bool:
    """Return whether the loop waits between its turns, except a few for what happened before."""
    begun, turns = time.monotonic(), site.turns
    until(lambda: site.turns >= turns + 10)
    return time.monotonic() - begun > 5 * TURN


def test_the_loop_waits_while_an_answer_is_made_piece_by_piece() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        start("200 OK", [("Content-Length", str(2 + (1 << 20)))])
        yield b"a"
        begun.set()
        assert go_on.wait(PATIENCE)
        yield b"b" * (1 << 20)
        yield b"c"

    with site_of(Deadlines(), slow) as site, site.connect(GET) as connection:
        assert begun.wait(PATIENCE)
        rested = is_at_rest(site)
        go_on.set()
        assert rested
        connection.shutdown(socket.SHUT_WR)
        assert everything(connection).endswith(b"\r\n\r\na" + b"b" * (1 << 20) + b"c")


def test_the_loop_waits_while_a_thread_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    sent = Connection.send

    def slowly(self: Connection, data: bytes, do_close: bool = True) -> int:
        begun.set()
        assert go_on.wait(PATIENCE)
        return sent(self, data, do_close)

    monkeypatch.setattr(Connection, "send", slowly)
    with site_of(Deadlines()) as site, site.connect(b"GET /large HTTP/1.0\r\n\r\n") as connection:
        assert begun.wait(PATIENCE)
        rested = is_at_rest(site)
        go_on.set()
        assert rested
        assert len(everything(connection).partition(b"\r\n\r\n")[2]) == LARGE


UNSOUND = {
    "lengths in two ways": (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\n", 400),
    "two lengths": (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na", 400),
    "a length that is none": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na", 400),
    "an encoding that is none": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
    "chunks in chunks": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400),
    "no encoding": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n\r\n0\r\n\r\n", 400),
    "an encoding before chunks": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
    "a path without a slash": (b"GET sekret HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    "another scheme": (b"GET file:///sekret HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    "a tunnel": (b"CONNECT sekret:443 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    "an asterisk for a path": (b"GET * HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    "a host in the address and another": (
        b"GET http://sekret/a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    "a line before a chunk that is long": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;a="
        + b"a" * 2_000, 400),
    "trailers that are long": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
        + b"A: b\r\n" * 2_000, 400),
    "a chunk that is large": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\na", 413),
    "two encodings": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400),
    "chunks in HTTP/1.0": (
        b"POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "a chunk that is none": (
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nsekret\r\n\r\n", 400),
    "two hosts": (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
    "no host": (b"GET / HTTP/1.1\r\nX: y\r\n\r\n", 400),
    "no header at all": (b"GET / HTTP/1.1\r\n\r\n", 400),
    "a header in two lines": (b"GET / HTTP/1.1\r\nHost: x\r\nX: sekret\r\n b\r\n\r\n", 400),
    "a blank before the colon": (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length : 1\r\n\r\n", 400),
    "a bare line feed": (b"GET / HTTP/1.1\r\nHost: x\r\nX: a\nY: sekret\r\n\r\n", 400),
    "an address that is none": (b"GET http://[sekret HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    "a length of many digits": (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + b"1" * 5_000 + b"\r\n\r\n", 400),
    "no version": (b"GET /sekret\r\nHost: x\r\n\r\n", 400),
    "another version": (b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 400),
    "no request": (b"\x16\x03\x01sekret\r\n\r\n", 400),
    "a long line": (b"GET /" + b"a" * 8200 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    "long headers": (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", 431),
    "a large body": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSOUND)
def test_an_unsound_request_is_refused_and_ends_its_connection(site: Site, name: str) -> None:
    request, status = UNSOUND[name]
    answer = site.ask(request + GET)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.") and int(head.split(b" ")[1]) == status
    assert answer.count(b"HTTP/1.") == 1  # and what came after it was not taken for a request
    assert b"Cache-Control: no-store" in head
    assert json.loads(body)["status"] == status
    assert b"sekret" not in answer
    assert site.counted.refused == {status: 1}


@pytest.mark.parametrize(
    "request_line", [b"GET http://X/a?b HTTP/1.1", b"GET HTTPS://x/a HTTP/1.1", b"GET /a HTTP/1.1"]
)
def test_an_address_may_name_the_host_of_the_header(site: Site, request_line: bytes) -> None:
    answer = site.ask(request_line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"/a")


def test_chunks_may_have_extensions_and_trailers(site: Site) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: Chunked\r\n\r\n"
    answer = site.ask(head + b"3;a=b\r\nabc\r\n0\r\nHost: y\r\nA: b\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"abc")


def test_a_header_with_an_underscore_is_not_handed_on() -> None:
    def told(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start("200 OK", [])
        kept = [name for name in environ if "EVIL" in name]
        return [repr((environ["SCRIPT_NAME"], environ["PATH_INFO"], kept)).encode()]

    with site_of(Deadlines(), told) as site:
        answer = site.ask(
            b"GET /p HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSCRIPT_NAME: /evil\r\n"
            b"PATH_INFO: /evil\r\nX_EVIL: a\r\n\r\n"
        )
    assert b"('', '/p', [])" in answer
