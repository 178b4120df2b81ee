"""Filters as text: tantivy's aggregations take a filter in no other form.

The words of a question are walked through once, and what narrows it is looked up for each facet,
which is counted without its own. `service.engines.embedded.conditions` says the same as queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from index_mappings.conditions import Between, Days, Held
from service.engines.embedded.schema import IndexSchema
from service.query.clauses import Any, Clause, Not

NONE = "(* -*)"
"""What no record meets."""


def all_of(clauses: Iterable[Clause], schema: IndexSchema) -> str:
    """Return what meets all clauses of filters (`service.query.filters`), all for no clause."""
    parts: list[str] = []
    for clause in clauses:
        match clause:
            case Any(inner):
                parts.append(f"+{any_of(inner, schema)}")
            case Not(Any(inner)):
                parts.append(f"-{any_of(inner, schema)}")
            case _:
                raise TypeError(f"{clause} is not what a facet's choice is made of")
    # all records are walked through only where there is nothing else to begin with
    return " ".join(parts if any(one[0] == "+" for one in parts) else ["*", *parts])


def any_of(clauses: Iterable[Clause], schema: IndexSchema) -> str:
    """Return what meets any of some conditions."""
    return f"({' '.join(_written(one, schema) for one in clauses) or NONE})"


def _written(one: Clause, schema: IndexSchema) -> str:
    match one:
        case Held(path, values):
            return held(path, values, schema)
        case Days():
            return _days(one, schema)
        case Between():
            return _between(one, schema)
    raise TypeError(f"{one} is not a condition")


def held(path: str, values: Iterable[str], schema: IndexSchema) -> str:
    """Return what has any of these values at a keyword path."""
    listed = " ".join(map(_quoted, values))
    return f"{path}:IN [{listed}]" if listed and schema.has(path) else NONE


def _days(span: Days, schema: IndexSchema) -> str:
    field = span.field or schema.mapping.date
    first, last = f"{field}.from", f"{field}.to"
    if not schema.has(first):
        return NONE
    low, high = (first, last) if span.within else (last, first)
    parts = []
    if span.start is not None:
        parts.append(f"+{low}:[{span.start} TO *]")
    if span.end is not None:
        parts.append(f"+{high}:[* TO {span.end}]")
    return f"({' '.join(parts) or f'{first}:*'})"


def _between(wanted: Between, schema: IndexSchema) -> str:
    path, low, high = wanted.path, wanted.low, wanted.high
    if not schema.has(path):
        return NONE
    end = "]"
    if schema.fields[path].type == "long":
        first, last = ("*" if end is None else str(end) for end in wanted.whole_ends())
    else:
        first, last = ("*" if side is None else _figures(side) for side in (low, high))
        end = "}" if wanted.below and high is not None else "]"
    if first == last == "*":
        return f"{path}:*"
    return f"{path}:[{first} TO {last}{end}"


def _figures(number: float) -> str:
    """Return a number without an exponent, which the syntax does not know."""
    return f"{Decimal(repr(float(number))):f}"


def _quoted(text: str) -> str:
    marked = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{marked}"'
