"""The loop of one process: connections accepted, swept for late ones, and closed at the end."""

from __future__ import annotations

import logging
import resource
import socket
import time
from collections.abc import Callable
from typing import Any, Protocol

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from service.front.connection import Connection
from service.front.deadlines import CROWDED, IDLE, Deadlines
from service.front.requests import LARGEST_BODY, LARGEST_HEADER

WAITING = 2_000
"""Connections of one process that may wait without a request; beyond, the longest waiting go."""
COUNTS = "searchroom.counts"
"""Under which of its extensions the application keeps its `Counts`."""
SOON = "searchroom.soon"
"""Under which it keeps what to do when a process has served for a second."""
REFUSED = "searchroom.refused"
"""Under which it keeps what tells whether a stream was refused since it was asked last."""
_FILES = 8_192  # that a process may open: a connection is one, and three with a long answer
_SPARE = 256  # files that are no connections: the index, the log, what the engine opens
# Bytes of one answer that may wait for its reader, beyond the first in a temporary file; a thread
# that makes more waits. No page or list is a thirtieth of it.
_SPOOLED = 64 << 20


# Bytes that all answers of a process may leave waiting for readers, in memory and in temporary
# files; beyond, the longest waiting go. Of 2,000 pages that nobody takes each has some 50 kB.
_IN_MEMORY = 128 << 20
_IN_FILES = 1 << 30


class Counts(Protocol):
    """Who counts what the front does."""

    def count_closed(self, reason: str) -> None:
        """Count a connection that was closed for being late, by what it was late in."""

    def count_refused(self, status: int) -> None:
        """Count a request that was refused before the application saw it."""


class Front(TcpWSGIServer):
    """A listening socket and its connections."""

    channel_class = Connection
    counts: Counts

    def maintenance(self, now: float) -> None:
        """Do nothing: `Loop.sweep` closes what is late."""


class Loop:
    """All listening sockets of a process, and one set of threads."""

    def __init__(
        self, application: Any, sockets: list[socket.socket], threads: int, counts: Counts,
        deadlines: Deadlines | None = None, *, refused: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        """`refused` tells whether a stream was refused since it was asked last."""
        self._refused = refused
        # A queue is no news here: `service.metrics` says how long requests take.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._map: dict[int, Any] = {}
        self._deadlines = deadlines or Deadlines()
        self._counts = counts
        self._threads = threads
        self._dispatcher = ThreadedTaskDispatcher()
        self._dispatcher.set_thread_count(threads)
        adjustments = _adjustments(threads)
        self._fronts = [self._front(application, each, adjustments) for each in sockets]

    def _front(self, application: Any, each: socket.socket, adjustments: Any) -> Front:
        about = (each.family, each.type, each.proto, each.getsockname())
        front = Front(
            application, self._map, True, each, dispatcher=self._dispatcher, adj=adjustments,
            sockinfo=about, bind_socket=False,
        )  # fmt: skip
        front.counts = self._counts
        return front

    def turn(self, seconds: float) -> None:
        """Wait for events at most so long, and do what they ask for."""
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def sweep(self) -> None:
        """Close connections that are late, and the longest waiting where there are too many."""
        now = time.monotonic()
        waiting = []
        for connection in self._connections():
            reason = connection.late(now, self._deadlines)
            if reason:
                self._end(connection, reason)
            elif not connection.requests and not connection.total_outbufs_len:
                waiting.append(connection)
        over = max(0, len(waiting) - WAITING)
        for connection in sorted(waiting, key=lambda one: one.since)[:over]:
            self._end(connection, CROWDED)
        self._free_threads(now)
        self._free_room(in_files=False, most=_IN_MEMORY)
        self._free_room(in_files=True, most=_IN_FILES)

    def _free_threads(self, now: float) -> None:
        """Leave half of the threads to others where these wait for one, and one more to a stream.

        A thread that makes an answer of more than `_SPOOLED` waits for its reader. The slowest
        readers go first.
        """
        most = self._threads // 2
        if self._refused():
            most = max(0, most - 1)
        elif not self._dispatcher.queue:
            return
        holding = [connection for connection in self._connections() if connection.holds]
        over = max(0, len(holding) - most)
        for connection in sorted(holding, key=lambda one: one.pace(now))[:over]:
            self._end(connection, CROWDED)

    def _free_room(self, *, in_files: bool, most: int) -> None:
        """Close those that have left most of an answer to wait the longest, where all is too much.

        A client that takes nothing of what it asks for would fill the memory or the disk.
        """
        left = [(one.since, one.left(in_files=in_files), one) for one in self._connections()]
        over = sum(size for _, size, _ in left) - most
        for _, size, connection in sorted(left, key=lambda each: each[0]) if over > 0 else ():
            if over <= 0:
                return
            if size:
                over -= size
                self._end(connection, CROWDED)

    def _end(self, connection: Connection, reason: str) -> None:
        if reason != IDLE:
            self._counts.count_closed(reason)
        # not by `will_close` alone: that is seen only when the reader takes something
        connection.will_close = True
        connection.handle_close()

    def _connections(self) -> list[Connection]:
        return [one for front in self._fronts for one in list(front.active_channels.values())]

    def stop(self, seconds: float) -> None:
        """Accept no more, let what is being answered end for so long, and end the threads."""
        for front in self._fronts:
            front.accepting = False
            front.del_channel()
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and any(
            one.requests or one.total_outbufs_len for one in self._connections()
        ):
            self.turn(0.1)
        self._dispatcher.shutdown(timeout=1)
        for connection in self._connections():
            connection.handle_close()
        for front in self._fronts:
            front.trigger.close()


def _adjustments(threads: int) -> Adjustments:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return Adjustments(
        threads=threads,
        # a limit of files, not of clients: `Loop.sweep` makes room long before
        connection_limit=max(64, wanted - _SPARE),
        max_request_header_size=LARGEST_HEADER,
        max_request_body_size=LARGEST_BODY,
        outbuf_high_watermark=_SPOOLED,
        log_socket_errors=False,
        ident=None,
        # proxies are believed or not by `service.proxies`
        clear_untrusted_proxy_headers=False,
        server_name="localhost",
    )
