"""Files that browsers and crawlers fetch besides the pages."""

from __future__ import annotations

from functools import lru_cache

from flask import Response, request, url_for

from service.conditional import Content, conditional
from service.current import site
from service.errors import NotFound
from service.exports.feeds import FEEDS
from service.search.addresses import (
    API_ROOT,
    API_SEARCH,
    CITE,
    DOCS,
    DUMPS,
    FACETS,
    FEED,
    GROUPED,
    HELP,
    MARKED,
    MCP,
    OAI,
    OPENAPI,
    PAGE_SEARCH,
    PEOPLE,
    PLACES,
    RECONCILE,
    RECORDS,
    SEARCHES,
    SRU,
)
from service.web.assets import assets
from service.web.current import absolute
from service.web.rendered import render

_YEAR = 31_536_000  # seconds; an asset's address changes with its content, so longer is never wrong
_HOUR = 3_600  # after that a corrected script is used everywhere


def asset_url(name: str) -> str:
    """Return the address of an asset, which changes when its content does."""
    return _asset_url(name, request.script_root)


@lru_cache(maxsize=64)  # of some ten files
def _asset_url(name: str, root: str) -> str:  # noqa: ARG001 - every address begins with it
    return url_for("web.asset", digest=assets()[name].digest, name=name)


def asset(digest: str, name: str) -> Response:
    """Return a stylesheet or a picture.

    A page of another release asks by another digest: it gets what there is now, not to be kept.
    """
    found = assets().get(name)
    if found is None:
        raise NotFound(f"the pages have no file {name[:80]!r}")
    is_current = digest == found.digest
    return conditional(
        lambda: Content(found.body),
        found.digest,
        media_type=found.media_type,
        of_index=False,
        cache=f"public, max-age={_YEAR}, immutable" if is_current else "no-cache",
    )


def box() -> Response:
    """Return the script of the search box for other sites, at an address that stays the same."""
    found = assets()["box.js"]
    response = conditional(
        lambda: Content(found.body),
        found.digest,
        media_type=found.media_type,
        of_index=False,
        cache=f"public, max-age={_HOUR}",
    )
    response.headers["Access-Control-Allow-Origin"] = "*"  # so that a page may check its digest
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def opensearch() -> Response:
    """Describe the search box, so that a browser can offer it in its address bar."""
    page = render(
        "opensearch.xml",
        address=absolute(PAGE_SEARCH),
        api_address=absolute(API_SEARCH),
        feeds=[(form.media_type, absolute(f"{FEED}.{form.ending}")) for form in FEEDS],
    )
    response = Response(page, content_type="application/opensearchdescription+xml; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=3600"  # an hour: it hardly ever changes
    return response


def robots() -> Response:
    """Keep crawlers out of the countless narrowed lists; the plain list leads to every record."""
    lines = [
        f"# The whole catalogue as files: {absolute(DUMPS)}",
        "User-agent: *",
        f"Disallow: {request.script_root}{PAGE_SEARCH}?",
        f"Allow: {request.script_root}{PAGE_SEARCH}?page=",
        f"Disallow: {request.script_root}{FACETS}/",
        f"Disallow: {request.script_root}{CITE}/",
        f"Disallow: {request.script_root}{FEED}.",
        f"Disallow: {request.script_root}{MARKED}",
        f"Disallow: {request.script_root}{OAI}?",
        f"Disallow: {request.script_root}{RECONCILE}",
        f"Disallow: {request.script_root}{SEARCHES}/",
        f"Disallow: {request.script_root}{SRU}?",
        f"Disallow: {request.script_root}{RECORDS}/*?",
        f"Disallow: {request.script_root}{PEOPLE}?",
        f"Disallow: {request.script_root}{PEOPLE}/*?",
        f"Disallow: {request.script_root}{PLACES}?",
        f"Disallow: {request.script_root}{GROUPED}",
        f"Disallow: {request.script_root}{API_ROOT}/",
        f"Sitemap: {absolute('/sitemap.xml')}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def llms() -> Response:
    """Answer programs that use a language model: where to ask, so that they need not crawl.

    Source of the form: llmstxt.org.
    """
    title = " ".join(site().title.split())
    lines = [
        f"# {title}",
        "",
        "> The catalogue of an archive: descriptions of its records, with a search over them.",
        "",
        "Ask the tools or the API instead of reading pages. Give each record's address and",
        "citation, and check a quotation before you give it.",
        "",
        "## For programs",
        "",
        f"- [Tools of the Model Context Protocol]({absolute(MCP)}): search, read, cite, check",
        f"- [The JSON API]({absolute(f'{API_ROOT}{DOCS}')}): every address and argument",
        f"- [The same as OpenAPI]({absolute(f'{API_ROOT}{OPENAPI}')})",
        f"- [Everything at once]({absolute(DUMPS)}): the catalogue as files, where it is published",
        f"- [Reconciliation]({absolute(RECONCILE)}): names of a table matched with the catalogue's",
        f"- [SRU]({absolute(SRU)}): a search in CQL, records as Dublin Core or MODS",
        f"- [OAI-PMH]({absolute(f'{OAI}?verb=Identify')}): what changed, record by record",
        "",
        "## For people",
        "",
        f"- [Search]({absolute(PAGE_SEARCH)})",
        f"- [How to search]({absolute(HELP)})",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
