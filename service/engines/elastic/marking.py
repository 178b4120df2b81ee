"""Highlights: what is marked in which field, and the marks in an answer as HTML.

Elasticsearch marks words between two control characters, which no record has (loaders take
them out); the text is escaped around them here. Fields come whole, and fragments are chosen
here too, so that both engines show the same. What is asked to be marked are the words alone,
not the query: filters and negations are no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingType

from index_mappings.mapping import Mapping, folded
from index_mappings.record import Json
from index_mappings.words import words
from service.engines.elastic.translate import Body, begins, in_path, near, within
from service.engines.fragments import Span, fragments
from service.query.clauses import All, Any, Clause, Fuzzy, Lifted, Near, Phrase, Prefix, Word

OPEN, CLOSE = "\x02", "\x03"
LONGEST = 1_000_000  # characters; beyond, Elasticsearch by default refuses to mark a text at all

INDEX_SETTING = {"highlight.weight_matches_mode.enabled": False}
"""A setting of every index: without it a phrase is one mark, words between its words and all."""


def highlight(clauses: Sequence[Clause], mapping: Mapping) -> Body:
    """Return the `highlight` of a search, {} where there is nothing to mark."""
    fields: Body = {}
    for item in mapping.highlights:
        wanted = [part for clause in clauses for part in _wanted(clause, item.field, mapping)]
        if wanted:
            fields[item.field] = {"highlight_query": {"bool": {"should": wanted}}}
            unstemmed = folded(item.field)
            if any(unstemmed in str(part) for part in wanted):
                fields[item.field]["matched_fields"] = [unstemmed]
    if not fields:
        return {}
    return {
        "type": "unified",
        "pre_tags": [OPEN],
        "post_tags": [CLOSE],
        "number_of_fragments": 0,
        "max_analyzed_offset": LONGEST,
        "fields": fields,
    }


def read_marks(
    answer: MappingType[str, Sequence[str]] | None, mapping: Mapping
) -> dict[str, tuple[str, ...]]:
    """Return the marked fragments of a hit's fields as HTML, only of those with a mark."""
    made = {}
    for item in mapping.highlights:
        parts = [
            fragment
            for marked in (answer or {}).get(item.field, ())
            for fragment in fragments(*spans(marked), item)
        ]
        if parts:
            made[item.field] = tuple(parts)
    return made


def spans(marked: str) -> tuple[str, list[Span]]:
    """Return a text without its marks, and where they were."""
    text, found = [], []
    length = 0
    for place, piece in enumerate(marked.split(OPEN)):
        word, closed, rest = piece.partition(CLOSE)
        if place and closed:
            found.append((length, length + len(word)))
        text += [word, rest]
        length += len(word) + len(rest)
    return "".join(text), found


def _wanted(clause: Clause, path: str, mapping: Mapping) -> Iterable[Json]:
    match clause:
        case All(clauses) | Any(clauses):
            for part in clauses:
                yield from _wanted(part, path, mapping)
        case Lifted(inner, _, _):
            yield from _wanted(inner, path, mapping)
        case Word(text, field) | Phrase(text, field) if _is_about(field, path, mapping):
            yield in_path(path, text, 1)
        case Near(text, distance, field) if _is_about(field, path, mapping):
            yield near(path, words(text, mapping), distance, 1)
        case Prefix(text, field) | Fuzzy(text, _, field) if _is_about(field, path, mapping):
            if len(words(text, mapping)) > 1:
                yield in_path(path, text, 1)
            elif isinstance(clause, Fuzzy):
                yield within(folded(path), text, clause.edits)
            else:
                yield begins(folded(path), text)


def _is_about(field: str, path: str, mapping: Mapping) -> bool:
    if not field:
        return True
    declared = mapping.field(field)
    return declared is not None and path in declared.search
