"""Requests as they must be: what two servers in a row could read in two ways is refused.

A proxy that ends a request elsewhere than we do would let one reader put words before another's
request. waitress refuses much of this by itself; the rest is here.
"""

from __future__ import annotations

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest, Error

LONGEST_LINE = 8_190
"""Bytes of a request's first line. Beyond it, the client gets 414."""
LARGEST_HEADER = 32_768
"""Bytes of first line and headers together; a browser's are some 2 kB. Beyond it: 431."""
LARGEST_BODY = 1_048_576
"""Bytes; no request that we answer needs more than a list of ids. Beyond it: 413."""

_ONCE = (b"host", b"content-length", b"transfer-encoding")
_VERSIONS = (b"HTTP/1.0", b"HTTP/1.1")


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

    @property
    def is_blank(self) -> bool:
        """Tell whether only blank lines have come in, which may come before a request."""
        return not self.headers_finished and not self.header_plus.strip()

    def received(self, data: bytes) -> int:
        """Take what came in; return how many bytes of it were this request's."""
        taken: int = super().received(data)
        if self.completed:
            # nothing is waited for: it has no body, has sent it, or is refused
            self.expect_continue = False
        if isinstance(self.error, BadRequest) and self._is_long():
            self.error = LineTooLong(f"the first line is longer than {LONGEST_LINE} bytes")
        return taken

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
    names = []
    for line in rest.split(b"\r\n"):
        if line[:1] in (b" ", b"\t"):
            raise ParsingError("a header goes on in a second line")
        if line:
            names.append(line.partition(b":")[0].strip().lower())
    for name in _ONCE:
        if names.count(name) > 1:
            raise ParsingError("a header that may be given once is given twice")
    if b"transfer-encoding" in names and (b"content-length" in names or version == b"HTTP/1.0"):
        raise ParsingError("the length of the body is given in two ways")
    if version == b"HTTP/1.1" and b"host" not in names:
        raise ParsingError("the request names no host")
