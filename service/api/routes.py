"""The endpoints of the API. Each reads its arguments, asks the use case, and responds."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from service.api.description import openapi
from service.api.reference import reference_page, stylesheet
from service.api.responding import answer_links, base_url, open_to_all, pairs, respond, site
from service.errors import BadRequest, NotFound
from service.schemas.arguments import NoArguments, RecordArguments, SuggestArguments
from service.schemas.query_string import ArgumentReader, Taken
from service.search.ask import ask
from service.search.collections import collection_json, collections_json
from service.search.etag import etag
from service.search.facet_values import facet_of, values_json
from service.search.links import API
from service.search.paths import is_named
from service.search.records import find_record, record_json
from service.search.suggest import suggestions_json

_NONE, _RECORD, _SUGGEST = (
    ArgumentReader(made) for made in (NoArguments, RecordArguments, SuggestArguments)
)


def blueprint() -> Blueprint:
    """Return the endpoints under /api; the site is the application's extension `searchroom`."""
    rooms = Blueprint("api", __name__, url_prefix="/api")
    for path, view in (
        ("", front),
        ("/", front),
        ("/v1", front),
        ("/v1/", front),
        ("/v1/search", search),
        ("/v1/records/<anything:part>", record),
        ("/v1/collections", collections),
        ("/v1/collections/<anything:part>", collection),
        ("/v1/facets/<anything:part>", facet),
        ("/v1/suggest", suggest),
        ("/openapi.json", description),
        ("/docs", reference),
        ("/docs.css", reference_style),
        ("/<anything:part>", nowhere),
    ):
        rooms.add_url_rule(path, view_func=view, methods=["GET"])
    rooms.after_request(open_to_all)
    return rooms


def front() -> AnyResponse:
    """Lead to the description of all there is."""
    return redirect(f"{request.script_root}/api/docs", 308)


def search() -> Response:
    """Answer a search."""
    arguments = site().reader.read(pairs())

    def make() -> tuple[str, dict[str, object]]:
        answer = ask(site(), arguments, answer_links())
        return answer.result.index.version, answer.body

    return respond(make, arguments.pairs(), arguments.q_cut)


def record(part: str) -> AnyResponse:
    """Answer with one record, or lead to it where its id has changed."""
    like = _strictly(_RECORD).values["similar"]

    def make() -> tuple[str, dict[str, object]]:
        body = record_json(site(), found.record, answer_links(), like)
        return body["index"]["version"], body

    found = find_record(site(), part)
    if found.moved:
        return _moved(answer_links().record(found.record.id)["self"])
    return respond(make, like)


def collections() -> Response:
    """Answer with all collections."""
    _strictly(_NONE)

    def make() -> tuple[str, dict[str, object]]:
        body = collections_json(site(), answer_links())
        return body["index"]["version"], body

    return respond(make)


def collection(part: str) -> AnyResponse:
    """Answer with one collection."""
    _strictly(_NONE)
    if part.endswith("/"):
        found = collection_json(site(), part, answer_links())
        if not is_named(found["id"], part):
            return _moved(found["links"]["self"])

    def make() -> tuple[str, dict[str, object]]:
        body = collection_json(site(), part, answer_links())
        return body["index"]["version"], body

    return respond(make)


def facet(part: str) -> AnyResponse:
    """Answer with the values of a facet."""
    if part.endswith("/") and site().mapping.facet(part[:-1]):  # no facet's name has a slash
        return _moved(f"{base_url()}{API}/facets/{part[:-1]}")
    facet_of(site(), part)
    asked = site().reader.read_facet(pairs())

    def make() -> tuple[str, dict[str, object]]:
        body = values_json(site(), part, asked, answer_links())
        return body["index"]["version"], body

    return respond(make, asked.arguments.pairs(), asked.filter, asked.order)


def suggest() -> Response:
    """Answer with what the typed text may become."""
    values = _strictly(_SUGGEST).values
    q, size = values.get("q", ""), values["size"]

    def make() -> tuple[str, dict[str, object]]:
        version = site().engine.info().version
        return version, suggestions_json(site(), q, size, answer_links())

    return respond(make, q, size)


def description() -> Response:
    """Answer with the OpenAPI document."""
    body = openapi(site().mapping, f"{base_url()}{API}")
    # No index and no engine: the description is there even when they are away.
    response = Response(orjson.dumps(body), mimetype="application/json")
    return _tagged(response, body["info"]["version"])


def reference() -> Response:
    """Answer with the description as a page."""
    body = openapi(site().mapping, f"{base_url()}{API}")
    page = reference_page(body, request.script_root, site().settings.site_title)
    return _tagged(Response(page, mimetype="text/html"), "page")


def reference_style() -> Response:
    """Answer with the stylesheet of the reference."""
    return _tagged(Response(stylesheet(), mimetype="text/css"), "style")


def nowhere(part: str) -> Response:
    """Say that there is no such endpoint, and where the description is."""
    raise NotFound(
        f"there is nothing at /api/{part[:200]}; {base_url()}/api/docs lists all there is"
    )


def _moved(target: str) -> AnyResponse:
    asked = request.query_string.decode("ascii", "replace")
    return redirect(f"{target}?{asked}" if asked else target, 308)


def _strictly(schema: ArgumentReader) -> Taken:
    taken = schema.take(pairs())
    faults = taken.unknown + taken.faults
    if faults:
        raise BadRequest(faults)
    return taken


def _tagged(response: Response, *depends: object) -> Response:
    tag = etag(site(), "", base_url(), request.path, *depends)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response
