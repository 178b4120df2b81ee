"""A page as a response: rendered only where the reader's browser has not got it already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, current_app, render_template, request

from service.search.etag import etag
from service.web.current import site

_KEPT = 64  # pages kept in a process: a few megabytes, and more than most sites have collections


def reply(template: str, context: Callable[[], dict[str, Any]], *, keep: bool = False) -> Response:
    """Return a page, or 304 where the reader's copy is still good.

    The version of the index is read before the context is made: a page that is a moment newer
    than its mark is made anew once too often, one that is older would be kept. Where `partial`
    in the context says that something is lacking, the page is not kept at all. With `keep` the
    page stays in memory until the index changes: for pages that count all records, and that
    every reader asks for.
    """
    version = site().engine.info().version
    mark = etag(site(), version, template, request.url_root, request.full_path)
    response = Response(mimetype="text/html")
    response.headers["ETag"] = mark
    # An address made from a Host header must not reach another reader through a shared cache.
    keeper = "public" if site().settings.public_url else "private"
    response.headers["Cache-Control"] = f"{keeper}, no-cache"
    if request.if_none_match.contains_weak(mark.removeprefix('W/"').removesuffix('"')):
        response.status_code = 304
        return response
    kept: dict[str, str] = current_app.extensions.setdefault("searchroom.pages", {})
    page = kept.get(mark)
    if page is None:
        shown = context()
        page = render_template(template, **shown)
        if shown.get("partial"):
            del response.headers["ETag"]
            response.headers["Cache-Control"] = "no-store"
        elif keep:
            if len(kept) >= _KEPT:
                kept.clear()
            kept[mark] = page
    response.set_data(page)
    return response
