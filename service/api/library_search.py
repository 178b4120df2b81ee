"""The address for library systems (SRU), by GET and by POST."""

from __future__ import annotations

from flask import Blueprint, Response, request

from service.api.exporting import citer
from service.api.responding import open_to_all
from service.current import base_url, site
from service.search.addresses import SRU


def blueprint() -> Blueprint:
    """Return the one address of the protocol."""
    rooms = Blueprint("library_search", __name__)
    rooms.add_url_rule(SRU, view_func=sru, methods=["GET", "POST"])
    rooms.after_request(open_to_all)
    return rooms


def sru() -> Response:
    """Answer a request of SRU; an answer that says what is not supported is 200 too."""
    from service.sru.answers import Server  # noqa: PLC0415 - most sites are never asked by SRU

    given = request.form if request.method == "POST" else request.args
    server = Server(site(), f"{base_url()}{SRU}", citer())
    body = server.answer(list(given.items(multi=True)))
    response = Response(body, content_type="text/xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
