"""A page as a response, rendered only if the browser does not have it already."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, current_app, request

from service.conditional import Content, conditional
from service.current import base_url, site
from service.web.rendered import render


def reply(
    template: str, context: Callable[[], dict[str, object]], *, keep: bool = False
) -> Response:
    """Return a page, or 304 if the reader's copy is still current.

    `signposts` in the context is the page's Link header. Where `partial` in it says that something
    is lacking, the page is kept nowhere. With `keep` the page stays in memory until the index
    changes: for pages that count all records, and that every reader asks for.
    """

    def content() -> Content:
        version = site().engine.info().version  # read before the page is made (`Content`)
        shown = context()
        page = render(template, **shown)
        headers = {"Link": str(shown["signposts"])} if shown.get("signposts") else {}
        return Content(page, version, not shown.get("partial"), headers)

    return conditional(
        content,
        template,
        base_url(),
        request.full_path,
        media_type="text/html; charset=utf-8",
        kept=current_app.extensions.setdefault("searchroom.pages", {}) if keep else None,
    )
