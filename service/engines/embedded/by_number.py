"""Queries for few records by their numbers, which are faster than the original queries.

A condition that nearly every record meets is expressed by the few that do not. The row `worst` of
`make bench` pays for both: its far pages iterate over seventy alternatives repeatedly.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from tantivy import Index, Occur, Order, Query, Searcher

from service.engines.embedded.conditions import NOTHING
from service.engines.embedded.far_pages import is_far
from service.engines.embedded.filtering import Written
from service.engines.embedded.open_build import OpenBuild
from service.engines.embedded.schema import SEQUENCE
from service.query.bounds import size
from service.query.clauses import All, Any, Clause, Counted, Lifted
from service.query.request import Query as Asked

LONG = 16
"""Alternatives that are better walked through once than again and again."""
_LACKING = 1_500  # records that lack what others have: to leave out so many takes 1.7 ms


def numbers_of(query: Query, searcher: Searcher, most: int) -> list[int] | None:
    """Return the numbers of the records that a query finds, or None if there are more than `most`.

    Nothing scores, which halves the time that long questions take.
    """
    hits = searcher.search(
        query, limit=most + 1, count=False, order_by_field=SEQUENCE, order=Order.Asc
    ).hits
    return None if len(hits) > most else [int(number) for number, _ in hits]


def numbered(numbers: Sequence[int], index: Index) -> Query:
    """Return the query for the records with these numbers."""
    return Query.term_set_query(index.schema, SEQUENCE, list(numbers)) if numbers else NOTHING


def all_but(query: Query) -> Query:
    """Return the query for the records that a query does not find."""
    return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, query)])


def written_of(asked: Asked, live: OpenBuild) -> Written:
    """Return what writes the words of a search: on far pages of a declared order quick ones.

    There they are walked through to find the page, of a large build twice, and once more for the
    facets.
    """
    sort = live.schema.mapping.sort(asked.sort)
    before = (asked.page - 1) * asked.size
    if sort is None or not sort.path or not is_far(before, live.info.records):
        return live.written
    if asked.facets or live.places(sort.path) is None:
        return lru_cache(maxsize=1)(partial(walked_once, live))
    return live.written


def walked_once(live: OpenBuild, clause: Clause, _scored: bool = False) -> Query:
    """Return what finds the same as a clause and scores nothing, its long alternatives once walked.

    So several queries for any of them pay only once.
    """
    match clause:
        case Lifted(inner, _, _) | Counted(inner):
            return walked_once(live, inner)
        case All(parts) if any(map(_is_long, parts)):
            rest = tuple(part for part in parts if not _is_long(part))
            met = [walked_once(live, part) for part in parts if _is_long(part)]
            met += [live.written(All(rest), False)] if rest else []
            return Query.boolean_query([(Occur.Must, one) for one in met])
        case Any(_, 1) if _is_long(clause):
            found = live.written(clause, False)
            lacking = numbers_of(all_but(found), live.searcher, _LACKING)
            return found if lacking is None else all_but(numbered(lacking, live.index))
    return live.written(clause, False)


def _is_long(clause: Clause) -> bool:
    match clause:
        case Lifted(inner, _, _) | Counted(inner):
            return _is_long(inner)
        case Any(_, 1):
            return size(clause) > LONG
    return False
