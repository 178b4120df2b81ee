"""The headers of every answer: caching, and TLS."""

from __future__ import annotations

from flask import Flask, Response, request

_YEAR = 365 * 24 * 3600  # seconds: as long as the lists that browsers ship with ask for


def finish(app: Flask) -> None:
    """Put them on every answer of an application."""
    app.after_request(_finished)


def _finished(response: Response) -> Response:
    # What says nothing of itself is kept by nobody: better asked for twice than wrong once.
    response.headers.setdefault("Cache-Control", "no-store")
    if request.scheme == "https":
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
    return response
