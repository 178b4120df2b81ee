"""All records that a search finds, in its order, a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index_mappings.record import Record
from service.errors import BadRequest, Fault, IndexMoved
from service.query.clauses import All, Value
from service.query.request import Query, SortKey
from service.results import IndexInfo, SearchResult
from service.search.arguments import Arguments
from service.search.fallback import search
from service.search.question import query_of, question_of
from service.search.site import Site

_MOVED = "the catalogue was published again while it was being read; start again"
_SHORT = 5  # times as many without their long texts, which are most of what a record weighs
_STEP = 100  # records read in one go: `Engine.search` has them in memory together


@dataclass(frozen=True, slots=True)
class ShownSet:
    """A search's records: how many, of which index, and in which order; `records` reads them."""

    total: int
    index: IndexInfo
    partial: bool
    records: Iterator[Record]


@dataclass(frozen=True, slots=True)
class Resumed:
    """Where a list that was broken off continues: after the record of an id; "" is the beginning.

    `index` is the version of the index that the list was begun in, "" for any.
    """

    after: str = ""
    index: str = ""


FROM_THE_BEGINNING = Resumed()


def shown_set(
    site: Site,
    arguments: Arguments,
    *,
    whole: bool,
    resumed: Resumed = FROM_THE_BEGINNING,
    step: int = 0,
) -> ShownSet:
    """Return all that a search finds, not only the requested page.

    The records are read while they are iterated, with their long texts if `whole`,
    `step` of them in one go, 0 for as many as memory takes.
    Where another index is published meanwhile, the iteration raises IndexMoved: a list of two
    indexes has records twice or not at all. Raises BadRequest where a list cannot go on after a
    record, IndexMoved where it was begun in another index.
    """
    sort = arguments.sort
    question = question_of(
        arguments.narrowing().changed(sort=sort), site.mapping, site.names.rings, site.bridges
    )
    step = step or (_STEP if whole else _SHORT * _STEP)
    narrowed = question.arguments.with_(facets=(), highlight=False, size=step)
    query = query_of(narrowed, site.mapping, question.reading, rings=question.rings)
    if whole:
        query = replace(query, fields=site.mapping.field_names)
    answered = search(site, question.arguments, query, question.reading)
    first = answered.result
    if resumed.index and resumed.index != first.index.version:
        raise IndexMoved(_MOVED)
    if resumed.after:
        key = _key_of(site, answered.query, resumed.after)
        rest = site.engine.search(replace(answered.query, after=key, page=1))
        first = replace(rest, total=first.total)

    def pages() -> Iterator[SearchResult]:
        page = first
        while page.hits:
            yield page
            if len(page.hits) < step:
                return
            page = site.engine.search(replace(answered.query, after=page.hits[-1].key, page=1))
            if page.index.version != first.index.version:
                raise IndexMoved(_MOVED)

    def records() -> Iterator[Record]:
        for page in pages():
            yield from (hit.record for hit in page.hits)

    return ShownSet(first.total, first.index, first.partial, records())


def _key_of(site: Site, query: Query, id: str) -> SortKey:
    """Return where a record is in the order of a query."""
    if query.scores and not _has_path(site, query):
        detail = "continues only in a declared order; name one in `sort`, such as sort=date"
        raise BadRequest((Fault("after", detail, ""),))
    only = replace(query, clause=All((query.clause, Value("id", (id,)))), named=(), fields=())
    for hit in site.engine.search(replace(only, size=1, page=1, after=None)).hits:
        if hit.record.id == id:
            return hit.key
    raise BadRequest((Fault("after", "is not the id of a record of this search; start again", ""),))


def _has_path(site: Site, query: Query) -> bool:
    sort = site.mapping.sort(query.sort)
    return bool(sort and sort.path)
