"""The description of the API: as OpenAPI, and as a page for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from flask import Response, request

from service.api.description import openapi
from service.api.reference import reference_page, stylesheet
from service.conditional import Content, conditional
from service.current import base_url, site
from service.face.styles import stylesheets
from service.search.addresses import API


def description() -> Response:
    """Answer with the OpenAPI document."""
    return _described(lambda: orjson.dumps(_openapi()), "application/json")


def reference() -> Response:
    """Answer with the description as a page."""
    title, root = site().title, request.script_root
    styles = stylesheets(site().faces.face, root)
    return _described(
        lambda: reference_page(_openapi(), root, title, styles), "text/html; charset=utf-8"
    )


def reference_style() -> Response:
    """Answer with the stylesheet of the reference."""
    return _described(stylesheet, "text/css; charset=utf-8")


def _openapi() -> dict[str, Any]:
    return openapi(site().mapping, f"{base_url()}{API}")


def _described(make: Callable[[], str | bytes], media_type: str) -> Response:
    """Return a part of the description, which is available even without an index or engine."""
    return conditional(lambda: Content(make()), base_url(), media_type=media_type, of_index=False)
