"""Linked data at a record's address, if the header `Accept` requests it."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
from flask import Response, request
from werkzeug.http import dump_options_header, parse_options_header

from index_mappings.record import Record
from service.conditional import Content, conditional
from service.current import base_url, site
from service.exports.linked import LINKED, LinkedForm
from service.web.cite_page import cited_record

MEDIA_TYPE = "application/ld+json"
_PAGE = "text/html"


def linked_form() -> LinkedForm | None:
    """Return the requested form of linked data, or None if a page is preferred or equal."""
    accepted = request.accept_mimetypes
    forms = list(_asked())
    if not forms:
        return None
    quality, form = max(forms, key=lambda one: one[0])
    is_page_named = any(name.startswith(_PAGE) for name in accepted.values())
    page = accepted.quality(_PAGE)
    return form if quality > page or (quality == page and quality and not is_page_named) else None


def _asked() -> Iterator[tuple[float, LinkedForm]]:
    """Yield the forms in the header, each with its quality value."""
    by_profile = {form.profile.rstrip("/"): form for form in LINKED}
    for name, quality in request.accept_mimetypes:
        kind, options = parse_options_header(name)
        if kind == MEDIA_TYPE:
            wanted = options.get("profile", "").split()  # one that is not known is as if not named
            known = [
                by_profile[one] for one in (p.rstrip("/#") for p in wanted) if one in by_profile
            ]
            yield quality, known[0] if known else LINKED[0]


def linked(record: Record, form: LinkedForm) -> Response:
    """Return a record as linked data, or 304 where the client has it already."""

    def content() -> Content:
        version = site().engine.info().version
        return Content(orjson.dumps(form.write(cited_record(record))), version)

    response = conditional(
        content, form.profile, base_url(), record.id,
        media_type=dump_options_header(MEDIA_TYPE, {"profile": form.profile}),
    )  # fmt: skip
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def varying(response: Response) -> Response:
    """Declare that an answer depends on the `Accept` header of the request."""
    response.vary.add("Accept")
    return response
