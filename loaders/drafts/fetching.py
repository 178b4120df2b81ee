"""Fetching an address into a file, with limits on time and size, and with retries.

Every format that reads from a server uses it. docs/decisions.md explains why no OAI-PMH client is
used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

from loaders.drafts.progress import show_line
from service.errors import LoadError

AGENT = "Searchroom (harvester of catalogues)"

_TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for a server: bytes and seconds of one answer, and the number of tries."""

    bytes: int = 100_000_000  # the largest answers seen have a tenth of it
    seconds: float = 300.0  # of one answer as a whole, so that one that drips has an end
    silence: float = 60.0  # seconds between two bytes
    connect: float = 5.0  # seconds to be reached: who answers at all does in one
    tries: int = 5  # with the pauses between, 40 s at most for a server that is not reached
    longest_wait: float = 600.0  # seconds; a longer wait is a reason to come back later
    redirects: int = 3
    pause: float = 0.2  # seconds between two answers, so that others are answered too


class Refused(LoadError):
    """The server behaves in a way that no server should; another try would not help."""


class NotShown(Refused):
    """The server requires a login for an address, or forbids it to everybody."""


class NotThere(Refused):
    """The server says that there is nothing at an address, or no longer."""


class _Again(Exception):
    """Another try is worthwhile, after `first` seconds, doubled each time."""

    first = 5.0  # a server that is too busy wants a rest

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class _NotReached(_Again):
    first = 1.0  # a line that was down for a moment, or a name that is wrong: soon known


class Fetcher:
    """Fetches addresses of one endpoint; `wait` is called with the seconds between two tries.

    `tell` is called with a line before each wait, so that the screen is not silent. `accept` is the
    value of the Accept header.
    """

    def __init__(
        self,
        endpoint: str,
        limits: Limits | None = None,
        wait: Callable[[float], None] = time.sleep,
        tell: Callable[[str], None] = show_line,
        accept: str = "text/xml, application/xml",
    ) -> None:
        self._accept = accept
        self._limits = limits or Limits()
        self._wait = wait
        self._tell = tell
        self._endpoint = _checked(endpoint)

    def fetch(self, url: str, path: Path, *, tries: int = 0) -> None:
        """Write the answer of an address to a file.

        Raises LoadError if it does not answer, if the answer exceeds the limits of size or time, or
        if it redirects to a place where a catalogue cannot be.
        """
        limits = self._limits
        last = tries or limits.tries
        for attempt in range(1, last + 1):
            try:
                self._follow(url, path)
                return
            except _Again as error:
                if attempt == last:
                    raise LoadError(f"{url} does not answer: {error}; load again later") from error
                pause = error.first * 2 ** (attempt - 1) if error.wait is None else error.wait
                if pause > limits.longest_wait:
                    message = f"{url} asks to wait {pause:,.0f} s; load again later"
                    raise LoadError(message) from error
                self._tell(f"{url}: {error}; try {attempt + 1} of {last} in {pause:,.0f} s")
                self._wait(pause)

    def _follow(self, url: str, path: Path) -> None:
        for _ in range(self._limits.redirects + 1):
            target = self._once(url, path)
            if not target:
                return
            before, after = _checked(url), _checked(urljoin(url, target))
            if before.scheme == "https" and after.scheme != "https":
                raise Refused(f"{url} redirects to {after.geturl()}, which is not encrypted")
            url = after.geturl()
        raise Refused(f"{url}: more than {self._limits.redirects} redirects, one after another")

    def _once(self, url: str, path: Path) -> str:
        """Write one answer; return the address it redirects to, or ""."""
        connection = self._connection(_checked(url))
        late = threading.Event()
        watch = threading.Timer(self._limits.seconds, _cut, [connection, late])
        watch.daemon = True
        watch.start()
        try:
            try:
                connection.connect()
            except ssl.SSLCertVerificationError as error:
                raise Refused(f"{url}: its certificate cannot be trusted: {error}") from error
            except (OSError, http.client.HTTPException) as error:
                raise _NotReached(
                    f"it could not be reached ({error or type(error).__name__})"
                ) from error
            connection.sock.settimeout(self._limits.silence)
            self._check_peer(url, connection.sock)
            parts = urlsplit(url)
            address = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            headers = {"User-Agent": AGENT, "Accept": self._accept,
                       "Accept-Encoding": "identity"}  # fmt: skip
            connection.request("GET", address, headers=headers)
            return self._answer(url, connection.getresponse(), path)
        except (OSError, http.client.HTTPException, _Again) as error:
            if late.is_set():
                message = f"{url} is slow: its answer took over {self._limits.seconds:,.1f} s"
                raise Refused(message) from error
            if isinstance(error, _Again):
                raise
            raise _Again(str(error) or type(error).__name__) from error
        finally:
            watch.cancel()
            connection.close()

    def _answer(self, url: str, answer: http.client.HTTPResponse, path: Path) -> str:
        if answer.status in _REDIRECTS:
            target = answer.getheader("Location") or ""
            if not target:
                raise Refused(f"{url} redirects to nowhere")
            return target
        if answer.status in _TRY_AGAIN:
            raise _Again(f"status {answer.status}", _retry_after(answer.getheader("Retry-After")))
        if answer.status != http.client.OK:
            kind = _REFUSALS.get(answer.status, Refused)
            raise kind(f"{url} answers with status {answer.status} {answer.reason}")
        if (answer.getheader("Content-Encoding") or "identity") != "identity":
            raise Refused(f"{url} sends its answer compressed, which was not asked for")
        size = 0
        with path.open("wb") as file:
            while block := answer.read(_BLOCK):
                size += len(block)
                if size > self._limits.bytes:
                    raise Refused(f"{url}: one answer is over {self._limits.bytes:,} bytes")
                file.write(block)
        if answer.length or not size:
            raise _Again("the answer is cut off")
        return ""

    def _connection(self, parts: SplitResult) -> http.client.HTTPConnection:
        host = parts.hostname or ""
        if parts.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(
                host, parts.port, timeout=self._limits.connect, context=context
            )
        return http.client.HTTPConnection(host, parts.port, timeout=self._limits.connect)

    def _check_peer(self, url: str, peer: socket.socket) -> None:
        """Refuse a redirect from a public server into our private network.

        The answering IP address is checked, not the name, which may resolve differently each time.
        """
        if urlsplit(url).hostname == self._endpoint.hostname:
            return  # an endpoint in the own network was named on purpose
        address = ipaddress.ip_address(peer.getpeername()[0])
        if not address.is_global:
            raise Refused(f"{url}: the redirect leads to {address}, which is not a public address")


_REFUSALS = {401: NotShown, 403: NotShown, 404: NotThere, 410: NotThere}


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise Refused(f"{url!r} is not an address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused(f"{url!r} is not an address that begins with http:// or https://")
    if any(ord(char) <= 0x20 or ord(char) >= 0x7F for char in url):
        raise Refused(f"{url!r} has characters that an address cannot have")
    return parts


def _cut(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    """End a connection from another thread, whatever it is waiting for."""
    late.set()
    peer = connection.sock
    if peer is not None:
        try:
            peer.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it has ended on its own


def _retry_after(header: str | None) -> float | None:
    """Return the seconds in a Retry-After header, or None if there are none."""
    if header is None:
        return None
    text = header.strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
