"""What a query adds to the score of another, and how much."""

from __future__ import annotations

from collections.abc import Iterable

from tantivy import Occur, Query

from service.engines.embedded.conditions import NOTHING


def and_maybe(found: Query, more: Iterable[Query]) -> Query:
    """Return what finds the same, with the scores of others added where they find it too.

    One at a time: tantivy looks into a single one where a record was found, and walks through
    several at once from end to end.
    """
    for other in more:
        if other is NOTHING or found is NOTHING:
            continue
        found = Query.boolean_query([(Occur.Must, found), (Occur.Should, other)])
    return found


def boosted(query: Query, weight: float) -> Query:
    """Return a query that scores so many times as much."""
    return query if weight == 1.0 or query is NOTHING else Query.boost_query(query, weight)
