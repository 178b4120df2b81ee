"""Addresses of our own pages, asked of Flask once: a page has twenty, and each asks its router."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask, has_request_context, request

_KEPT = 256  # a site has some twenty, and one path that it is mounted under


def page_urls(app: Flask) -> Callable[..., str]:
    """Return `url_for`, which remembers the addresses that need no values."""

    @lru_cache(maxsize=_KEPT)
    def known(endpoint: str, root: str) -> str:  # noqa: ARG001 - every address begins with it
        return app.url_for(endpoint)

    def url_for(endpoint: str, **values: Any) -> str:
        if values or endpoint.startswith(".") or not has_request_context():
            return app.url_for(endpoint, **values)
        return known(endpoint, request.script_root)

    return url_for
