"""A record opened from a list of results: highlighted words, its position, its neighbours.

The link has the arguments of the list, so nothing is stored for a reader.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from service.errors import BadRequest, IndexMoved, OutOfTime
from service.query.clauses import Value
from service.query.request import Query
from service.schemas.arguments import DEEPEST
from service.search.arguments import PLAIN, Arguments
from service.search.ask import Answer, ask
from service.search.links import Links
from service.search.site import Site

Spans = tuple[tuple[int, int], ...]
"""The first character of each marked word and the one behind its last, in order."""

_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbouring record in a list: its id, and its page of the list."""

    id: str
    arguments: Arguments


@dataclass(frozen=True, slots=True)
class Opened:
    """The list that a record was opened from.

    `arguments` are its page of the list. `place` is where it is in the list and `row` where
    on that page, both from 1, and 0 where it is not on that page (any more); `place` is 0 too
    behind a cursor. `total` is the number of records in the list. `marks` are the words that the
    search finds, by field.
    """

    arguments: Arguments
    place: int = 0
    row: int = 0
    total: int = 0
    before: Neighbour | None = None
    after: Neighbour | None = None
    marks: Mapping[str, Spans] = field(default_factory=dict)


def has_list(arguments: Arguments) -> bool:
    """Return whether arguments make a list worth returning to, other than that of all records."""
    return replace(arguments, page=1, cursor="") != PLAIN


def opened(site: Site, id: str, arguments: Arguments, links: Links) -> Opened:
    """Return the position of a record in a list, and its words that the search matches.

    A list that can no longer be read, or takes too long, is left out: the record is still shown.
    """
    try:
        page = _page(site, arguments, links)
        marks = _marks(site, id, page.query)
    except (BadRequest, IndexMoved, OutOfTime):
        return Opened(arguments)
    ids = [hit.record.id for hit in page.result.hits]
    if id not in ids:
        return Opened(arguments, total=page.result.total, marks=marks)
    at = ids.index(id)
    seen = (page.body.page.number - 1) * page.body.page.size
    return Opened(
        arguments,
        place=0 if arguments.cursor else seen + at + 1,
        row=at + 1,
        total=page.result.total,
        before=Neighbour(ids[at - 1], arguments) if at else _edge(site, page, links, -1),
        after=(
            Neighbour(ids[at + 1], arguments) if at + 1 < len(ids) else _edge(site, page, links, 1)
        ),
        marks=marks,
    )


def _page(site: Site, arguments: Arguments, links: Links) -> Answer:
    return ask(site, arguments.with_(facets=(), highlight=False), links, is_shown=False)


def _edge(site: Site, page: Answer, links: Links, step: int) -> Neighbour | None:
    """Return the record just before or after a page of the list, or None if the list ends."""
    number, size = page.arguments.page + step, page.arguments.size
    pages = min(page.body.page.pages, DEEPEST // size)
    if page.arguments.cursor or not 1 <= number <= pages:
        return None
    arguments = page.arguments.with_(page=number, facets=None, highlight=True)
    try:
        hits = _page(site, arguments, links).result.hits
    except (BadRequest, OutOfTime):
        return None
    return Neighbour(hits[-1 if step < 0 else 0].record.id, arguments) if hits else None


def _marks(site: Site, id: str, query: Query) -> dict[str, Spans]:
    """Return the positions of a query's words in a record's fields, even if it is not found."""
    words = (query.clause, *query.marks)
    alone = Query(Value("id", (id,)), size=1, marks=words, whole=True)
    hits = site.engine.search(alone).hits
    return {name: spans(pieces[0]) for name, pieces in hits[0].highlight.items()} if hits else {}


def spans(marked: str) -> Spans:
    """Return the positions of a field's marked words in its text, from its HTML highlight."""
    found = []
    place = length = 0
    for mark in _MARK.finditer(marked):
        start = length + len(html.unescape(marked[place : mark.start()]))
        end = start + len(html.unescape(mark[1]))
        found.append((start, end))
        place, length = mark.end(), end
    return tuple(found)
