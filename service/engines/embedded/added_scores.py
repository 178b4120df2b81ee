"""Queries that add to the score of another query."""

from __future__ import annotations

from collections.abc import Iterable

from tantivy import Occur, Query

from service.engines.embedded.conditions import NOTHING


def and_maybe(found: Query, more: Iterable[Query]) -> Query:
    """Return a query with the same results and with the scores of other queries added.

    They are added one at a time: tantivy evaluates a single one only for matching records, but
    iterates over several at once completely.
    """
    for other in more:
        if other is NOTHING or found is NOTHING:
            continue
        found = Query.boolean_query([(Occur.Must, found), (Occur.Should, other)])
    return found


def boosted(query: Query, weight: float) -> Query:
    """Return a query with its score multiplied."""
    return query if weight == 1.0 or query is NOTHING else Query.boost_query(query, weight)
