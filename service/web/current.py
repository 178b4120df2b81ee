"""What a page needs of the request it answers: the site, and the addresses to link to."""

from __future__ import annotations

from typing import cast

from flask import current_app, request

from service.search.links import PAGE_SEARCH, Links
from service.search.site import Site


def site() -> Site:
    """Return the site that this application serves."""
    return cast(Site, current_app.extensions["searchroom"])


def links() -> Links:
    """Return the addresses of pages, under the path that the site is mounted at."""
    return Links(request.script_root, PAGE_SEARCH)


def absolute(path: str) -> str:
    """Return the whole address of a path of the site's own, to be cited or stored by a reader."""
    public = site().settings.public_url.rstrip("/")
    return f"{public or request.url_root.rstrip('/')}{path}"


def canonical(path: str) -> str:
    """Return the address that a search engine should keep for a page.

    Without a public URL it begins with a slash: a Host header decides nothing that is kept.
    """
    public = site().settings.public_url.rstrip("/")
    return f"{public or request.script_root}{path}"
