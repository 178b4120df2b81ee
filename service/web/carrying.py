"""A page's language in every link and form of the page, written where the page is finished.

The rule is in this one place, so that no template can forget it: neither one of ours, nor
one that an archive puts in its place. What is no page (the API, exports, feeds, files) keeps
its address, and so does what names another language (`hreflang`).
"""

from __future__ import annotations

import re

from flask import Response, request

from service.schemas.page_arguments import LANGUAGE
from service.search.addresses import API_ROOT, DUMPS, FACE, FEED, MCP, OAI, is_for_programs
from service.web.languages import ENGLISH, spoken

_TAG = re.compile(r"<(?:a|form|link rel=\"(?:prev|next)\")(?=[\s>])[^>]*>")
_ADDRESS = re.compile(r'(?:(?<=\shref=")|(?<=\saction="))/(?!/)[^"]*')
_NO_PAGES = (f"{API_ROOT}/", f"{FEED}.", f"{DUMPS}/", f"{FACE}/", "/assets/")
_FILES = frozenset({OAI, MCP, "/opensearch.xml", "/robots.txt", "/sitemap.xml", "/llms.txt"})


def carried_along(page: str, code: str) -> str:
    """Return a page with a language in every address of a page, and sent by every form."""
    root = request.script_root

    def address(found: re.Match[str]) -> str:
        return with_language(found[0], code, root)

    def tag(found: re.Match[str]) -> str:
        text = found[0]
        if " hreflang=" in text:
            return text
        if text.startswith("<form") and 'method="post"' not in text:
            # a form of this kind sends its fields in the place of what its address asks
            return f'{text}<input type="hidden" name="{LANGUAGE}" value="{code}">'
        return _ADDRESS.sub(address, text)

    return _TAG.sub(tag, page)


def with_language(address: str, code: str, root: str = "", between: str = "&amp;") -> str:
    """Return an address of the site with a language, or itself if it is that of no page.

    `address` begins with a slash; `root` is the path under which the site is mounted, `between`
    what parts two arguments (as a page writes it, or as a header does).
    """
    whole, hash_sign, place = address.partition("#")
    path, _, query = whole.partition("?")
    own = path.removeprefix(root)
    if own.startswith(_NO_PAGES) or own in _FILES or is_for_programs(own):
        return address
    query_part = f"{query}{between}" if query else ""
    if f"{between}{query_part}".find(f"{between}{LANGUAGE}=") >= 0:
        return address
    return f"{path}?{query_part}{LANGUAGE}={code}{hash_sign}{place}"


def carry_on(response: Response) -> Response:
    """Send a reader who is sent on to a page in the language that was asked for."""
    to = response.headers.get("Location", "")
    language = spoken()
    if language is not ENGLISH and to.startswith("/") and not to.startswith("//"):
        to = with_language(to, language.code, request.script_root, "&")
        response.headers["Location"] = to
    return response
