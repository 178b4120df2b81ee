"""The records that count in any facet: those that meet the choices in all others.

So they meet what is chosen in all facets but one. Where much is chosen these are few, and few are
found again by their numbers. The row `worst` of `make bench` pays for it.
"""

from __future__ import annotations

from dataclasses import replace

from tantivy import Occur, Query

from service.engines.embedded.by_number import numbered, numbers_of
from service.engines.embedded.filtering import matching
from service.engines.embedded.open_build import OpenBuild
from service.query.request import FacetFilter
from service.query.request import Query as Asked

FEW = 1_000
"""Records that are found again by their numbers, quicker than by what they have."""


def nearly_met(asked: Asked, live: OpenBuild, words: Query) -> Query:
    """Return what the words find of what meets the choice in all facets but one at most.

    No more is in any count, and it is little where much is chosen.
    """
    base = matching(replace(asked, filters=()), live.schema, words=words)
    by_facet: dict[str, tuple[FacetFilter, ...]] = {}
    for one in asked.filters:  # a facet may have several, of which each must be met
        by_facet[one.facet] = (*by_facet.get(one.facet, ()), one)
    if len(by_facet) < 2:
        return base
    all_records = Query.all_query()
    met = [
        (Occur.Should, matching(Asked(filters=some, within=asked.within), live.schema,
                                words=all_records))
        for some in by_facet.values()
    ]  # fmt: skip
    nearly = Query.boolean_query(met, minimum_number_should_match=len(met) - 1)
    return Query.boolean_query([(Occur.Must, base), (Occur.Must, nearly)])


def few_of(query: Query, live: OpenBuild) -> Query | None:
    """Return what finds the same records by their numbers, or None if they are many."""
    numbers = numbers_of(query, live.searcher, FEW)
    return None if numbers is None else numbered(numbers, live.index)
