"""Conditional responses, 304 if the client already has the answer: for JSON, pages and files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field

from flask import Response, request

from service.current import site
from service.search.etag import etag

_KEPT = 64  # answers kept in a process: a few megabytes, and more than most sites have collections


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a response.

    `version` is that of the index it was made from, or of the previous live index: content that is
    newer than its tag is only made once too often, while older content would be kept. It is "" if
    no index is involved. Partial content (not `is_whole`) gets no tag and is not cached.
    """

    body: bytes | str
    version: str = ""
    is_whole: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)


def conditional(
    make: Callable[[], Content],
    *depends: object,
    media_type: str,
    of_index: bool = True,
    cache: str = "",
    kept: MutableMapping[str, bytes | str] | None = None,
) -> Response:
    """Return the answer made by `make`, or 304 if the client already has it.

    `depends` is what the answer depends on besides its path, the index, our code and the settings;
    without `of_index` it needs no index and no engine. `cache` is the Cache-Control of an answer
    that may be cached without revalidation. In `kept` an answer stays until the index changes.
    """
    here = site()
    rings, known = here.names.rings, request.if_none_match

    def tag(version: str) -> str:
        return etag(here, version, request.path, *depends)

    def live() -> str:
        return tag(here.engine.info().version if of_index else "")

    if known or kept is not None:
        mark = live()
        if known.star_tag or known.contains_weak(mark[3:-1]):  # without `W/"` and `"`
            return _finished(Response(status=304), mark, cache)
        if kept is not None and (body := kept.get(mark)) is not None:
            return _finished(Response(body, content_type=media_type), mark, cache)
    content = make()
    # An answer that began with other rings than are in force by now must not have their mark.
    is_whole = content.is_whole and here.names.rings is rings
    mark = tag(content.version) if is_whole else ""
    if kept is not None and is_whole:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[mark] = content.body
    response = Response(content.body, content_type=media_type)
    response.headers.extend(content.headers)
    return _finished(response, mark, cache)


def of_itself(body: bytes, *, media_type: str) -> Response:
    """Return a body, or 304 if the client already has it; its tag depends only on the body."""
    tag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    known = request.if_none_match
    if known.star_tag or known.contains_weak(tag[3:-1]):
        return _finished(Response(status=304), tag, "")
    return _finished(Response(body, content_type=media_type), tag, "")


def _finished(response: Response, tag: str, cache: str) -> Response:
    if tag:
        response.headers["ETag"] = tag
    # Links made from a Host header must not reach another reader through a shared cache.
    keeper = "public" if site().settings.public_url else "private"
    revalidated = f"{keeper}, no-cache" if tag else "no-store"
    response.headers["Cache-Control"] = (cache if tag else "") or revalidated
    return response
