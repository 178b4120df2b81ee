"""Answers as JSON responses: with links, readable from any origin, errors as problem+json."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import orjson
from flask import Response, request

from index_mappings.record import Record
from service.conditional import Content, conditional, of_itself
from service.current import base_url, site
from service.errors import SearchroomError
from service.schemas.answer_json import answer_bytes, record_json
from service.schemas.chosen_keys import ChosenKeys
from service.search.addresses import API_SEARCH
from service.search.links import Links

if TYPE_CHECKING:  # a search is answered without the others
    from service.schemas.answers import (
        ChangesAnswer,
        CollectionAnswer,
        CollectionsAnswer,
        CountsAnswer,
        FacetAnswer,
        RecordAnswer,
        RecordsAnswer,
        SuggestAnswer,
    )
    from service.schemas.quotes import QuoteAnswer
    from service.schemas.search_answer import SearchAnswer

    Answer = (
        SearchAnswer
        | RecordAnswer
        | RecordsAnswer
        | CollectionAnswer
        | CollectionsAnswer
        | FacetAnswer
        | SuggestAnswer
        | ChangesAnswer
        | CountsAnswer
        | QuoteAnswer
    )


def answer_links() -> Links:
    """Return the links of JSON answers to this request."""
    return Links(base_url(), API_SEARCH)


def respond(
    make: Callable[[], Answer], *depends: object, chosen: ChosenKeys | None = None
) -> Response:
    """Return the answer made by `make`, or 304 if the client already has it.

    `depends` is what the answer depends on besides its path, the index, our code and the settings.
    With `chosen`, its results have only those keys.
    """

    def content() -> Content:
        answer = make()
        return Content(
            answer_bytes(answer, site().mapping, chosen),
            answer.index.version,
            not getattr(answer, "partial", False),
            _near(answer),
        )

    if request.method == "POST":  # no cache keeps an answer to it, and no client asks for 304
        response = Response(content().body, mimetype="application/json")
        response.headers["Cache-Control"] = "no-store"
        return response
    return conditional(content, base_url(), *depends, media_type="application/json")


def respond_with_keys(record: Record, chosen: ChosenKeys) -> Response:
    """Return some keys of a record, with an entity tag that depends only on them.

    Links and the index, which change with every publish, are not included.
    """
    mapping = site().mapping
    kept = mapping.ordered(record).only(chosen.of_record(mapping))
    body = orjson.dumps(chosen.cut(record_json(kept, mapping)))
    return of_itself(body, media_type="application/json")


def _near(answer: Answer) -> dict[str, str]:
    """Return the header with links to the neighbouring pages, or {} if there are none."""
    links = getattr(answer, "links", None)
    near = [(name, getattr(links, name, "")) for name in ("next", "prev")]
    named = ", ".join(f'<{address}>; rel="{name}"' for name, address in near if address)
    return {"Link": named} if named else {}


def problem_response(error: SearchroomError) -> Response:
    """Return an error as problem+json."""
    from service.schemas.problem import MEDIA_TYPE, problem  # noqa: PLC0415 - for errors alone

    body = answer_bytes(problem(error), site().mapping)
    response = Response(body, error.status, mimetype=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def open_to_all(response: Response) -> Response:
    """Let a page of any origin read an answer, its entity tag and its links."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = (
        "ETag, Link, Retry-After, Content-Disposition, Link-Template, "
        "Searchroom-Total, Searchroom-Index"
    )
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, Accept, Content-Type"
        response.headers["Access-Control-Max-Age"] = "86400"  # a day, the longest browsers keep it
    return response
