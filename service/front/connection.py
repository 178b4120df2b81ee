"""One connection: what it is doing, since when, and whether it is late."""

from __future__ import annotations

import json
import socket
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, WSGITask

from service.front.deadlines import ANSWER, BODY, HEADER, IDLE, Deadlines
from service.front.requests import Held, StrictRequest

if TYPE_CHECKING:
    from service.front.server import Front


_TYPE = "application/problem+json"


class Refusal(ErrorTask):
    """A refusal as problem+json, without a word of what was asked; the connection ends with it."""

    def execute(self) -> None:
        """Write the refusal."""
        code = self.request.error.code
        status = HTTPStatus(code)
        problem = {"type": "about:blank", "title": status.phrase, "status": code}
        body = json.dumps({**problem, "detail": status.description or status.phrase}).encode()
        self.status = f"{code} {status.phrase}"
        self.response_headers += [
            ("Content-Type", _TYPE), ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]  # fmt: skip
        self.set_close_on_finish()
        self.channel.lingers = True  # of a refused body more may be on its way
        self.content_length = len(body)
        self.channel.server.counts.count_refused(code)
        self.write(body)


ARRIVED = "searchroom.arrived"
"""The key of a request's environment that says when it was read whole (`time.monotonic`)."""

_UNREAD = 32  # times 64 kB: a refused body of a megabyte, not one without an end
_LINGER = 5.0  # seconds for a client that is refused to see it, and to stop sending
_LINGER_BYTES = 64 << 20  # and what it may send meanwhile: a body without an end is cut off


class Answering(WSGITask):
    """The application answering one request."""

    def get_environment(self) -> dict[str, Any]:
        """Return the request as WSGI has it, and when it came."""
        environ: dict[str, Any] = super().get_environment()
        environ[ARRIVED] = self.channel.since
        return environ

    def finish(self) -> None:
        """End the answer. One to HEAD has no body, and so no last chunk of a body either."""
        if self.request.command == "HEAD":
            if not self.wrote_header:
                self.write(b"")
            return
        super().finish()


class Connection(HTTPChannel):
    """A connection of the loop, which also knows since when it does what it does."""

    task_class = Answering
    error_task_class = Refusal
    request: StrictRequest | Held | None

    def __init__(
        self, server: Front, sock: socket.socket, addr: Any, adj: Any, map: Any = None
    ) -> None:
        self.since = time.monotonic()
        self.sent = 0  # bytes, ever
        self._served = False
        self._flushing = False
        self._window = (0.0, 0)  # when the present window of a long answer began, `sent` then
        self._held: tuple[float, int] | None = (
            None  # when a thread first waited for it, `sent` then
        )
        self.holds = False  # a thread, which waits until the reader takes something
        self.lingers = False  # once it is to be closed, until its client has seen the answer
        self._thrown_away: int | None = None  # bytes, since it was to be closed
        super().__init__(server, sock, addr, adj, map=map)

    def parser_class(self, adjustments: Any) -> StrictRequest | Held:
        """Return what reads what comes in next.

        One request is answered at a time. What came in after it is read when its answer has been
        taken: else whoever asks a hundred times at once and takes nothing would fill the room
        for answers, and hold the thread that waits for more.
        """
        return Held() if self.requests else StrictRequest(adjustments)

    def readable(self) -> bool:
        """Read what was held, and return whether the loop should read on."""
        if self._thrown_away is not None:
            return True
        held = self.request
        if isinstance(held, Held) and not self.requests and super().readable():
            self.request = None
            self.received(held.data)
        return bool(super().readable())

    def received(self, data: bytes) -> bool:
        """Take what came in, and begin the clock of what it begins."""
        before = self._doing()
        took = bool(super().received(data))
        if self._doing() != before:
            self.since = time.monotonic()
        return took

    def writable(self) -> bool:
        """Return whether the loop has something to send.

        What a thread is sending is not the loop's, nor what is too little to be sent before the
        answer is whole. The loop would ask for it again and again, and keep the thread from going
        on: Python changes threads every 5 ms where none of them waits.
        """
        if self._flushing or self._thrown_away is not None:
            return False
        if self.requests and self.total_outbufs_len < self.adj.send_bytes:
            return bool(self.will_close or self.close_when_flushed)
        return bool(super().writable())

    def _flush_some(self, do_close: bool = True) -> bool:
        # Whoever leaves something unsent wakes the loop afterwards.
        self._flushing = True
        try:
            return bool(super()._flush_some(do_close))
        finally:
            self._flushing = False

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what the reader takes at once; return how many bytes that was."""
        size: int = super().send(data, do_close)
        self.sent += size
        return size

    def handle_write(self) -> None:
        """Send what the reader takes, and begin the clock of what comes after an answer."""
        before = self._doing()
        super().handle_write()
        if self._doing() != before:
            self.since = time.monotonic()

    def service(self) -> None:
        """Answer one request, in a thread."""
        super().service()
        self._held = None
        self._served = True
        self.since = time.monotonic()

    def _flush_outbufs_below_high_watermark(self) -> None:
        self.holds = self.total_outbufs_len > self.adj.outbuf_high_watermark
        if self.holds:
            self._held = self._held or (time.monotonic(), self.sent)
        super()._flush_outbufs_below_high_watermark()
        self.holds = False

    def left(self, *, in_files: bool) -> int:
        """Return the bytes made for the reader that wait in temporary files, or in memory.

        A file that is sent as it is waits in neither.
        """
        return sum(
            len(each)
            for each in tuple(self.outbufs)
            if isinstance(each, OverflowableBuffer) and each.overflowed == in_files
        )

    def pace(self, now: float) -> float:
        """Return the bytes a second that are taken, since a thread first waited for the reader."""
        since, sent = self._held or (now, self.sent)
        return (self.sent - sent) / max(now - since, 1.0)

    def handle_read(self) -> None:
        """Take what came in, or throw it away where the connection is only to be closed."""
        if self._thrown_away is None:
            super().handle_read()
            return
        try:
            self._thrown_away += len(self.recv(65_536))  # at its end this closes
        except OSError:
            self.handle_close()
        if self.connected and self._thrown_away > _LINGER_BYTES:
            self.handle_close()

    def handle_close(self) -> None:
        """Close, having read what is there: a system that closes on it forgets the answer too.

        A client that was refused while it sends sees the answer only where what it sends is taken:
        a proxy calls it a fault of ours otherwise. So this closes when it ends, or is called again.
        """
        is_first = self._thrown_away is None
        if is_first and self.connected and not self._is_at_end() and self.lingers:
            self._thrown_away, self.since = 0, time.monotonic()
            return
        super().handle_close()

    def _is_at_end(self) -> bool:
        try:
            self.socket.shutdown(socket.SHUT_WR)
            for _ in range(_UNREAD):
                if not self.socket.recv(65_536):
                    return True
        except BlockingIOError:
            return False
        except OSError:
            return True
        return False

    def _doing(self) -> str:
        if self.requests or self.total_outbufs_len:
            return ANSWER
        request = self.request
        if request is None or request.is_blank:
            return IDLE
        return BODY if request.headers_finished else HEADER

    def late(self, now: float, deadlines: Deadlines) -> str:
        """Return what this connection is late in, "" where it is in time."""
        doing, seconds = self._doing(), now - self.since
        if self._thrown_away is not None:
            return IDLE if seconds > _LINGER else ""
        if doing == IDLE and not self._served:
            doing = HEADER  # it has not asked anything yet
        if doing == ANSWER:
            return ANSWER if self._reads_too_slowly(now, seconds, deadlines) else ""
        return doing if seconds > getattr(deadlines, doing) else ""

    def _reads_too_slowly(self, now: float, seconds: float, deadlines: Deadlines) -> bool:
        if seconds < deadlines.answer - deadlines.window:
            return False
        begun, sent = self._window
        if begun < self.since:
            self._window = (now, self.sent)
            return False
        if now - begun < deadlines.window:
            return False
        self._window = (now, self.sent)
        return self.sent - sent < deadlines.steady * deadlines.window
