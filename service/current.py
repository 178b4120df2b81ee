"""What an answer needs of the request it answers: the site, what was asked, where links begin."""

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
    """Return the id of this request, which its line in the log and its answer have."""
    return str(g.get("request_id", ""))


def note_missed(answer: Answer) -> None:
    """Note of this request the words that found nothing, for whoever counts them."""
    g.missed = missed_words(answer.arguments, answer.result)


def pairs() -> list[tuple[str, str]]:
    """Return the names and values of the query string in their order."""
    return list(request.args.items(multi=True))


def base_url() -> str:
    """Return what absolute links begin with: the site's public URL, else the request's host."""
    public = site().settings.public_url.rstrip("/")
    return public or f"{request.scheme}://{request.host}{request.script_root}"


def refuse_bad_host() -> None:
    """Raise BadHost for a request to a host that is none, whatever it asks for."""
    host = request.environ.get("HTTP_HOST", "")
    if host and not _HOST.fullmatch(host):
        raise BadHost


_LONGEST = 100  # characters: what is longer was pasted, and nobody asks for it twice


def missed_words(arguments: Arguments, result: SearchResult) -> str:
    """Return what was typed and found nothing, in small letters; "" where that says nothing.

    A facet, a date or a field may be why nothing was found, and a part of the index that did
    not answer too.
    """
    is_narrowed = arguments.is_narrowed or arguments.in_field
    if result.total or result.partial or is_narrowed or len(arguments.q) > _LONGEST:
        return ""
    return arguments.q.casefold()
