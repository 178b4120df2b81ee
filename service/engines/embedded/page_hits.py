"""The hits of a page; of names with other forms first the records with the forms as typed.

These come before all others, and are only what was typed finds. Where they fill the page
that is asked for, no other record need be scored: the row `search-bridged` of `make bench` pays for
it.
"""

from __future__ import annotations

from dataclasses import replace

from tantivy import Query

from service.engines.embedded.conditions import NOTHING
from service.engines.embedded.filtering import Written, lifted, matching, words_of
from service.engines.embedded.open_build import OpenBuild
from service.engines.embedded.ordering import Placed, early_page, page_of
from service.query.clauses import All, Clause, Everything, Lifted
from service.query.request import Query as Asked


def hits_of(
    asked: Asked, live: OpenBuild, written: Written, *, is_empty: bool
) -> tuple[tuple[Placed, ...], int | None]:
    """Return the hits of a page and the number of all hits, or None if they were not counted.

    `written` gives the words of a declared order. `is_empty` tells that no record meets what is
    chosen.
    """
    if not asked.size and asked.facets and not is_empty:
        return (), None  # facets are counted over all that is found: it is counted with them
    sort = live.schema.mapping.sort(asked.sort)
    path = sort.path if sort else ""
    first = None if path or is_empty else as_typed(asked)
    if first is not None:
        placed = early_page(
            asked,
            lambda: _ranked(asked, live, live.written(first, True)),
            live.searcher,
            live.ranks_of,
        )
        if placed is not None:
            return placed, None
    if is_empty:
        query = NOTHING
    elif path:
        words = words_of(asked, live.schema, written)
        query = matching(asked, live.schema, words=words)
    else:
        query = _ranked(asked, live, words_of(asked, live.schema, live.written, scored=True))
    return page_of(
        asked, query, path, searcher=live.searcher, ranks=live.ranks_of, order=live.order
    )


def _ranked(asked: Asked, live: OpenBuild, words: Query) -> Query:
    return lifted(matching(asked, live.schema, words=words), asked, live.schema)


def as_typed(asked: Asked) -> Clause | None:
    """Return what finds the records that come first, scored as they are among all.

    None where none is parted from the others, or where a title may come before them. For an order
    by relevance.
    """
    if asked.exact_title or asked.named:
        return None
    match asked.clause:
        case Lifted(alone=True):
            return _first(asked.clause)
        case All(parts) if any(map(_is_parted, parts)):
            return replace(asked.clause, clauses=tuple(map(_first, parts)))
    return None


def _is_parted(clause: Clause) -> bool:
    return isinstance(clause, Lifted) and clause.alone


def _first(clause: Clause) -> Clause:
    match clause:
        case Lifted(_, lift, weight, alone=True):
            return Lifted(lift, Everything(), weight)
    return clause
