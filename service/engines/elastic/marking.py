"""Highlighting: the words to mark in each field, and the marks of an answer as HTML.

Elasticsearch marks words with two control characters, which no record has (loaders remove them);
the text around them is escaped here. Fields are returned in full, and fragments are chosen here, so
that both engines show the same. Only the words of a query are highlighted, not its filters and
negations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from index_mappings.bodies import Body
from index_mappings.folding import folded
from index_mappings.mapping import RecordMapping
from index_mappings.words import word_pattern, words
from service.engines.elastic.translate import begins, in_path, within
from service.engines.fragments import Marked, Span, given, joined
from service.engines.nearness import near_places
from service.query.clauses import (
    All,
    Any,
    Clause,
    Counted,
    Fuzzy,
    Lifted,
    Near,
    Phrase,
    Prefix,
    Word,
)

Marks = Mapping[str, Sequence[str]]
"""The highlights of a hit as Elasticsearch gives them: marked texts by field."""

OPEN, CLOSE = "\x02", "\x03"
LONGEST = 1_000_000  # characters; beyond, Elasticsearch by default refuses to mark a text at all

INDEX_SETTING = {"highlight.weight_matches_mode.enabled": False}
"""A setting of every index: without it a phrase is one mark, words between its words and all."""


def highlight(
    clauses: Sequence[Clause], mapping: RecordMapping, *, in_fragments: bool | None = None
) -> Body:
    """Return the `highlight` of a search, or {} if there is nothing to mark.

    It is of the fields that are shown `in_fragments`, of the others, or by default of all.
    The words of near clauses are marked everywhere, under the name of the unstemmed field, and
    sifted when the answer is read: Elasticsearch's own highlighting of such a clause also marks
    words that its search does not consider near.
    """
    fields: Body = {}
    for item in mapping.highlights:
        if in_fragments not in (None, item.fragments > 0):
            continue
        path = item.path
        leaves = tuple(_leaves(clauses, path, mapping))
        unstemmed = folded(path)
        wanted = [part for leaf in leaves if (part := _wanted(leaf, path, mapping))]
        if wanted:
            fields[path] = {"highlight_query": {"bool": {"should": wanted}}}
            if any(unstemmed in str(part) for part in wanted):
                fields[path]["matched_fields"] = [unstemmed]
        apart = dict.fromkeys(word for run, _ in _runs(leaves, mapping) for word in run)
        if apart:
            anywhere = [in_path(path, word, 1) for word in apart]
            fields[unstemmed] = {
                "highlight_query": {"bool": {"should": anywhere}},
                "matched_fields": [path],
            }
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


def sifted_words(
    answers: Iterable[Marks | None], clauses: Sequence[Clause], mapping: RecordMapping
) -> set[str]:
    """Return the words whose stems are needed for sifting near clauses."""
    found: set[str] = set()
    fields = [item.path for item in mapping.highlights]
    for answer in answers:
        for field in fields:
            for marked in (answer or {}).get(folded(field), ()):
                text, places = spans(marked)
                found.update(text[start:end] for start, end in places)
    if found:
        for field in fields:
            for run, _ in _runs(tuple(_leaves(clauses, field, mapping)), mapping):
                found.update(run)
    return found


def read_marks(
    answer: Marks | None,
    clauses: Sequence[Clause],
    mapping: RecordMapping,
    stems: Mapping[str, str],
    *,
    whole: bool = False,
    brief: bool = False,
) -> Marked:
    """Return the fields of a hit with marks; if brief, only the short ones.

    `stems` are those of `sifted_words`; `whole` is that of the query.
    """
    found = Marked()
    for item in given(mapping.highlights, whole=whole, brief=brief):
        path = item.path
        texts: list[tuple[str, Iterable[Span]]] = []
        texts += map(spans, (answer or {}).get(path, ()))
        for marked in (answer or {}).get(folded(path), ()):
            text, words_there = spans(marked)
            runs = _runs(tuple(_leaves(clauses, path, mapping)), mapping)
            texts.append((text, _sifted(text, words_there, runs, mapping, stems)))
        found.add(*joined(texts), item)
    return found


def spans(marked: str) -> tuple[str, list[Span]]:
    """Return a text without its marks, and the positions of the marks."""
    text, found = [], []
    length = 0
    for place, piece in enumerate(marked.split(OPEN)):
        word, closed, rest = piece.partition(CLOSE)
        if place and closed:
            found.append((length, length + len(word)))
        text += [word, rest]
        length += len(word) + len(rest)
    return "".join(text), found


def _leaves(clauses: Iterable[Clause], path: str, mapping: RecordMapping) -> Iterable[Clause]:
    """Yield the clauses that are searched in a path, without filters and exclusions."""
    for clause in clauses:
        match clause:
            case All(parts) | Any(parts):
                yield from _leaves(parts, path, mapping)
            case Lifted(inner, _, _) | Counted(inner):
                yield from _leaves((inner,), path, mapping)
            case Word() | Phrase() | Near() | Prefix() | Fuzzy():
                declared = mapping.field(clause.field)
                if not clause.field or (declared is not None and path in declared.search):
                    yield clause


def _wanted(leaf: Clause, path: str, mapping: RecordMapping) -> Body | None:
    match leaf:
        case Word(text) | Phrase(text):
            return in_path(path, text, 1)
        case Near(text):
            return None if len(words(text, mapping)) > 1 else in_path(path, text, 1)
        case Prefix(text) | Fuzzy(text) if len(words(text, mapping)) > 1:
            return in_path(path, text, 1)
        case Prefix(text):
            return begins(folded(path), text)
        case Fuzzy(text, edits):
            return within(folded(path), text, edits)
        case _:
            return None


def _runs(leaves: Iterable[Clause], mapping: RecordMapping) -> list[tuple[tuple[str, ...], int]]:
    """Return the words and the distance of each near clause with at least two words."""
    found = [
        (words(leaf.text, mapping), leaf.distance) for leaf in leaves if isinstance(leaf, Near)
    ]
    return [(run, distance) for run, distance in found if len(run) > 1]


def _sifted(
    text: str,
    marked: Sequence[Span],
    runs: Sequence[tuple[tuple[str, ...], int]],
    mapping: RecordMapping,
    stems: Mapping[str, str],
) -> Iterable[Span]:
    """Yield the marked words that are near each other according to a near clause."""
    all_words = [found.span() for found in word_pattern(mapping).finditer(text)]
    is_marked = set(marked)
    places: dict[str, list[int]] = {}
    for place, span in enumerate(all_words):
        if span in is_marked:
            places.setdefault(stems.get(text[slice(*span)], ""), []).append(place)
    for run, distance in runs:
        stemmed = [stems.get(word, "") for word in run]
        for place in near_places(places, stemmed, distance):
            yield all_words[place]
