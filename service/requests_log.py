"""A JSON log line for each request, without reader data: no address and no typed text.

`SEARCHROOM_LOG=requests` logs every request; slow and failed ones are always logged. Each answer
has its request's id in `X-Request-Id`, and an error page shows it, so that a reader can report it.
"""

from __future__ import annotations

import logging
import secrets
import sys
import time

import orjson
from flask import Flask, Response, g, request

from service.current import request_id
from service.errors import ConfigurationError

ALL, FEW = "requests", ""
SLOW = 2.0
"""Seconds from which a request is slow: ten of the slowest searches of an archive that is well."""

_HEADER = "X-Request-Id"
_NO_ROUTE = "none"

log = logging.getLogger("searchroom.requests")


def keep_log(app: Flask, chosen: str) -> None:
    """Log the requests of an application according to SEARCHROOM_LOG.

    Raises ConfigurationError if its value is invalid.
    """
    if chosen not in (ALL, FEW):
        raise ConfigurationError(f"SEARCHROOM_LOG is {chosen!r}; it is empty or {ALL}")
    if not log.handlers:
        handler = _ToStandardError()
        handler.setFormatter(logging.Formatter("%(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
    app.before_request(_begin)
    app.after_request(lambda response: _end(response, is_all=chosen == ALL))


class _ToStandardError(logging.StreamHandler):  # type: ignore[type-arg]
    """A handler for the current standard error, which a test or a supervisor may replace."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> object:
        return sys.stderr


def _begin() -> None:
    # ours alone: one that a client sends would let him write what he likes into the log
    g.request_id, g.logged_from = secrets.token_hex(6), time.perf_counter()


def _end(response: Response, *, is_all: bool) -> Response:
    response.headers[_HEADER] = request_id()
    seconds = time.perf_counter() - g.get("logged_from", time.perf_counter())
    status = response.status_code
    if is_all or status >= 500 or seconds >= SLOW:
        line = {
            "request": request_id(),
            "route": request.url_rule.rule if request.url_rule else _NO_ROUTE,
            "method": request.method if request.method in _METHODS else "other",
            "status": status,
            "milliseconds": round(seconds * 1000, 1),
            "bytes": response.content_length,
            "slow": seconds >= SLOW,
        }
        log.info("%s", orjson.dumps(line).decode())
    return response


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
