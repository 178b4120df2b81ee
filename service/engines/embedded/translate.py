"""A clause tree as a tantivy query. Pure: it asks nothing of an index but its schema.

Scores follow `service.query.clauses`. tantivy adds 1 for every clause without a score of
its own, so what must not count is wrapped in a constant score of 0. Alternatives that are words
are side by side, and what only adds to a score is looked up where a record was found: the rows
`worst` and `search-large` of `make bench` pay for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from tantivy import Occur, Query

from index_mappings.conditions import Between, Days, Held
from index_mappings.folding import folded, is_folded
from index_mappings.mapping import Weight
from service.engines.embedded.added_scores import and_maybe, boosted
from service.engines.embedded.conditions import NOTHING, any_of, any_value, condition, unscored
from service.engines.embedded.schema import JOINED, IndexSchema
from service.query.clauses import (
    All,
    Any,
    Clause,
    Counted,
    Everything,
    Fuzzy,
    Lifted,
    Near,
    Not,
    Phrase,
    Prefix,
    Value,
    Word,
    beside,
)

_SHORT = 40  # characters of a word, a phrase or a name as typed whose query is kept
_KEPT = 1_000  # such queries: a megabyte or two, of names with eight other forms each four
_MakeQuery = Callable[[IndexSchema, str, str], Query]


def translate(clause: Clause, schema: IndexSchema, *, scored: bool = True) -> Query:
    """Return the tantivy query for a clause.

    Not `scored` it finds the same, and what could only add to a score is left out: for counting.
    """

    def part(inner: Clause) -> Query:
        return translate(inner, schema, scored=scored)

    def anywhere(field: str, make: Callable[[str], Query]) -> Query:
        return _anywhere(schema.searched(field, scored), make)

    match clause:
        case Word() | Phrase() | Lifted():
            return _kept(clause, schema, scored)
        case Near(text, distance, field):
            return anywhere(field, lambda path: _near(schema, path, text, distance, scored=scored))
        case Prefix(text, field):
            return _unstemmed(schema, text, schema.searched(field, scored), _begins)
        case Fuzzy(text, edits, field):
            return _unstemmed(
                schema,
                text,
                schema.searched(field, scored),
                lambda s, path, word: Query.fuzzy_term_query(s.native, path, word, edits),
            )
        case Days() | Held() | Between():
            return unscored(condition(clause, schema))
        case Value(facet, values):
            return unscored(any_value(schema.mapping.facet(facet), facet, values, schema))
        case All(clauses):
            return _all(clauses, schema, part)
        case Any(clauses, 1):
            words, others = _parted(_options(clauses), schema, scored=scored)
            terms_only = any_of(_side_by_side(words, schema, scored=scored))
            return any_of([*([terms_only] if words else ()), *_once(others, part)])
        case Any(clauses, least):
            return Query.boolean_query(
                [(Occur.Should, part(one)) for one in clauses], minimum_number_should_match=least
            )
        case Not():
            return _all((clause,), schema, part)
        case Everything():
            return Query.all_query()
        case Counted(inner):
            return Query.const_score_query(translate(inner, schema, scored=False), 1.0)


def _all(clauses: Sequence[Clause], schema: IndexSchema, part: Callable[[Clause], Query]) -> Query:
    unmet = dict.fromkeys(one.clause for one in clauses if isinstance(one, Not))
    parts = [(Occur.MustNot, translate(one, schema, scored=False)) for one in unmet]
    met = [one for one in clauses if not isinstance(one, Not)]
    parts += ((Occur.Must, query) for query in _once(met, part))
    if not met:
        # tantivy finds nothing where every clause is an exclusion
        parts.append((Occur.Must, unscored(Query.all_query())))
    return Query.boolean_query(parts)


def _once(clauses: Iterable[Clause], part: Callable[[Clause], Query]) -> Iterable[Query]:
    """Yield a query for each different clause; what is asked for twice scores twice as much."""
    for clause, times in Counter(clauses).items():
        yield boosted(part(clause), float(times))


def _options(clauses: Iterable[Clause]) -> Iterable[Clause]:
    """Yield what any of is enough, also where it is any of any of them."""
    for clause in clauses:
        if isinstance(clause, Any) and clause.least == 1:
            yield from _options(clause.clauses)
        else:
            yield clause


def _parted(
    clauses: Iterable[Clause], schema: IndexSchema, *, scored: bool
) -> tuple[list[Word | Phrase], list[Clause]]:
    """Return what is looked up as words, names that are one word among them, and the rest."""
    words: list[Word | Phrase] = []
    others: list[Clause] = []
    for one in clauses:
        match one:
            case Word():
                words.append(one)
            case Phrase() if _joined(one, schema, scored=scored):
                words.append(one)
            case _:
                others.append(one)
    return words, others


def _side_by_side(
    words: Iterable[Word | Phrase], schema: IndexSchema, *, scored: bool
) -> Iterable[Query]:
    """Yield what finds each word, each path by itself: tantivy is quickest with terms alone."""
    for word, times in Counter(words).items():
        if name := _joined(word, schema, scored=scored):
            yield name
            continue
        for whole, inner in schema.searched(word.field, scored):
            for one in (whole, *inner):
                yield boosted(_in_path(schema, one.field, word.text), one.weight * times)


def _anywhere(
    paths: Iterable[tuple[Weight, Sequence[Weight]]],
    make: Callable[[str], Query],
) -> Query:
    """Return what finds something in any of the paths.

    What a covered path adds is looked for where a record was found; as an alternative tantivy
    would walk through it from end to end.
    """
    parts = []
    for whole, inner in paths:
        found, *more = (boosted(make(one.field), one.weight) for one in (whole, *inner))
        parts.append(and_maybe(found, more))
    return any_of(parts)


def _kept(clause: Word | Phrase | Lifted, schema: IndexSchema, scored: bool) -> Query:
    """Return the query for a word, a phrase or a name with its other forms; those last made stay.

    Questions have the same words and names again and again, and each is asked for twice: to find
    the records in their order, and to count facets. The rows `search`, `search-museum` and
    `search-bridged` pay for it.
    """
    typed = _typed(clause)
    if not isinstance(typed, Word | Phrase) or len(typed.text) > _SHORT:
        return _made(clause, schema, scored)
    kept = schema.word_queries
    found = kept.get((clause, scored))
    if found is None:
        if len(kept) >= _KEPT:
            kept.clear()
        found = kept[clause, scored] = _made(clause, schema, scored)
    return found


def _typed(clause: Clause) -> Clause:
    match clause:
        case Lifted(_, lift, _, alone=True):
            return lift
        case Lifted(inner):
            return inner
    return clause


def _made(clause: Word | Phrase | Lifted, schema: IndexSchema, scored: bool) -> Query:
    if isinstance(clause, Lifted):
        return _lifted(clause, schema) if scored else translate(clause.clause, schema, scored=False)
    return _joined(clause, schema, scored=scored) or _anywhere(
        schema.searched(clause.field, scored), lambda path: _in_path(schema, path, clause.text)
    )


def _lifted(clause: Lifted, schema: IndexSchema) -> Query:
    """Return what finds the same, with the records of what is lifted put higher."""

    def part(inner: Clause) -> Query:
        return translate(inner, schema)

    if clause.alone:
        every = Query.const_score_query(Query.all_query(), clause.weight)
        first = Query.boolean_query([(Occur.Must, part(clause.lift)), (Occur.Must, every)])
        return any_of([first, _all((beside(clause), Not(clause.lift)), schema, part)])
    raised = Query.const_score_query(translate(clause.lift, schema, scored=False), clause.weight)
    return and_maybe(part(clause.clause), [raised])


def _in_path(schema: IndexSchema, path: str, text: str) -> Query:
    if not schema.has(path):
        return NOTHING
    words = schema.words(path, text)
    if not words or schema.lacks(path, words):
        return NOTHING
    if len(words) == 1:
        return Query.term_query(schema.native, path, words[0], "position")
    return Query.phrase_query(schema.native, path, list(words))


def _joined(clause: Word | Phrase, schema: IndexSchema, *, scored: bool) -> Query | None:
    """Return what finds a name by the one word that the index has for it, or None if it has none.

    It finds what its words find, side by side in any of the paths that a question looks in, and
    scores nothing.
    """
    if scored or clause.field or not schema.joined:
        return None
    name = " ".join(schema.words(schema.searched("", False)[0][0].field, clause.text))
    if name not in schema.joined:
        return None
    return Query.term_query(schema.native, JOINED, name, "basic")


def _near(schema: IndexSchema, path: str, text: str, distance: int, *, scored: bool) -> Query:
    if not schema.has(path):
        return NOTHING
    words = schema.words(path, text)
    if len(words) < 2:
        return _in_path(schema, path, text)
    pairs = [
        Query.phrase_query(schema.native, path, [one, other], slop=distance)
        for one, other in dict.fromkeys(pairwise(words))
    ]
    parts = [(Occur.Must, unscored(pair)) for pair in pairs]
    if scored:
        parts += (
            (Occur.Must, Query.term_query(schema.native, path, word, "position")) for word in words
        )
    return Query.boolean_query(parts)


def _begins(schema: IndexSchema, path: str, word: str) -> Query:
    # of the ways to ask for a prefix the one that takes no time to make
    return Query.fuzzy_term_query(schema.native, path, word, distance=0, prefix=True)


def _unstemmed(
    schema: IndexSchema,
    text: str,
    paths: Iterable[tuple[Weight, Sequence[Weight]]],
    make: _MakeQuery,
) -> Query:
    parts = []
    for whole, inner in paths:
        queries = []
        for weight in (whole, *inner):
            if is_folded(weight.field):
                continue
            path = folded(weight.field)
            words = schema.words(path, text) if schema.has(path) else []
            if len(words) == 1:
                queries.append(Query.const_score_query(make(schema, path, words[0]), weight.weight))
            elif words:
                phrase = Query.phrase_query(schema.native, path, list(words))
                queries.append(boosted(phrase, weight.weight))
        if queries:
            parts.append(and_maybe(queries[0], queries[1:]))
    return any_of(parts)
