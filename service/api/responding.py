"""Answers as HTTP responses: JSON, weak entity tags, 304, links, readable from any origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import cast

import orjson
from flask import Response, current_app, request

from index_mappings.record import Json
from service.errors import BadRequest, Fault, SearchroomError
from service.schemas.problem import MEDIA_TYPE, problem
from service.search.etag import etag
from service.search.links import API_SEARCH, Links
from service.search.site import Site

_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


def site() -> Site:
    """Return the site that this application serves."""
    return cast(Site, current_app.extensions["searchroom"])


def pairs() -> list[tuple[str, str]]:
    """Return the names and values of the query string in their order."""
    return list(request.args.items(multi=True))


def base_url() -> str:
    """Return what absolute links begin with: the site's public URL, else the request's host."""
    public = site().settings.public_url.rstrip("/")
    if public:
        return public
    host = request.host
    if not _HOST.fullmatch(host):
        raise BadRequest((Fault("Host", "is no name of a host"),))
    return f"{request.scheme}://{host}{request.script_root}"


def answer_links() -> Links:
    """Return the links of JSON answers to this request."""
    return Links(base_url(), API_SEARCH)


def respond(
    make: Callable[[], tuple[str, Mapping[str, Json]]], *depends: object, media_type: str = ""
) -> Response:
    """Return the answer that `make` gives, or 304 where the client has it already.

    `make` returns the index version that the answer was made of, and the answer. `depends` is
    what the answer depends on beside the index, our code and the settings.
    """
    here, base = site(), base_url()
    names = here.names.rings
    known = request.if_none_match
    if known:
        tag = etag(here, here.engine.info().version, base, request.path, *depends)
        if known.star_tag or known.contains_weak(tag[3:-1]):
            return _finished(Response(status=304), tag)
    version, body = make()
    response = Response(orjson.dumps(body), mimetype=media_type or "application/json")
    links = body.get("links", {})
    near = [f'<{links[name]}>; rel="{name}"' for name in ("next", "prev") if name in links]
    if near:
        response.headers["Link"] = ", ".join(near)
    # An answer that began with other rings than are in force by now must not bear their mark.
    partial = bool(body.get("partial")) or here.names.rings is not names
    tag = "" if partial else etag(here, version, base, request.path, *depends)
    return _finished(response, tag)


def problem_response(error: SearchroomError) -> Response:
    """Return an error as problem+json."""
    response = Response(orjson.dumps(problem(error)), error.status, mimetype=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def open_to_all(response: Response) -> Response:
    """Let a page of any origin read an answer, its entity tag and its links."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, Accept, Content-Type"
        response.headers["Access-Control-Max-Age"] = "86400"  # a day, the longest browsers keep it
    return response


def _finished(response: Response, tag: str) -> Response:
    if tag:
        response.headers["ETag"] = tag
    # Links made from a Host header must not reach another reader through a shared cache.
    keeper = "public" if site().settings.public_url else "private"
    response.headers["Cache-Control"] = f"{keeper}, no-cache" if tag else "no-store"
    return response
