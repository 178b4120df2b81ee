"""The endpoints of the API. Each reads its arguments, asks the use case, and responds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from index_mappings.record import Record
from service.api.bodies import all_pairs
from service.api.reference import reference_page, stylesheet
from service.api.responding import answer_links, open_to_all, respond, respond_with_keys
from service.conditional import Content, conditional
from service.current import base_url, note_missed, pairs, site
from service.errors import NotFound
from service.face.styles import stylesheets
from service.late import late
from service.schemas.answers import RecordAnswer, SearchAnswer
from service.schemas.fixed_arguments import ChangesArguments, NoArguments, SuggestArguments
from service.schemas.query_string import ArgumentReader
from service.schemas.quotes import QuoteArguments
from service.search.addresses import (
    API,
    API_ROOT,
    CHANGES,
    COLLECTIONS,
    COUNTS,
    DOCS,
    EXPORT,
    FACETS,
    OPENAPI,
    QUOTE,
    RECORDS,
    SEARCH,
    SUGGEST,
    VERSION,
)
from service.search.ask import ask
from service.search.changes_list import changes_answer
from service.search.collections import collection_answer, collections_answer
from service.search.facet_values import facet_answer, facet_of
from service.search.paths import is_named
from service.search.records import find_record, of_one_index, record_answer
from service.search.several_records import records_answer
from service.search.suggest import suggestions

_NONE, _SUGGEST, _CHANGES, _QUOTE = (
    ArgumentReader(made)
    for made in (NoArguments, SuggestArguments, ChangesArguments, QuoteArguments)
)

_reference_of = late("service.api.exporting:reference_of")


def blueprint() -> Blueprint:
    """Return the endpoints under /api; the site is the application's extension `searchroom`."""
    rooms = Blueprint("api", __name__, url_prefix=API_ROOT)
    for path, view in (
        ("", front),
        ("/", front),
        (VERSION, front),
        (f"{VERSION}/", front),
        (f"{VERSION}{SEARCH}", search),
        (f"{VERSION}{RECORDS}", records),
        (f"{VERSION}{RECORDS}/<anything:part>", record),
        (f"{VERSION}{COLLECTIONS}", collections),
        (f"{VERSION}{COLLECTIONS}/<anything:part>", collection),
        (f"{VERSION}{FACETS}/<anything:part>", facet),
        (f"{VERSION}{SUGGEST}", suggest),
        (f"{VERSION}{CHANGES}", changes),
        (f"{VERSION}{COUNTS}", late("service.api.counting:counts")),
        (f"{VERSION}{QUOTE}", quote),
        (f"{VERSION}{EXPORT}", late("service.api.exporting:export")),
        (OPENAPI, description),
        (DOCS, reference),
        (f"{DOCS}.css", reference_style),
        ("/<anything:part>", nowhere),
    ):
        methods = ["GET", "POST"] if view in (search, records) else ["GET"]
        rooms.add_url_rule(path, view_func=view, methods=methods)
    rooms.after_request(open_to_all)
    return rooms


def front() -> AnyResponse:
    """Lead to the description of all there is."""
    return redirect(f"{request.script_root}{API_ROOT}{DOCS}", 308)


def search() -> Response:
    """Answer a search."""
    arguments = site().reader.read(all_pairs(site().reader.search))

    def answer() -> SearchAnswer:
        asked = ask(site(), arguments, answer_links())
        note_missed(asked)
        return asked.body

    return respond(answer, arguments.pairs(), arguments.q_cut, chosen=arguments.chosen)


def records() -> Response:
    """Answer with several records by their ids."""
    asked = site().reader.read_records(all_pairs(site().reader.records))
    return respond(
        lambda: records_answer(site(), asked, answer_links()),
        asked.ids,
        asked.cursor,
        asked.chosen.names if asked.chosen else None,
        chosen=asked.chosen,
    )


def record(part: str) -> AnyResponse:
    """Answer with one record, or lead to it where its id has changed."""
    asked = site().reader.read_record(pairs())
    found = find_record(site(), part)
    if found.moved:
        return _moved(answer_links().record(found.record.id).self_)
    if asked.form != "json":
        reference: AnyResponse = _reference_of(found.record, asked.form)
        return reference
    if asked.chosen is not None:
        return respond_with_keys(found.record, asked.chosen)

    def answer(record: Record) -> RecordAnswer:
        return record_answer(site(), record, answer_links(), asked.similar)

    return respond(lambda: of_one_index(site(), part, found, answer), asked.similar)


def collections() -> Response:
    """Answer with all collections."""
    _NONE.strictly(pairs())
    return respond(lambda: collections_answer(site(), answer_links()))


def collection(part: str) -> AnyResponse:
    """Answer with one collection."""
    _NONE.strictly(pairs())
    if part.endswith("/"):
        found = collection_answer(site(), part, answer_links())
        if not is_named(found.id, part):
            return _moved(found.links.self_)
    return respond(lambda: collection_answer(site(), part, answer_links()))


def facet(part: str) -> AnyResponse:
    """Answer with the values of a facet."""
    if part.endswith("/") and site().mapping.facet(part[:-1]):  # no facet's name has a slash
        return _moved(f"{base_url()}{API}{FACETS}/{part[:-1]}")
    facet_of(site(), part)
    asked = site().reader.read_facet(pairs())
    return respond(
        lambda: facet_answer(site(), part, asked, answer_links()),
        asked.arguments.pairs(),
        asked.filter,
        asked.order,
    )


def suggest() -> Response:
    """Answer with what the typed text may become."""
    values = _SUGGEST.strictly(pairs())
    q, size = values.get("q", ""), values["size"]
    return respond(lambda: suggestions(site(), q, size, answer_links()), q, size)


def changes() -> Response:
    """Answer with what changed since a number."""
    values = _CHANGES.strictly(pairs())
    since, size = values["since"], values["size"]
    return respond(lambda: changes_answer(site(), since, size, answer_links()), since, size)


def quote() -> Response:
    """Answer whether a passage is in a record."""
    # its patterns take a hundredth of a start, and few readers have a passage looked for
    from service.search.quotes import quote_answer  # noqa: PLC0415

    values = _QUOTE.strictly(pairs())
    id, text = values["id"], values["text"]
    return respond(lambda: quote_answer(site(), id, text, answer_links()), id, text)


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
    from service.api.description import openapi  # noqa: PLC0415 - apispec, which no search needs

    return openapi(site().mapping, f"{base_url()}{API}")


def _described(make: Callable[[], str | bytes], media_type: str) -> Response:
    """Return a part of the description, which is there even when index and engine are away."""
    return conditional(lambda: Content(make()), base_url(), media_type=media_type, of_index=False)


def nowhere(part: str) -> Response:
    """Say that there is no such endpoint, and where the description is."""
    raise NotFound(
        f"there is nothing at {API_ROOT}/{part[:200]}; "
        f"{base_url()}{API_ROOT}{DOCS} lists every address"
    )


def _moved(target: str) -> AnyResponse:
    asked = request.query_string.decode("ascii", "replace")
    return redirect(f"{target}?{asked}" if asked else target, 308)
