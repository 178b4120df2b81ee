"""The list of all pages for search engines: one file, or an index of files past 50,000 records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from flask import Response, request, url_for
from markupsafe import escape

from index_mappings.record import Record
from service.current import site
from service.errors import NotFound
from service.exports.shown_set import shown_set
from service.search.addresses import PLACES_FACET
from service.search.arguments import PLAIN
from service.search.correspondence import roles
from service.search.gently import gently
from service.search.kept_lists import packed
from service.web.current import absolute, links

MOST = 50_000
"""Addresses of one file (https://www.sitemaps.org/protocol.html)."""
_PIECE = 100  # addresses made and sent together: 10 ms of work
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_DAY = 10  # characters of a moment that are its day


def sitemap() -> Response:
    """Lead to every page, each record's among them."""
    total = site().engine.info().records
    if total <= MOST:
        return _sent(_urls(chain(_pages(), _records(0))))
    parts = range(1, -(-total // MOST) + 1)
    places = [absolute(f"/sitemap-{number}.xml") for number in (0, *parts)]
    body = "".join(f"<sitemap><loc>{escape(place)}</loc></sitemap>\n" for place in places)
    return _sent([f"{_HEAD}<sitemapindex {_SPACE}>\n{body}</sitemapindex>\n"])


def sitemap_part(number: int) -> Response:
    """Lead to one part of the records; part 0 is the pages that are no record's.

    A part is read from the beginning of the list, once for each version of the index: of a million
    records the last takes half a minute. Raises NotFound for a part that there is none of.
    """
    if number > -(-site().engine.info().records // MOST):
        raise NotFound(f"the sitemap has no part {number}")
    return _sent(_urls(_records(number - 1) if number else _pages()))


def _sent(pieces: Iterable[str]) -> Response:
    response = Response(pieces, content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=3600"  # an hour: crawlers come by the day
    return response


def _pages() -> Iterator[str]:
    version = site().engine.info().version
    ids = site().catalogues.of(version).collections
    pages = [url_for("web.home"), url_for("web.search"), url_for("web.help")]
    pages += [url_for("web.people")] if roles(site().mapping) else []
    pages += [url_for("web.places")] if site().mapping.facet(PLACES_FACET) else []
    pages += [links().collection(id).html for id in ids]
    pages += [url_for("web.own_page", name=page.name) for page in site().faces.face.pages]
    root = request.script_root
    # made now: what is sent later knows no request
    return iter([_url(absolute(page.removeprefix(root))) for page in pages])


def _records(part: int) -> Iterator[str]:
    """Return the addresses of one part of the records; the first part has the number 0.

    They are kept without their host for the next request, and made once for all who ask at the same
    time. The parts before are passed on the way, and kept too.
    """
    base, listed, version = absolute(""), site().listed, site().engine.info().version
    kept = listed.part(version, part)
    if kept is None:
        kept = listed.made(version, part, lambda: _read(part))
    return _urls_of(base, kept)


def _read(part: int) -> Iterator[bytes]:
    """Return pieces of the paths and days of a part, a line each, read from the records."""
    here, root, listed = links(), request.script_root, site().listed
    found = shown_set(site(), PLAIN, whole=False, step=_PIECE)

    def line(record: Record) -> str:
        path = here.record(record.id).html.removeprefix(root)
        return f"{path}\t{record.text('changed')[:_DAY]}\n"

    def pieces() -> Iterator[bytes]:
        for number in range(part + 1):
            packed_pieces: list[bytes] = []
            of_part = islice(found.records, MOST)
            while piece := "".join(map(line, islice(of_part, _PIECE))):
                packed_pieces.append(packed(piece))
                if number == part:
                    yield packed_pieces[-1]
            listed.keep(found.index.version, number, tuple(packed_pieces))

    return gently(pieces())


def _urls_of(base: str, pieces: Iterator[str]) -> Iterator[str]:
    for piece in pieces:
        for line in piece.split("\n")[:-1]:
            path, _, day = line.partition("\t")
            yield _url(f"{base}{path}", day)


def _url(address: str, day: str = "") -> str:
    changed = f"<lastmod>{escape(day)}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>\n"


def _urls(urls: Iterator[str]) -> Iterator[str]:
    yield f"{_HEAD}<urlset {_SPACE}>\n"
    while piece := "".join(islice(urls, _PIECE)):
        yield piece
    yield "</urlset>\n"
