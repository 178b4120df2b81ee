"""Errors as pages: what happened, and what a reader can do now."""

from __future__ import annotations

from flask import Response, request, url_for

from index_mappings.sayings import N_, in_language, sentence
from service.current import request_id, site
from service.errors import (
    BadRequest,
    EngineUnavailable,
    IndexMoved,
    NoIndex,
    NotFound,
    OutOfTime,
    SearchroomError,
    Withdrawn,
)
from service.query.typed import LONGEST
from service.search.arguments import PLAIN
from service.web.current import links
from service.web.languages import spoken
from service.web.rendered import render

_SAYS = {
    405: sentence("This address can be read, but nothing can be sent to it."),
    414: sentence("The address is too long. Try a shorter search."),
    500: sentence(
        "The fault is ours. Try again; if that does not help, tell the people who run this site."
    ),
    503: sentence(
        "The catalogue cannot be searched at the moment. Nothing is lost; try again in a minute."
    ),
}

_TITLES = {
    name: sentence(name)
    for name in (
        N_("Method Not Allowed"), N_("Request Entity Too Large"), N_("Request URI Too Long"),
        N_("Bad Request"),
    )
}  # fmt: skip
"""What Werkzeug calls its own errors."""

# What browsers and crawlers fetch by themselves: HTML would be read as a broken file.
_FILES = ("web.asset", "web.opensearch", "web.robots", "web.sitemap")


def error_page(error: SearchroomError) -> Response:
    """Return the page of an error, with its status; as text where no reader asked for a page."""
    if request.endpoint in _FILES:
        return _response(f"{error.title}\n", error, "text/plain")
    if isinstance(error, NoIndex):
        return _response(render("empty.html", robots="noindex"), error)
    context: dict[str, object] = {
        "heading": _TITLES.get(error.title, error.title),
        "says": _says(error),
        "faults": error.faults if isinstance(error, BadRequest) else (),
        "ways_on": _ways_on(error),
        "show_box": error.status != EngineUnavailable.status,
        "q": request.args.get("q", "")[:LONGEST],
        "robots": "noindex",
        "request_id": request_id() if error.status >= 500 else "",
    }
    return _response(render("error.html", **context), error)


def _says(error: SearchroomError) -> str:
    """Return the message to a reader, without internal details."""
    if isinstance(error, BadRequest):
        return sentence("Part of the address of this page is not valid.")
    if (
        isinstance(error, NotFound | IndexMoved | OutOfTime | Withdrawn)
        or error.status not in _SAYS
    ):
        return _sentence(error.told)
    return _SAYS[error.status]


def _ways_on(error: SearchroomError) -> list[tuple[str, str]]:
    """Return links to continue: the same search from its beginning, or the same page again."""
    if isinstance(error, BadRequest | IndexMoved):
        arguments = site().reader.forgive(request.args.items(multi=True)).arguments
        return [(sentence("Start this list again"), links().to(arguments.changed()))]
    if isinstance(error, NotFound | Withdrawn):
        return [(sentence("See all records"), links().to(PLAIN)), _front_page()]
    if request.method == "GET" and error.status >= 500:
        query = request.query_string.decode("ascii", "replace")
        path = f"{request.script_root}{request.path}"
        return [(sentence("Try again"), f"{path}?{query}" if query else path)]
    return [_front_page()]


def _response(page: str, error: SearchroomError, media_type: str = "text/html") -> Response:
    response = Response(page, error.status, mimetype=media_type)
    response.headers["Cache-Control"] = "no-store"
    return response


def _front_page() -> tuple[str, str]:
    return sentence("Front page"), url_for("web.home")


def _sentence(text: str) -> str:
    text = in_language(text, spoken()).strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
