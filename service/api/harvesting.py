"""The address for harvesters (OAI-PMH), by GET and by POST."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from service.api.exporting import citer
from service.conditional import Content, conditional
from service.current import base_url, site
from service.search.addresses import OAI, OAI_JSON_SCHEMA


def blueprint() -> Blueprint:
    """Return the one address that all requests of a harvester go to."""
    rooms = Blueprint("harvesting", __name__)
    rooms.add_url_rule(OAI, view_func=oai, methods=["GET", "POST"])
    rooms.add_url_rule(f"/{OAI_JSON_SCHEMA}", view_func=json_schema)
    return rooms


def oai() -> Response:
    """Answer a request of OAI-PMH; an answer that says what is wrong with it is 200 too."""
    from service.oai_pmh.answers import Provider  # noqa: PLC0415 - harvesters come once a night

    given = request.form if request.method == "POST" else request.args
    base = base_url()
    host = urlsplit(base).hostname or "localhost"
    provider = Provider(site(), f"{base}{OAI}", host, citer())
    body = provider.answer(list(given.items(multi=True)))
    response = Response(body, content_type="text/xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def json_schema() -> Response:
    """Answer with the schema of records as JSON in XML."""
    from service.exports.json_in_xml import SCHEMA  # noqa: PLC0415 - as above

    return conditional(
        lambda: Content(SCHEMA), media_type="application/xml; charset=utf-8", of_index=False
    )
