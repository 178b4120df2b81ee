"""The feed of a search: what was added to it and changed in it last."""

from __future__ import annotations

from flask import Response, request

from service.conditional import Content, conditional
from service.current import base_url, site
from service.errors import NotFound
from service.exports.feeds import BY_ENDING, FEEDS
from service.exports.following import MOST, Followed
from service.exports.recent import recent
from service.search.addresses import FEED, PAGE_SEARCH
from service.search.arguments import Arguments
from service.search.links import Links
from service.web.cite_page import cited_record
from service.web.current import absolute

_TITLE = 200  # characters of what was typed in a feed's title


def feed_links(arguments: Arguments, links: Links) -> list[tuple[str, str, str]]:
    """Return label, media type and address of each feed of a search."""
    search = arguments.narrowing()
    return [
        (form.label, form.media_type, links.to(search, f"{FEED}.{form.ending}")) for form in FEEDS
    ]


def feed(ending: str) -> Response:
    """Answer with the feed of a search; as on a page, what cannot be read is left out."""
    form = BY_ENDING.get(ending)
    if form is None:
        raise NotFound(f"there is no feed of the form {ending[:40]!r}; there is /feed.atom")
    here = site()
    arguments = here.reader.forgive(request.args.items(multi=True)).arguments.narrowing()
    links = Links(absolute(""), PAGE_SEARCH)

    def content() -> Content:
        version = here.engine.info().version
        found = recent(here, arguments, MOST)
        followed = Followed(
            records=found.records,
            total=found.total,
            cite=cited_record,
            site=here.title,
            title=_title(arguments, here.title),
            address=links.to(arguments, f"{FEED}.{form.ending}"),
            page=links.to(arguments),
            description=absolute("/opensearch.xml"),
            built=found.index.built,
        )
        return Content(form.write(followed), version, not found.partial)

    return conditional(
        content, base_url(), request.full_path, media_type=f"{form.media_type}; charset=utf-8"
    )


def _title(arguments: Arguments, site_title: str) -> str:
    typed = arguments.q[:_TITLE]
    if typed:
        return f"{typed} – {site_title}"
    return f"{'A search' if arguments.filters or arguments.date else 'All records'} – {site_title}"
