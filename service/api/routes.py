"""The endpoints of the API, and the view of the most used one: the search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from service.api.bodies import all_pairs
from service.api.responding import answer_links, open_to_all, respond
from service.current import base_url, note_missed, site
from service.errors import NotFound
from service.late import late
from service.schemas.search_answer import SearchAnswer
from service.search.addresses import (
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

_LOOKED_UP = (
    (RECORDS, "lookups:records"),
    (f"{RECORDS}/<anything:part>", "lookups:record"),
    (COLLECTIONS, "lookups:collections"),
    (f"{COLLECTIONS}/<anything:part>", "lookups:collection"),
    (f"{FACETS}/<anything:part>", "lookups:facet"),
    (SUGGEST, "lookups:suggest"),
    (CHANGES, "lookups:changes"),
    (COUNTS, "counting:counts"),
    (QUOTE, "lookups:quote"),
    (EXPORT, "exporting:export"),
)
"""Addresses besides that of the search: the module of each in this room, and its view."""
_DESCRIBED = (
    (OPENAPI, "described:description"),
    (DOCS, "described:reference"),
    (f"{DOCS}.css", "described:reference_style"),
)
_SENT_TO = frozenset({"search", "records"})
"""Views to which arguments may be sent, too."""


def blueprint() -> Blueprint:
    """Return the endpoints under /api; the site is the application's extension `searchroom`."""
    rooms = Blueprint("api", __name__, url_prefix=API_ROOT)
    views: tuple[tuple[str, Callable[..., Any]], ...] = (
        *((path, front) for path in ("", "/", VERSION, f"{VERSION}/")),
        (f"{VERSION}{SEARCH}", search),
        *((f"{VERSION}{path}", late(f"{__package__}.{place}")) for path, place in _LOOKED_UP),
        *((path, late(f"{__package__}.{place}", is_rare=True)) for path, place in _DESCRIBED),
        ("/<anything:part>", nowhere),
    )
    for path, view in views:
        methods = ["GET", "POST"] if view.__name__ in _SENT_TO else ["GET"]
        rooms.add_url_rule(path, view_func=view, methods=methods)
    rooms.after_request(open_to_all)
    return rooms


def front() -> AnyResponse:
    """Redirect to the description of the API."""
    return redirect(f"{request.script_root}{API_ROOT}{DOCS}", 308)


def search() -> Response:
    """Answer a search."""
    arguments = site().reader.read(all_pairs(site().reader.search))

    def answer() -> SearchAnswer:
        answered = ask(site(), arguments, answer_links())
        note_missed(answered)
        return answered.body

    return respond(answer, arguments.pairs(), arguments.q_cut, chosen=arguments.chosen)


def nowhere(part: str) -> Response:
    """Answer that there is no such endpoint, with a link to the description."""
    raise NotFound(
        f"there is nothing at {API_ROOT}/{part[:200]}; "
        f"{base_url()}{API_ROOT}{DOCS} lists every address"
    )
