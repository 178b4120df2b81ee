"""Requests as they must be: what two servers in a row could read in two ways is refused.

A proxy that ends a request elsewhere than we do would let one reader put words before another's
request. waitress refuses much of this by itself; the rest is here.
"""

from __future__ import annotations

import re

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import ChunkedReceiver
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

LONGEST_LINE = 8_190
"""Bytes of a request's first line. Beyond it, the client gets 414."""
LARGEST_HEADER = 32_768
"""Bytes of first line and headers together; a browser's are some 2 kB. Beyond it: 431."""
LARGEST_BODY = 1_048_576
"""Bytes; no request that we answer needs more than a list of ids. Beyond it: 413."""

_ONCE = (b"host", b"content-length", b"transfer-encoding")
_VERSIONS = (b"HTTP/1.0", b"HTTP/1.1")
_ABSOLUTE = re.compile(rb"https?://([^/?#]+)", re.IGNORECASE)
_LONGEST_CHUNK_LINE = 1_024  # bytes of the line before a chunk: a number, and what nobody reads
_LONGEST_TRAILER = 8_190  # bytes after the last chunk, which nobody reads either


class LineTooLong(Error):
    """The first line is longer than is read."""

    code = 414
    reason = "URI Too Long"


class Held:
    """What came in after a request that is still being answered: bytes, read when it is."""

    completed = expect_continue = headers_finished = is_blank = False

    def __init__(self) -> None:
        self.data = b""

    def received(self, data: bytes) -> int:
        """Take what came in, all of it."""
        self.data += data
        return len(data)


class StrictRequest(HTTPRequestParser):
    """One request, read as it comes in."""

    error: Error | None
    completed: bool

    @property
    def is_blank(self) -> bool:
        """Whether only blank lines have come in, which may come before a request."""
        return not self.headers_finished and not self.header_plus.strip()

    def received(self, data: bytes) -> int:
        """Take what came in; return how many bytes of it were this request's."""
        size: int = super().received(data)
        if self.error is None:
            self._bound_chunks()
        if self.completed:
            # nothing is waited for: it has no body, has sent it, or is refused
            self.expect_continue = False
        if isinstance(self.error, BadRequest) and self._is_long():
            self.error = LineTooLong(f"the first line is longer than {LONGEST_LINE} bytes")
        return size

    def _bound_chunks(self) -> None:
        """Refuse what is not the body itself where it is long.

        waitress looks through all of it again whenever a byte of it comes in.
        """
        body = self.body_rcv
        if not isinstance(body, ChunkedReceiver):
            return
        if body.chunk_remainder > LARGEST_BODY:
            self.error = RequestEntityTooLarge(f"a chunk has more than {LARGEST_BODY} bytes")
        elif len(body.control_line) > _LONGEST_CHUNK_LINE or len(body.trailer) > _LONGEST_TRAILER:
            self.error = BadRequest("what is beside the chunks is too long")
        self.completed |= self.error is not None

    def _is_long(self) -> bool:
        return len(getattr(self, "first_line", b"")) > LONGEST_LINE

    def parse_header(self, header_plus: bytes) -> None:
        """Read first line and headers; raises ParsingError where they are not sound."""
        first, _, rest = header_plus.partition(b"\r\n")
        self.first_line = first
        if len(first) > LONGEST_LINE:
            raise ParsingError("the first line is too long")
        # what waitress itself gives in place of headers that are too long has no more than this
        if rest:
            _check(first, rest)
        try:
            super().parse_header(header_plus)
        # an address such as `http://[`, a length of 5,000 digits
        except ValueError as error:
            raise ParsingError("a number or an address cannot be read") from error


def _check(first: bytes, rest: bytes) -> None:
    version = first.rpartition(b" ")[2]
    if version not in _VERSIONS:
        raise ParsingError("the version of HTTP is neither 1.0 nor 1.1")
    names, given = [], dict[bytes, bytes]()
    for line in rest.split(b"\r\n"):
        if line[:1] in (b" ", b"\t"):
            raise ParsingError("a header continues on a second line")
        if line:
            name, _, value = line.partition(b":")
            names.append(name.strip().lower())
            given[names[-1]] = value.strip(b" \t").lower()
    for name in _ONCE:
        if names.count(name) > 1:
            raise ParsingError("a header that may be given once is given twice")
    if b"transfer-encoding" in given:
        if b"content-length" in given or version == b"HTTP/1.0":
            raise ParsingError("the length of the body is given in two ways")
        if given[b"transfer-encoding"] != b"chunked":
            raise ParsingError("the body is encoded in another way than in chunks")
    if version == b"HTTP/1.1" and b"host" not in given:
        raise ParsingError("the request names no host")
    _check_target(first, given.get(b"host"))


def _check_target(first: bytes, host: bytes | None) -> None:
    """Raise ParsingError for an address in none of the forms of RFC 9112, section 3.2.

    One that names a host names that of the header: a proxy may go by either.
    """
    method, _, target = first.rpartition(b" ")[0].partition(b" ")
    named = _ABSOLUTE.match(target)
    if named:
        if host is not None and named[1].lower() != host:
            raise ParsingError("the request names two hosts")
    elif not target.startswith(b"/") and (method, target) != (b"OPTIONS", b"*"):
        raise ParsingError("the address is neither a path nor that of a page")
