"""Converting a tree of CQL to a question: its clause, its order, and its limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index_mappings.mapping import RecordMapping
from service.names.rings import Rings
from service.query.bounds import MOST
from service.query.clauses import All, Any, Clause, Not
from service.sru.cql import Combined, CqlQuery, Key, Searched, Tree, parse
from service.sru.diagnostics import Code, Diagnosed
from service.sru.indexes import How, Index, index_of, indexes, named_sets
from service.sru.relations import Relations

_DEEPEST = 20  # operators within each other: Elasticsearch takes 30 levels of a question
_DESCENDING = frozenset({"sort.descending", "descending"})
_ORDERED = frozenset({"sort.ascending", "ascending", *_DESCENDING})
_RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: one of our clauses, and the name of a declared order."""

    clause: Clause
    sort: str


def read(text: str, mapping: RecordMapping, rings: Rings) -> Question:
    """Return the question of a query; raise Diagnosed if it is not supported."""
    query = parse(text)
    known = indexes(mapping)
    sets = named_sets(query.sets)
    leaves = _leaves(query.tree)
    if leaves > MOST:
        detail = f"a query has at most {MOST} search clauses"
        raise Diagnosed(Code.TOO_MANY_BOOLEANS, str(MOST), detail)

    def members(name: str) -> tuple[str, ...]:
        return tuple(rings.members(rings.shown(name)))

    relations = Relations(mapping, len(text.split()), members)
    clause = _clause(query.tree, relations, known, sets, 0)
    return Question(clause, _sort(query, mapping, known, sets))


def _leaves(tree: Tree) -> int:
    count, left = 0, [tree]
    while left:
        one = left.pop()
        if isinstance(one, Combined):
            left += (one.left, one.right)
        else:
            count += len(one.term.split()) or 1
    return count


def _clause(
    tree: Tree,
    relations: Relations,
    known: Mapping[tuple[str, str], Index],
    sets: Mapping[str, str],
    depth: int,
) -> Clause:
    if isinstance(tree, Searched):
        return relations.clause(tree, index_of(tree.index, known, sets))
    if depth == _DEEPEST:
        detail = f"more than {_DEEPEST} changes of operators; put them in another order"
        raise Diagnosed(Code.TOO_MANY_BOOLEANS, str(_DEEPEST), detail)
    operator = tree.operator
    if tree.modifiers:
        raise Diagnosed(Code.BOOLEAN_MODIFIER, tree.modifiers[0].name, "no operator has modifiers")
    if operator == "prox":
        raise Diagnosed(Code.PROXIMITY, "prox", "prox is not supported")
    parts = _run(tree)
    clauses = tuple(_clause(part, relations, known, sets, depth + 1) for part in parts)
    if operator == "or":
        return Any(clauses)
    if operator == "and":
        return All(clauses)
    return All((clauses[0], *(Not(part) for part in clauses[1:])))


def _run(tree: Combined) -> list[Tree]:
    """Return the clauses that one operator joins: `a and b and c` are three, no pair in a pair."""
    parts: list[Tree] = []
    left: Tree = tree
    while isinstance(left, Combined) and left.operator == tree.operator and not left.modifiers:
        parts.append(left.right)
        left = left.left
    return [left, *reversed(parts)]


def _sort(
    query: CqlQuery,
    mapping: RecordMapping,
    known: Mapping[tuple[str, str], Index],
    sets: Mapping[str, str],
) -> str:
    if not query.order:
        return _RELEVANCE
    (first, *more) = query.order
    if more:
        raise Diagnosed(Code.SORT, more[0].index, "one key of an order is supported")
    name = _order(first, index_of(first.index, known, sets), mapping)
    if not any(sort.name == name for sort in mapping.sorts):
        orders = ", ".join(sort.name for sort in mapping.sorts)
        raise Diagnosed(Code.SORT, first.index, f"there is no such order; there are {orders}")
    return name


def _order(key: Key, index: Index, mapping: RecordMapping) -> str:
    for modifier in key.modifiers:
        if modifier.name not in _ORDERED:
            raise Diagnosed(Code.SORT, modifier.name, "an order is ascending or descending")
    is_down = any(modifier.name in _DESCENDING for modifier in key.modifiers)
    field = index.fields[0] if index.fields else index.name
    base = "date" if index.how is How.DATE and field == mapping.date else field
    return f"-{base}" if is_down else base
