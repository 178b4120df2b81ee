"""All records that a search finds, in its order, a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index_mappings.record import Record
from service.errors import IndexMoved
from service.results import IndexInfo, SearchResult
from service.search.arguments import Arguments
from service.search.fallback import search
from service.search.question import query_of, question_of
from service.search.site import Site

_STEP = 100  # records read in one go: `Engine.search` has them in memory together


@dataclass(frozen=True, slots=True)
class ShownSet:
    """A search's records: how many, of which index, and in which order; `records` reads them."""

    total: int
    index: IndexInfo
    partial: bool
    records: Iterator[Record]


def shown_set(site: Site, arguments: Arguments, *, whole: bool) -> ShownSet:
    """Return all that a search finds, whatever page of it was asked for.

    The records are read while they are iterated, with their long texts where `whole` wants them.
    Where another index is published meanwhile, the iteration raises IndexMoved: a list of two
    indexes has records twice or not at all.
    """
    sort = arguments.sort
    question = question_of(
        arguments.narrowing().changed(sort=sort), site.mapping, site.names.rings, site.bridges
    )
    asked = question.arguments.with_(facets=(), highlight=False, size=_STEP)
    query = query_of(asked, site.mapping, question.reading, rings=question.rings)
    if whole:
        query = replace(query, fields=site.mapping.field_names)
    answered = search(site, question.arguments, query, question.reading)
    first = answered.result

    def pages() -> Iterator[SearchResult]:
        page = first
        while page.hits:
            yield page
            if len(page.hits) < _STEP:
                return
            page = site.engine.search(replace(answered.query, after=page.hits[-1].key, page=1))
            if page.index.version != first.index.version:
                raise IndexMoved("the catalogue was published anew while it was read; start again")

    def records() -> Iterator[Record]:
        for page in pages():
            yield from (hit.record for hit in page.hits)

    return ShownSet(first.total, first.index, first.partial, records())
