"""A query as one tantivy query: words, dates and filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tantivy import Occur, Query

from index_mappings.computed import KEY_CHARS
from index_mappings.conditions import Between, Days, Held
from service.engines.embedded.added_scores import and_maybe
from service.engines.embedded.conditions import (
    any_of,
    condition,
    days,
    terms,
    unscored,
)
from service.engines.embedded.schema import IndexSchema
from service.engines.embedded.translate import translate
from service.query.clauses import EXACT_TITLE, NAMED, Any, Clause, Not
from service.query.filters import facet_clauses
from service.query.request import Query as Asked

_TOGETHER = 16  # lifts one above the other: of 200 a tenth of the time is saved at any such number

Written = Callable[[Clause, bool], Query]


def words_of(
    asked: Asked, schema: IndexSchema, written: Written | None = None, *, scored: bool = False
) -> Query:
    """Return the query for the words that are asked for; they score only if `scored`.

    `written` gives the query of a clause, where those of the last ones are kept.
    """
    if written is None:
        clause = translate(asked.clause, schema, scored=scored)
    else:
        clause = written(asked.clause, scored)
    called = called_by(asked, schema)
    return clause if called is None else any_of([clause, unscored(called)])


def matching(
    asked: Asked,
    schema: IndexSchema,
    *,
    but: str = "",
    words: Query | None = None,
) -> Query:
    """Return the query for what is asked: words, dates and filters, that of facet `but` left out.

    Only the words score, and these only where `words`, what `words_of` gave, says so.
    """
    clause = words_of(asked, schema) if words is None else words
    parts = [(Occur.Must, clause)]
    if asked.days:
        spans = [days(span, schema) for span in asked.days]
        parts.append((Occur.Must, unscored(any_of(spans))))
    parts += [(Occur.MustNot, translate(one, schema, scored=False)) for one in asked.without]
    for facet, clauses in facet_clauses(asked, schema.mapping).items():
        if facet != but:
            parts.extend(_filter(one, schema) for one in clauses)
    return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)


def called_by(asked: Asked, schema: IndexSchema) -> Query | None:
    """Return the query for the records named by the typed text, or None without one."""
    named = schema.mapping.named
    if not asked.named or named is None or not schema.has(named.path):
        return None
    return terms(schema, named.path, asked.named)


def lifted(found: Query, asked: Asked, schema: IndexSchema) -> Query:
    """Return an equivalent query that ranks some records before or above others."""
    lifts: list[Query] = []
    called = called_by(asked, schema)
    if called is not None:
        lifts.append(Query.const_score_query(called, NAMED))
    title = schema.mapping.exact_title
    if asked.exact_title and schema.has(title):
        same = terms(schema, title, (asked.exact_title[:KEY_CHARS],))
        lifts.append(Query.const_score_query(same, EXACT_TITLE))
    for lift in asked.lifts:
        query = translate(lift.clause, schema, scored=lift.scored)
        weigh = Query.boost_query if lift.scored else Query.const_score_query
        lifts.append(weigh(query, lift.weight))
    if len(lifts) <= _TOGETHER:
        return and_maybe(found, lifts)
    # each level is written with all below it, so many are put side by side
    same = unscored(found)
    parts = [
        and_maybe(same if start else found, lifts[start : start + _TOGETHER])
        for start in range(0, len(lifts), _TOGETHER)
    ]
    return Query.boolean_query([(Occur.Must, part) for part in parts])


def _filter(clause: Clause, schema: IndexSchema) -> tuple[Occur, Query]:
    """Return a clause of a facet as a part of a query, in which it scores nothing."""
    match clause:
        case Any(clauses):
            return Occur.Must, unscored(_conditions(clauses, schema))
        case Not(Any(clauses)):
            return Occur.MustNot, _conditions(clauses, schema)
    return Occur.Must, translate(clause, schema, scored=False)


def _conditions(clauses: Sequence[Clause], schema: IndexSchema) -> Query:
    return any_of(
        [
            condition(one, schema)
            if isinstance(one, Days | Held | Between)
            else translate(one, schema, scored=False)
            for one in clauses
        ]
    )
