"""The door of the pages: their addresses, and the room behind it, imported for the first page.

A server that is asked for JSON needs none of that room, which takes a sixth of its start. So what
the application calls is here, and whatever makes a page goes in by `enter`.
"""

from __future__ import annotations

from threading import Lock
from typing import cast

from flask import Blueprint, Response, current_app

from service.errors import SearchroomError
from service.late import late
from service.search.addresses import (
    ABOUT,
    BOX,
    BRIDGES,
    CITE,
    COLLECTIONS,
    CROISSANT,
    DUMPS,
    FACE,
    FACETS,
    FEED,
    GROUPED,
    HELP,
    LATEST_DUMP,
    MARKED,
    PEOPLE,
    PLACES,
    RECORDS,
    SEARCH,
    SEARCHES,
)
from service.web.compressing import compress
from service.web.security import secure

ADDRESSES = (
    ("/", "pages:home"),
    (SEARCH, "pages:search"),
    (f"{RECORDS}/<anything:part>", "pages:record"),
    (f"{CITE}/<anything:part>", "pages:cite"),
    (COLLECTIONS, "pages:collections"),
    (f"{COLLECTIONS}/<anything:part>", "pages:collection"),
    (f"{FACETS}/<anything:part>", "pages:facet"),
    (GROUPED, "pages:grouped"),
    (PEOPLE, "pages:people"),
    (PLACES, "pages:places"),
    (f"{PEOPLE}/<anything:part>", "pages:person"),
    (HELP, "pages:help"),
    ("/assets/<digest>/<name>", "files:asset"),
    (BOX, "files:box"),
    ("/opensearch.xml", "files:opensearch"),
    (f"{FEED}.<ending>", "feeds:feed"),
    ("/robots.txt", "files:robots"),
    ("/llms.txt", "files:llms"),
    ("/sitemap.xml", "sitemaps:sitemap"),
    ("/sitemap-<int:number>.xml", "sitemaps:sitemap_part"),
    (f"{ABOUT}/<name>", "faced:own_page"),
    (f"{FACE}/<digest>/<name>", "faced:face_file"),
    (DUMPS, "dumps:dumps"),
    (LATEST_DUMP, "dumps:latest_dump"),
    (CROISSANT, "dumps:croissant_of_dump"),
    (f"{DUMPS}/<name>", "dumps:dump_file"),
    (BRIDGES, "bridges_page:bridges"),
    (MARKED, "marked_page:marked"),
    (f"{SEARCHES}/<part>", "receipt_page:receipt"),
)
"""Each address of a page or of a file beside the pages: its module in this room, and its view."""

_SENT_TO = frozenset({"receipt"})
"""Views to which something may be sent, too."""

_IN = "searchroom.door"
_lock = Lock()


def blueprint() -> Blueprint:
    """Return the pages; the site is the application's extension `searchroom`."""
    rooms = Blueprint("web", __name__)
    for address, place in ADDRESSES:
        view = late(f"service.web.{place}", before=enter)
        methods = ["GET", "POST"] if view.__name__ in _SENT_TO else ["GET"]
        rooms.add_url_rule(address, view_func=view, methods=methods)
    rooms.record_once(compress)
    rooms.app_context_processor(late("service.web.rendering:everywhere"))
    rooms.after_app_request(secure)
    rooms.after_app_request(_carry_on)
    return rooms


def enter() -> None:
    """Set the pages of the present application up, unless they are."""
    if _IN not in current_app.extensions:
        with _lock:
            if _IN not in current_app.extensions:
                _prepare(current_app)
                current_app.extensions[_IN] = True


def error_page(error: SearchroomError) -> Response:
    """Return the page of an error, with its status; as text where no reader asked for a page."""
    return cast(Response, _error_page(error))


_prepare = late("service.web.rendering:prepare")
_error_page = late("service.web.errors:error_page", before=enter)
_led_on = late("service.web.carrying:carry_on", before=enter)


def _carry_on(response: Response) -> Response:
    if not response.headers.get("Location", "").startswith("/"):
        return response  # most, and all that is no page
    return cast(Response, _led_on(response))
