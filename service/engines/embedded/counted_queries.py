"""Counting the results of queries; costly words shared by several are evaluated once.

Relaxations ask for the same words under other choices, a dozen of them beside one answer. Other
spellings ask for the same words but for one or two. The row `worst` of `make bench` pays for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tantivy import Occur, Query

from service import clock
from service.engines.embedded.absent_values import unmet
from service.engines.embedded.by_number import numbered, numbers_of
from service.engines.embedded.conditions import NOTHING
from service.engines.embedded.counting import is_dear
from service.engines.embedded.filter_text import all_of
from service.engines.embedded.filtering import matching, words_of
from service.engines.embedded.lookups import known
from service.engines.embedded.nearly_met import FEW
from service.engines.embedded.open_build import OpenBuild
from service.engines.embedded.ordering import count
from service.query.bounds import price
from service.query.clauses import All, Any, Clause, Phrase, Word
from service.query.filters import facet_clauses
from service.query.request import Query as Asked

_SEVERAL = 3  # queries: two are asked as quickly one by one
_PAYS = 20
"""Price of what several queries share, from which on its records are quicker looked up by their
numbers: that takes a millisecond for each query, as long as twenty common words."""

_Words = tuple[Clause, tuple[str, ...], tuple[Clause, ...]]
"""What queries have in common that differ in their choices: words, names, and what is left out."""


def count_queries(queries: Sequence[Asked], live: OpenBuild) -> tuple[int, ...]:
    """Return the number of records that each query finds."""
    counts = [0] * len(queries)
    alike: dict[_Words, list[tuple[int, Asked]]] = {}
    for at, asked in enumerate(queries):
        clock.check()
        query = known(asked, live)
        if not unmet(query, live):
            alike.setdefault((query.clause, query.named, query.without), []).append((at, query))
    beside = _shared(alike, live)
    for some in alike.values():
        clock.check()
        # to take away an excluded value that no record has asks the same again
        several = list(dict.fromkeys(query for _, query in some))
        if len(several) > 1 and is_dear(several[0]):
            found = _at_once(several, live)
        else:
            found = [_alone(query, live, beside) for query in several]
        by_query = dict(zip(several, found, strict=True))
        for at, query in some:
            counts[at] = by_query[query]
    return tuple(counts)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What several queries ask for beside other words, and the records that meet it."""

    clauses: tuple[Clause, ...] = ()
    records: Query = NOTHING

    def rest(self, clause: Clause) -> All | None:
        """Return what a clause asks for beside it, or None if it asks for something else."""
        if not self.clauses or not isinstance(clause, All):
            return None
        if not frozenset(self.clauses).issubset(clause.clauses):
            return None
        return All(tuple(part for part in clause.clauses if part not in self.clauses))


def _alone(query: Asked, live: OpenBuild, beside: _Beside) -> int:
    clock.check()
    if isinstance(query.clause, Word | Phrase) and not _is_beside_others(query):
        return live.counted(query.clause)
    rest = None if query.named else beside.rest(query.clause)
    if rest is None:
        words = words_of(query, live.schema, live.written)
    elif rest.clauses:
        both = (beside.records, live.written(rest, False))
        words = Query.boolean_query([(Occur.Must, one) for one in both])
    else:
        words = beside.records
    return count(live.searcher, matching(query, live.schema, words=words))


def _is_beside_others(query: Asked) -> bool:
    return bool(query.named or query.filters or query.days or query.without)


def _shared(queries: Iterable[_Words], live: OpenBuild) -> _Beside:
    """Return what several queries ask for, looked up where that pays and few records meet it."""
    clauses = [clause.clauses for clause, *_ in queries if isinstance(clause, All)]
    if len(clauses) < _SEVERAL:
        return _Beside()
    common = frozenset(clauses[0]).intersection(*clauses[1:])
    parts = tuple(part for part in clauses[0] if part in common)
    if price(All(parts)) < _PAYS:
        return _Beside()
    numbers = numbers_of(live.written(All(parts), False), live.searcher, FEW)
    return _Beside() if numbers is None else _Beside(parts, numbered(numbers, live.index))


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
