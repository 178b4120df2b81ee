"""The addresses for the reconciliation of names by OpenRefine and similar programs."""

from __future__ import annotations

import orjson
from flask import Response, current_app, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from index_mappings.json_values import Json
from service.conditional import Content, conditional
from service.current import base_url, site
from service.errors import BadRequest, Fault, NotFound
from service.reconciling.answers import (
    answered,
    manifest,
    typed_entities,
    typed_types,
)
from service.reconciling.entities import Entities, EntitiesReader, Entity
from service.reconciling.preview import POLICY, preview
from service.reconciling.queries import read_queries
from service.reconciling.types import types_of
from service.search.addresses import API_SEARCH, PEOPLE
from service.search.arguments import PLAIN
from service.search.correspondence import roles
from service.search.links import Links
from service.search.paths import write_path

_FAR = 100_000  # names after which nobody reads on
_KEPT = "searchroom.entities"
"""The extension of the application that keeps the names of the live index."""


def reconcile() -> Response:
    """Answer a batch of queries; without one, describe the service."""
    given = request.form if request.method == "POST" else request.args
    sent = given.get("queries", "")
    if sent:
        batch = read_queries(sent)
        return _json(answered(site(), _entities(), batch))
    if request.method == "POST":
        detail = "is empty; send a form with a batch of questions as JSON in it"
        raise BadRequest((Fault("queries", detail, '{"q0": {"query": "Mary Aldous"}}'),))
    return conditional(
        lambda: Content(orjson.dumps(manifest(site(), base_url()))),
        base_url(), media_type="application/json", of_index=False,
    )  # fmt: skip


def suggest_entity() -> Response:
    """Answer with the names that begin with the typed text."""
    known = types_of(site().mapping)
    wanted = request.args.getlist("type")
    facets = tuple(known[name] for name in wanted if name in known) or tuple(known.values())
    return _json(typed_entities(_entities(), _prefix(), facets, _cursor()))


def suggest_type() -> Response:
    """Answer with the types that begin with the typed text."""
    return _json(typed_types(site(), _prefix(), _cursor()))


def show() -> Response:
    """Show a name as a small page for a frame."""
    entity = _named()
    page = preview(site(), entity, _address(entity))
    response = Response(page, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def lead() -> AnyResponse:
    """Redirect to the page of a name."""
    return redirect(_address(_named()), 303)


def _entities() -> Entities:
    reader: EntitiesReader = current_app.extensions.setdefault(_KEPT, EntitiesReader())
    return reader.of(site())


def _named() -> Entity:
    id = request.args.get("id", "")
    found = _entities().find(id)
    if found is None:
        raise NotFound(f"no record has the name {id[:200]!r}")
    return found


def _address(entity: Entity) -> str:
    letters = roles(site().mapping)
    if letters and letters.people.name == entity.facet.name:
        return f"{base_url()}{PEOPLE}/{write_path(entity.name)}"
    return Links(base_url(), API_SEARCH).html(PLAIN.toggled(entity.facet.name, entity.name))


def _prefix() -> str:
    return request.args.get("prefix", "")[:500]  # characters: more is no name


def _cursor() -> int:
    cursor = request.args.get("cursor", "0")
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 10 and int(cursor) <= _FAR):
        raise BadRequest((Fault("cursor", f"is not a whole number from 0 to {_FAR:,}", "0"),))
    return int(cursor)


def _json(body: Json) -> Response:
    response = Response(orjson.dumps(body), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
