"""The addresses that a page links to, as the request it answers has them."""

from __future__ import annotations

from flask import request

from service.current import base_url, site
from service.schemas.page_arguments import MARKED
from service.search.addresses import PAGE_SEARCH
from service.search.links import Links
from service.web.marks import carried


def links() -> Links:
    """Return the addresses of pages, under the path that the site is mounted at.

    Searches carry along what the reader has marked.
    """
    return Links(request.script_root, PAGE_SEARCH, carried(request.args.getlist(MARKED)))


def absolute(path: str) -> str:
    """Return the whole address of a path of the site's own, to be cited or stored by a reader."""
    return f"{base_url()}{path}"


def canonical(path: str) -> str:
    """Return the address that a search engine should keep for a page.

    Without a public URL it begins with a slash: a Host header decides nothing that is kept.
    """
    public = site().settings.public_url.rstrip("/")
    return f"{public or request.script_root}{path}"
