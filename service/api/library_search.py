"""The address for library systems (SRU), by GET and by POST."""

from __future__ import annotations

from flask import Response, request

from service.api.exporting import citer
from service.current import base_url, site
from service.search.addresses import SRU
from service.sru.answers import Server


def sru() -> Response:
    """Answer a request of SRU; an answer with a diagnostic is 200 too."""
    given = request.form if request.method == "POST" else request.args
    server = Server(site(), f"{base_url()}{SRU}", citer())
    body = server.answer(list(given.items(multi=True)))
    response = Response(body, content_type="text/xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
