"""Ids as parts of a path: one way to write any id so that it comes back as it was.

Servers decode `%2F` before an application sees the path, proxies join double slashes and
browsers resolve `.` and `..` even where they are written `%2e%2e`. So what is fragile is not
left to percent-encoding: it is written as `~` and two hex digits, which everything on the
way takes for plain letters.

    %  \\  ~   and control characters         ~25  ~5C  ~7E
    a dot at the beginning                   ~2E
    a slash at either end, beside another,   ~2F
    or before a dot
    a slash between two steps                as it is: `volume-3/d93`
    everything else outside of A-Za-z0-9-._  percent-encoded UTF-8, as usual

`read_path` is the inverse of `write_path` after the server's one percent-decoding. It also
takes an id written with plain slashes, so a path typed by hand works.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, urlencode

_FRAGILE = re.compile(r"[%\\~\x00-\x1f\x7f]|^[./]|/(?=[/.]|\Z)|(?<=/)/")
_WRITTEN = re.compile(r"~([0-7][0-9A-Fa-f])")


def escape(id: str) -> str:
    """Return an id with what is fragile in a path written as `~XX`; not yet percent-encoded."""
    return _FRAGILE.sub(lambda found: f"~{ord(found[0]):02X}", id)


@lru_cache(maxsize=4096)  # the facets of every answer, and records that lists show again
def write_path(id: str) -> str:
    """Return an id as the last part of a URL's path."""
    return quote(escape(id), safe="~/")


def write_listed(id: str) -> str:
    """Return an id as one of a list separated by commas; slashes and commas are `~2F`, `~2C`."""
    return escape(id).replace("/", "~2F").replace(",", "~2C")


def ids_part(ids: Iterable[str]) -> str:
    """Return a list of ids as a part of a query string; each is read with `read_path`."""
    return urlencode([("ids", ",".join(map(write_listed, ids)))], safe=",~")


def read_path(part: str) -> str:
    """Return the id that a part of a path stands for, once percent-decoded."""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), part)


def ids_of(part: str) -> tuple[str, ...]:
    """Return the ids to look for under a part of a path, in this order.

    What it stands for; itself, where someone wrote a `~` without escaping it; and what it stands
    for without the slash at its end, which an id may have but more often someone has added.
    """
    found = (read_path(part), part, read_path(part.removesuffix("/")))
    return tuple(dict.fromkeys(filter(None, found)))


def is_named(id: str, part: str) -> bool:
    """Return whether a part of a path is the id as it is, with no slash too many."""
    return id in (read_path(part), part)
