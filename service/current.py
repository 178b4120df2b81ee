"""The current request: the site, the arguments, and the beginning of links."""

from __future__ import annotations

import re
from typing import cast

from flask import current_app, g, request
from werkzeug.exceptions import BadHost

from service.results import SearchResult
from service.search.arguments import Arguments
from service.search.ask import Answer
from service.search.site import Site

_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


def site() -> Site:
    """Return the site that this application serves."""
    return cast(Site, current_app.extensions["searchroom"])


def request_id() -> str:
    """Return the id of this request, which is in its log line and its answer."""
    return str(g.get("request_id", ""))


def note_missed(answer: Answer) -> None:
    """Note the words of this request that found nothing, to be counted."""
    g.missed = missed_words(answer.arguments, answer.result)


def pairs() -> list[tuple[str, str]]:
    """Return the names and values of the query string in order."""
    return list(request.args.items(multi=True))


def base_url() -> str:
    """Return the beginning of absolute links: the site's public URL, else the request's host."""
    public = site().settings.public_url.rstrip("/")
    return public or f"{request.scheme}://{request.host}{request.script_root}"


def refuse_bad_host() -> None:
    """Raise BadHost if the request's host is invalid, for any address."""
    host = request.environ.get("HTTP_HOST", "")
    if host and not _HOST.fullmatch(host):
        raise BadHost


_LONGEST = 100  # characters: what is longer was pasted, and nobody asks for it twice


def missed_words(arguments: Arguments, result: SearchResult) -> str:
    """Return typed words that found nothing, in lower case, or "" if other causes are possible.

    A facet, a date or a field may be the cause, or a part of the index that did not answer.
    """
    is_narrowed = arguments.is_narrowed or arguments.in_field
    if result.total or result.partial or is_narrowed or len(arguments.q) > _LONGEST:
        return ""
    return arguments.q.casefold()
