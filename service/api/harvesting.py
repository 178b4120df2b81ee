"""The address for harvesters (OAI-PMH), by GET and by POST."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, request

from service.api.exporting import citer
from service.conditional import Content, conditional
from service.current import base_url, site
from service.exports.json_in_xml import SCHEMA
from service.oai_pmh.answers import Provider
from service.search.addresses import OAI


def oai() -> Response:
    """Answer a request of OAI-PMH; an answer with an error of the protocol is 200 too."""
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
    return conditional(
        lambda: Content(SCHEMA), media_type="application/xml; charset=utf-8", of_index=False
    )
