"""The conditions of `index_mappings.conditions` as queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tantivy import FieldType, Occur, Query

from index_mappings.conditions import Between, Condition, Days, Held
from index_mappings.facet_kinds.kind import Facet
from service.engines.embedded.schema import IndexSchema

NOTHING = Query.empty_query()


def unscored(query: Query) -> Query:
    """Return the query with a score of 0 for all results."""
    return Query.const_score_query(query, 0.0)


def any_of(queries: Iterable[Query]) -> Query:
    """Return the query that matches if any of the queries does."""
    parts = [query for query in queries if query is not NOTHING]
    if not parts:
        return NOTHING
    if len(parts) == 1:
        return parts[0]
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def any_value(
    facet: Facet | None,
    name: str,
    values: Sequence[str],
    schema: IndexSchema,
    *,
    within: bool = False,
) -> Query:
    """Return the query for any of these values in a facet or at a keyword path."""
    if facet is None:
        return terms(schema, name, values)
    wanted = facet.kind.conditions(facet, values, within=within)
    return any_of([condition(one, schema) for one in wanted])


def condition(wanted: Condition, schema: IndexSchema) -> Query:
    """Return the query for a condition."""
    match wanted:
        case Held(path, values):
            return terms(schema, path, values)
        case Days():
            return days(wanted, schema)
        case Between():
            return _between(wanted, schema)


def days(span: Days, schema: IndexSchema) -> Query:
    """Return the query for records with any day (or every day) in a span."""
    field = span.field or schema.mapping.date
    first, last = f"{field}.from", f"{field}.to"
    if not schema.has(first):
        return NOTHING
    low, high = (first, last) if span.within else (last, first)
    parts = []
    if span.start is not None:
        parts.append(_range(schema, low, span.start, None))
    if span.end is not None:
        parts.append(_range(schema, high, None, span.end))
    if not parts:
        parts.append(Query.exists_query(first))
    return Query.boolean_query([(Occur.Must, part) for part in parts])


def _between(wanted: Between, schema: IndexSchema) -> Query:
    path, low, high = wanted.path, wanted.low, wanted.high
    if not schema.has(path):
        return NOTHING
    if schema.fields[path].type == "long":
        return _range(schema, path, *wanted.whole_ends())
    return Query.range_query(
        schema.native, path, FieldType.Float, low, high, include_upper=not wanted.below
    )


def terms(schema: IndexSchema, path: str, values: Sequence[str]) -> Query:
    """Return the query for any of these values in a keyword path."""
    if not values or not schema.has(path):
        return NOTHING
    if len(values) == 1:
        return Query.term_query(schema.native, path, values[0], "basic")
    return Query.term_set_query(schema.native, path, list(values))


def _range(schema: IndexSchema, path: str, low: int | None, high: int | None) -> Query:
    return Query.range_query(schema.native, path, FieldType.Integer, low, high)
