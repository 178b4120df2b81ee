"""How many records queries find, the dear words of several of them walked through once.

Relaxations ask for the same words under other choices, a dozen of them beside one answer. The row
`worst` of `make bench` pays for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service import clock
from service.engines.embedded.absent_values import unmet
from service.engines.embedded.counting import is_dear
from service.engines.embedded.filter_text import all_of
from service.engines.embedded.filtering import matching, words_of
from service.engines.embedded.lookups import known
from service.engines.embedded.open_build import OpenBuild
from service.engines.embedded.ordering import count
from service.query.clauses import Any, Clause
from service.query.filters import facet_clauses
from service.query.request import Query as Asked

_Words = tuple[Clause, tuple[str, ...], tuple[Clause, ...]]
"""What queries have in common that differ in their choices: words, names, and what is left out."""


def count_queries(queries: Sequence[Asked], live: OpenBuild) -> tuple[int, ...]:
    """Return how many records each query finds."""
    counts = [0] * len(queries)
    alike: dict[_Words, list[tuple[int, Asked]]] = {}
    for at, asked in enumerate(queries):
        clock.check()
        query = known(asked, live)
        if not unmet(query, live):
            alike.setdefault((query.clause, query.named, query.without), []).append((at, query))
    for some in alike.values():
        clock.check()
        # to take away an excluded value that no record has asks the same again
        several = list(dict.fromkeys(query for _, query in some))
        if len(several) > 1 and is_dear(several[0]):
            found = _at_once(several, live)
        else:
            found = [_alone(query, live) for query in several]
        by_query = dict(zip(several, found, strict=True))
        for at, query in some:
            counts[at] = by_query[query]
    return tuple(counts)


def _alone(query: Asked, live: OpenBuild) -> int:
    clock.check()
    words = words_of(query, live.schema, live.written)
    return count(live.searcher, matching(query, live.schema, words=words))


def _at_once(queries: Sequence[Asked], live: OpenBuild) -> list[int]:
    """Return the counts of queries for the same words, whose choices are looked up beside these."""
    schema = live.schema
    bare = replace(queries[0], filters=(), days=())
    words = matching(bare, schema, words=words_of(bare, schema, live.written))
    asking = {}
    for at, query in enumerate(queries):
        chosen = facet_clauses(query, schema.mapping).values()
        clauses = [clause for some in chosen for clause in some]
        clauses += [Any(query.days)] if query.days else []
        asking[str(at)] = {"filter": all_of(clauses, schema)}
    answer = live.searcher.aggregate(words, asking)
    return [int(answer[name]["doc_count"]) for name in asking]
