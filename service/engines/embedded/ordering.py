"""The hits of a page in their order.

In a declared sort every record has a key of its own (`index_mappings.computed`), so a page
is a range after a key. By relevance the key is the rank: an index never changes once it is
published, so a rank is as stable as an id, and tantivy ranks a million hits in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from tantivy import DocAddress, Index, Occur, Order, Query, Searcher, SearchResult

from index_mappings.made_often import made_often
from service.engines.embedded.far_pages import KeySample, between, is_far
from service.engines.embedded.order_places import OrderPlaces
from service.engines.embedded.page_ends import PageEnds
from service.engines.embedded.schema import ORDER
from service.query.request import Query as Asked
from service.query.request import SortKey

_TIES = 5_000  # records of one score that are put in order of id: a few milliseconds' worth;
# a prefix that half a million records have leaves them in the order of loading

_EARLY = 200  # hits among which those that come first are looked for by themselves
_MORE = 60  # records read beyond a page: enough for most ties, and cheaper than a second search

Ranks = Callable[[Sequence[DocAddress]], Sequence[int]]
"""Where the ids of some records are in the order of all ids."""


@dataclass(frozen=True, slots=True)
class KeyOrder:
    """Data on the declared orders of a build.

    `ends` are those of pages that were asked for, `places` gives where each record is in a sort,
    None of a large build, `sample` some of its keys, and `records` is the number of all.
    """

    index: Index
    ends: PageEnds
    places: Callable[[str], OrderPlaces | None]
    sample: Callable[[str], KeySample]
    records: int


@made_often
@dataclass(frozen=True, slots=True)
class Placed:
    """A hit's address, where it is in the order, and its score by relevance."""

    address: DocAddress
    key: SortKey
    score: float | None


def page_of(
    asked: Asked,
    query: Query,
    path: str,
    *,
    searcher: Searcher,
    ranks: Ranks,
    order: KeyOrder,
) -> tuple[tuple[Placed, ...], int]:
    """Return the hits of a page and the number of all hits.

    `path` is the index path of the sort's key, or "" for relevance.
    """
    if not asked.size:
        return (), count(searcher, query)
    if path:
        return _by_key(asked, query, path, searcher, order)
    if not asked.scores:
        # where nothing scores, every order is as good: that of the ids is the same everywhere
        return _by_key(asked, query, ORDER, searcher, order)
    return _by_score(asked, query, searcher, ranks)


def early_page(
    asked: Asked, first: Callable[[], Query], searcher: Searcher, ranks: Ranks
) -> tuple[Placed, ...] | None:
    """Return the hits of a page by relevance where `first` fills it, else None.

    What `first` finds comes before all others that are found.
    """
    end = _start(asked) + asked.size
    if not asked.size or end > _EARLY:
        return None
    query = first()
    hits = searcher.search(query, limit=end + _MORE, count=False).hits
    return _placed(asked, query, hits, searcher, ranks) if len(hits) >= end else None


def _by_key(
    asked: Asked, query: Query, path: str, searcher: Searcher, order: KeyOrder
) -> tuple[tuple[Placed, ...], int]:
    offset = seen = 0
    total, until = -1, ""
    after = str(asked.after[0]) if asked.after else ""
    listed = (
        path,
        asked.clause,
        asked.named,
        asked.filters,
        asked.days,
        asked.within,
        asked.without,
    )
    if not asked.after and asked.page > 1:
        offset = (asked.page - 1) * asked.size
        seen, after = order.ends.before(listed, offset)
        if is_far(offset - seen, order.records):
            if places := order.places(path):
                query, total = places.page(query, offset, asked.size)
                seen, after = offset, ""
            else:
                stop = order.sample(path).stop(query, offset, asked.size)
                seen, after, until, total = stop.seen, stop.after, stop.until, stop.total
            if offset >= total:
                return (), total
    ranged = query
    if after or until:
        later = order.index.parse_query(between(path, after, until), [])
        ranged = Query.boolean_query([(Occur.Must, query), (Occur.Must, later)])
    found = searcher.search(
        ranged, limit=asked.size, offset=offset - seen, order_by_field=path, order=Order.Asc
    )
    if found.hits and not asked.after:
        order.ends.note(listed, offset + len(found.hits), str(found.hits[-1][0]))
    if total < 0:
        total = count(searcher, query) if after else _total(found)
    return tuple(Placed(address, (key,), None) for key, address in found.hits), total


def _by_score(
    asked: Asked, query: Query, searcher: Searcher, ranks: Ranks
) -> tuple[tuple[Placed, ...], int]:
    found = searcher.search(query, limit=_start(asked) + asked.size + _MORE)
    return _placed(asked, query, found.hits, searcher, ranks), _total(found)


def _start(asked: Asked) -> int:
    return int(asked.after[0]) if asked.after else (asked.page - 1) * asked.size


def _placed(
    asked: Asked,
    query: Query,
    hits: list[tuple[float, DocAddress]],
    searcher: Searcher,
    ranks: Ranks,
) -> tuple[Placed, ...]:
    """Return the hits of a page among the first ones that a query finds."""
    offset = _start(asked)
    end = offset + asked.size
    if asked.only_best:
        best = hits[0][0] if hits else 0.0
        placed = [hit for hit in hits[offset:end] if hit[0] == best]
        return _as_placed(placed, offset)
    if len(hits) == end + _MORE and hits[-1][0] == hits[end - 1][0]:
        # the page ends among equals: read on until the score drops, or there are too many
        hits = searcher.search(query, limit=end + _TIES + 1, count=False).hits
    return _as_placed(_settled(hits, offset, end, ranks), offset)


def _as_placed(hits: Sequence[tuple[float, DocAddress]], offset: int) -> tuple[Placed, ...]:
    return tuple(
        Placed(address, (offset + place + 1,), score) for place, (score, address) in enumerate(hits)
    )


def count(searcher: Searcher, query: Query) -> int:
    """Return the number of records that a query finds."""
    # an aggregation scores nothing: of many alternatives that takes half the time of a search
    return int(searcher.aggregate(query, {"all": {"filter": "*"}})["all"]["doc_count"])


def _total(found: SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # the stubs leave it out


def _settled(
    hits: Sequence[tuple[float, DocAddress]],
    offset: int,
    end: int,
    ranks: Ranks,
) -> list[tuple[float, DocAddress]]:
    """Return hits `offset` to `end` with every group of one score in order of id."""
    start, stop = min(offset, len(hits)), min(end, len(hits))
    while 0 < start < len(hits) and hits[start - 1][0] == hits[start][0]:
        start -= 1
    while 0 < stop < len(hits) and hits[stop - 1][0] == hits[stop][0]:
        stop += 1
    groups = [list(group) for _, group in groupby(hits[start:stop], key=_score)]
    tied = [group for group in groups if 1 < len(group) <= _TIES]
    numbers = iter(ranks([address for group in tied for _, address in group]) if tied else ())
    for group in tied:
        ranked = sorted(zip(group, numbers, strict=False), key=_rank)
        group[:] = [hit for hit, _ in ranked]
    placed = [hit for group in groups for hit in group]
    return placed[offset - start : end - start]


def _score(hit: tuple[float, DocAddress]) -> float:
    return hit[0]


def _rank(pair: tuple[object, int]) -> int:
    return pair[1]
