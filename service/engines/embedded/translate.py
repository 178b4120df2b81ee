"""A clause tree as a tantivy query. Pure: it asks nothing of an index but its schema.

Scores follow `service.query.clauses`. tantivy adds 1 for every clause without a score of
its own, so what must not count is wrapped in a constant score of 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from tantivy import FieldType, Occur, Query

from index_mappings.mapping import folded
from service.engines.embedded.schema import IndexSchema
from service.query.clauses import (
    All,
    Any,
    Clause,
    Days,
    Everything,
    Fuzzy,
    Lifted,
    Near,
    Not,
    Phrase,
    Prefix,
    Value,
    Word,
)

NOTHING = Query.empty_query()

_MakeQuery = Callable[[IndexSchema, str, str], Query]


def translate(clause: Clause, schema: IndexSchema) -> Query:
    """Return the tantivy query for a clause."""
    match clause:
        case Word(text, field) | Phrase(text, field):
            return _anywhere(schema, field, lambda path: _in_path(schema, path, text))
        case Near(text, distance, field):
            return _anywhere(schema, field, lambda path: _near(schema, path, text, distance))
        case Prefix(text, field):
            return _unstemmed(schema, text, field, _begins)
        case Fuzzy(text, edits, field):
            return _unstemmed(
                schema,
                text,
                field,
                lambda s, path, word: Query.fuzzy_term_query(s.native, path, word, edits),
            )
        case Days():
            return unscored(days(clause, schema))
        case Value(facet, values):
            declared = schema.mapping.facet(facet)
            return unscored(terms(schema, declared.path if declared else facet, values))
        case All(clauses):
            return _all(clauses, schema)
        case Any(clauses, least):
            return Query.boolean_query(
                [(Occur.Should, translate(part, schema)) for part in clauses],
                minimum_number_should_match=least,
            )
        case Not():
            return _all((clause,), schema)
        case Everything():
            return Query.all_query()
        case Lifted(inner, lift, weight):
            return Query.boolean_query(
                [
                    (Occur.Must, translate(inner, schema)),
                    (Occur.Should, Query.const_score_query(translate(lift, schema), weight)),
                ]
            )


def unscored(query: Query) -> Query:
    """Return the query with a score of 0 for whatever it finds."""
    return Query.const_score_query(query, 0.0)


def days(span: Days, schema: IndexSchema) -> Query:
    """Return what finds the records of which any day (or each day) is in a span."""
    first, last = f"{schema.mapping.date}.from", f"{schema.mapping.date}.to"
    low, high = (first, last) if span.within else (last, first)
    parts = []
    if span.start is not None:
        parts.append(_range(schema, low, span.start, None))
    if span.end is not None:
        parts.append(_range(schema, high, None, span.end))
    if not parts:
        parts.append(Query.exists_query(first))
    return Query.boolean_query([(Occur.Must, part) for part in parts])


def terms(schema: IndexSchema, path: str, values: Sequence[str]) -> Query:
    """Return what finds the records that have any of these values in a keyword path."""
    if not values or not schema.has(path):
        return NOTHING
    if len(values) == 1:
        return Query.term_query(schema.native, path, values[0], "basic")
    return Query.term_set_query(schema.native, path, list(values))


def _range(schema: IndexSchema, path: str, low: int | None, high: int | None) -> Query:
    return Query.range_query(schema.native, path, FieldType.Integer, low, high)


def _all(clauses: Iterable[Clause], schema: IndexSchema) -> Query:
    parts: list[tuple[Occur, Query]] = []
    for clause in clauses:
        if isinstance(clause, Not):
            parts.append((Occur.MustNot, translate(clause.clause, schema)))
        else:
            parts.append((Occur.Must, translate(clause, schema)))
    if all(occur == Occur.MustNot for occur, _ in parts):
        # tantivy finds nothing where there is nothing positive to begin with
        parts.append((Occur.Must, unscored(Query.all_query())))
    return Query.boolean_query(parts)


def _anywhere(schema: IndexSchema, field: str, make: Callable[[str], Query]) -> Query:
    """Return what finds something in any path of a field, the first of which may have it all.

    What another path covers can only add to a score. Said so, tantivy walks through the one and
    looks into the other where a record was found; two alternatives it would walk through both.
    """
    left = list(schema.mapping.searched(field))
    parts = []
    while left:
        whole, *left = left
        inner = [weight for weight in left if schema.covers(whole.field, weight.field)]
        left = [weight for weight in left if weight not in inner]
        found, *more = (_boosted(make(one.field), one.weight) for one in (whole, *inner))
        parts.append(and_maybe(found, more))
    return _any(parts)


def and_maybe(found: Query, more: Iterable[Query]) -> Query:
    """Return what finds the same, with the scores of others added where they find it too.

    One at a time: tantivy looks into a single one where a record was found, and walks through
    several at once from end to end.
    """
    for other in more:
        found = Query.boolean_query([(Occur.Must, found), (Occur.Should, other)])
    return found


def _any(queries: Iterable[Query]) -> Query:
    parts = list(queries)
    if not parts:
        return NOTHING
    if len(parts) == 1:
        return parts[0]
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def _boosted(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _in_path(schema: IndexSchema, path: str, text: str) -> Query:
    if not schema.has(path):
        return NOTHING
    words = schema.words(path, text)
    if not words:
        return NOTHING
    if len(words) == 1:
        return Query.term_query(schema.native, path, words[0], "position")
    return Query.phrase_query(schema.native, path, list(words))


def _near(schema: IndexSchema, path: str, text: str, distance: int) -> Query:
    if not schema.has(path):
        return NOTHING
    words = schema.words(path, text)
    if len(words) < 2:
        return _in_path(schema, path, text)
    pairs = [
        Query.phrase_query(schema.native, path, [one, other], slop=distance)
        for one, other in pairwise(words)
    ]
    found = [Query.term_query(schema.native, path, word, "position") for word in words]
    return Query.boolean_query(
        [(Occur.Must, unscored(pair)) for pair in pairs] + [(Occur.Must, word) for word in found]
    )


def _begins(schema: IndexSchema, path: str, word: str) -> Query:
    # a word of the analyzer has letters, digits and marks only, so nothing in it is a pattern
    return Query.regex_query(schema.native, path, word + ".*")


def _unstemmed(schema: IndexSchema, text: str, field: str, make: _MakeQuery) -> Query:
    parts = []
    for weight in schema.mapping.searched(field):
        path = folded(weight.field)
        words = schema.words(path, text) if schema.has(path) else []
        if len(words) == 1:
            parts.append(Query.const_score_query(make(schema, path, words[0]), weight.weight))
        elif words:
            parts.append(
                _boosted(Query.phrase_query(schema.native, path, list(words)), weight.weight)
            )
    return _any(parts)
