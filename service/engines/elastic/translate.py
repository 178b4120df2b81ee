"""A clause tree as Elasticsearch's query language. Pure: one function for each kind of clause.

Scores follow `service.query.clauses`. Elasticsearch's own BM25 has the factor k1 + 1, like the
formula and tantivy but unlike later versions of Lucene, so the scores of both engines have the same
scale, which matters when they are combined with a constant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from index_mappings.bodies import Body
from index_mappings.conditions import Between, Condition, Days, Held
from index_mappings.facet_kinds.kind import Facet
from index_mappings.folding import folded, is_folded
from index_mappings.mapping import RecordMapping
from index_mappings.words import words
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

"""A part of a request's body."""

NOTHING: Body = {"match_none": {}}
EVERYTHING: Body = {"match_all": {}}


def translate(clause: Clause, mapping: RecordMapping) -> Body:
    """Return the query for a clause."""
    match clause:
        case Word(text, field) | Phrase(text, field):
            return _somewhere(
                in_path(weight.field, text, weight.weight) for weight in mapping.searched(field)
            )
        case Near(text, distance, field):
            return _somewhere(
                near(weight.field, words(text, mapping), distance, weight.weight)
                for weight in mapping.searched(field)
            )
        case Prefix(text, field):
            return _unstemmed(text, field, mapping, begins)
        case Fuzzy(text, edits, field):
            return _unstemmed(text, field, mapping, lambda path, word: within(path, word, edits))
        case Days() | Held() | Between():
            return unscored(condition(clause, mapping))
        case Value(facet, values):
            return unscored(any_value(mapping.facet(facet), facet, values, mapping))
        case All(clauses):
            return _all(clauses, mapping)
        case Any(clauses, least):
            if not clauses:
                return NOTHING
            parts = [translate(part, mapping) for part in clauses]
            return {"bool": {"should": parts, "minimum_should_match": least}}
        case Not():
            return _all((clause,), mapping)
        case Everything():
            return EVERYTHING
        case Counted(inner):
            return {"constant_score": {"filter": translate(inner, mapping), "boost": 1.0}}
        case Lifted(_, lift, weight, alone=True):
            first = translate(lift, mapping)
            every = {"constant_score": {"filter": EVERYTHING, "boost": weight}}
            rest = _all((beside(clause), Not(lift)), mapping)
            return any_of([{"bool": {"must": [first, every]}}, rest])
        case Lifted(inner, lift, weight):
            lifted = {"constant_score": {"filter": translate(lift, mapping), "boost": weight}}
            return {"bool": {"must": [translate(inner, mapping)], "should": [lifted]}}


def in_path(path: str, text: str, weight: float) -> Body:
    """Return the query for a text's words next to each other in a path; one word is a term."""
    return {"match_phrase": {path: {"query": text, "boost": weight}}}


def near(path: str, apart: Sequence[str], distance: int, weight: float) -> Body:
    """Return the query for each neighbouring pair of words within a distance in a path."""
    if len(apart) < 2:
        return in_path(path, " ".join(apart), weight)
    pairs = [
        {"match_phrase": {path: {"query": f"{one} {other}", "slop": distance}}}
        for one, other in pairwise(apart)
    ]
    return {"bool": {"filter": pairs, "must": [in_path(path, word, weight) for word in apart]}}


def begins(path: str, word: str) -> Body:
    """Return the query for words of an unstemmed path with a prefix, folded like the path."""
    # of all queries with prefixes this one analyses its text, and expands without a limit
    return {"match_bool_prefix": {path: {"query": word}}}


def within(path: str, word: str, edits: int) -> Body:
    """Return the query for all words of an unstemmed path within a number of edits."""
    return {"match": {path: {"query": word, "fuzziness": edits, "fuzzy_rewrite": "constant_score"}}}


def any_value(
    facet: Facet | None,
    name: str,
    values: Sequence[str],
    mapping: RecordMapping,
    *,
    within: bool = False,
) -> Body:
    """Return the query for any of these values in a facet or at a keyword path."""
    if facet is None:
        return terms(name, values)
    wanted = facet.kind.conditions(facet, values, within=within)
    return any_of([condition(one, mapping) for one in wanted])


def any_of(queries: Sequence[Body]) -> Body:
    """Return the query that matches if any of the queries does."""
    if not queries:
        return NOTHING
    return queries[0] if len(queries) == 1 else {"bool": {"should": list(queries)}}


def condition(wanted: Condition, mapping: RecordMapping) -> Body:
    """Return the query for a condition."""
    match wanted:
        case Held(path, values):
            return terms(path, values)
        case Days():
            return days(wanted, mapping)
        case Between(path, low, high, below):
            ends = {"gte": low, "lt" if below else "lte": high}
            return {"range": {path: {end: one for end, one in ends.items() if one is not None}}}


def days(span: Days, mapping: RecordMapping) -> Body:
    """Return the query for records with any day (or every day) in a span."""
    field = span.field or mapping.date
    first, last = f"{field}.from", f"{field}.to"
    low, high = (first, last) if span.within else (last, first)
    parts: list[Body] = []
    if span.start is not None:
        parts.append({"range": {low: {"gte": span.start}}})
    if span.end is not None:
        parts.append({"range": {high: {"lte": span.end}}})
    if not parts:
        parts.append({"exists": {"field": first}})
    return parts[0] if len(parts) == 1 else {"bool": {"filter": parts}}


def terms(path: str, values: Sequence[str]) -> Body:
    """Return the query for any of these values in a keyword path."""
    return {"terms": {path: list(values)}} if path and values else NOTHING


def unscored(query: Body) -> Body:
    """Return the query with a score of 0 for all results."""
    return {"bool": {"filter": [query]}}


def _all(clauses: Sequence[Clause], mapping: RecordMapping) -> Body:
    wanted = [translate(part, mapping) for part in clauses if not isinstance(part, Not)]
    unwanted = [translate(part.clause, mapping) for part in clauses if isinstance(part, Not)]
    if not unwanted:
        return wanted[0] if len(wanted) == 1 else {"bool": {"must": wanted}}
    if not wanted:
        return {"bool": {"filter": [EVERYTHING], "must_not": unwanted}}
    return {"bool": {"must": wanted, "must_not": unwanted}}


def _unstemmed(
    text: str, field: str, mapping: RecordMapping, make: Callable[[str, str], Body]
) -> Body:
    """Return the query of a prefix or an edit; several words are searched as a phrase."""
    paths = [one for one in mapping.searched(field) if not is_folded(one.field)]
    if len(words(text, mapping)) > 1:
        return _somewhere(in_path(folded(one.field), text, one.weight) for one in paths)
    return _somewhere(
        {"constant_score": {"filter": make(folded(one.field), text), "boost": one.weight}}
        for one in paths
    )


def _somewhere(queries: Iterable[Body]) -> Body:
    return any_of(list(queries))
