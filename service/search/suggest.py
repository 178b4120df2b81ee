"""Suggestions while typing: titles, people, types, subjects, collections, and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index_mappings.facet_kinds.kind import Facet
from index_mappings.folding import key
from service.query.clauses import All, Any, Clause, Prefix, Word
from service.query.request import FacetFilter, Query
from service.query.typed import in_line
from service.schemas.answers import SuggestAnswer, SuggestedLinks, Suggestion, SuggestText
from service.search.answer import index_of
from service.search.arguments import PLAIN, Arguments
from service.search.links import Links
from service.search.question import has_names, query_of, question_of
from service.search.site import Site
from service.search.typeahead import Known, Vocabulary, suggested_facets

_SHORTEST = 2  # letters: one begins a tenth of all words
_LONGEST = 100  # characters; who types more is no longer choosing a word
_LOOKED_AT = 2_000
"""Records whose titles are read for each key that is pressed, in under a millisecond. Two letters
that begin words of more titles are too few to single any out."""
_COMPLETIONS = 3
TITLE, WORDS = "title", "words"


def suggestions(site: Site, q: str, size: int, links: Links) -> SuggestAnswer:
    """Return suggestions for a typed text, in groups by kind.

    Kind "title" is a record, "words" the typed text with its last word completed, others are
    facets. The best of a group comes first; every group has its turn before one has two.
    "partial" is true where a part of the index did not answer, so that titles may be lacking.
    """
    typed = in_line(q[:_LONGEST])
    info = site.engine.info()
    groups: list[list[Suggestion]] = []
    is_partial = False
    if len(key(typed).replace(" ", "")) >= _SHORTEST:
        catalogue = site.catalogues.of(info.version)
        vocabulary = site.vocabularies.of(catalogue)
        values = vocabulary.values(typed, size)
        titles, is_partial = _titles(site, vocabulary, typed, size, links)
        groups.append(titles)
        for facet in suggested_facets(site.mapping):
            known = values.get(facet.name, ())
            if site.names.rings and has_names(site.mapping, facet.name):
                groups.append(_people(site, facet, known, links))
            else:
                groups.append(
                    [_value(facet, one.value, one.text, one.count, links) for one in known]
                )
        groups.append(_words(vocabulary, typed, size, links))
    shown = _in_turn(groups, size)
    return SuggestAnswer(SuggestText(typed), _counted(site, shown), is_partial, index_of(info))


def _in_turn(groups: Sequence[Sequence[Suggestion]], size: int) -> list[Suggestion]:
    """Return `size` of the suggestions, distributed evenly over the groups."""
    counts = [0] * len(groups)
    left = size
    while left and any(take < len(group) for take, group in zip(counts, groups, strict=True)):
        for at, group in enumerate(groups):
            if left and counts[at] < len(group):
                counts[at] += 1
                left -= 1
    return [one for group, take in zip(groups, counts, strict=True) for one in group[:take]]


def _value(facet: Facet, value: str, text: str, count: int, links: Links) -> Suggestion:
    chosen = PLAIN.with_filter(FacetFilter(facet.name, (value,)))
    return _one(text, facet.name, facet.label, count, links.html(chosen))


def _people(site: Site, facet: Facet, known: Sequence[Known], links: Links) -> list[Suggestion]:
    """Return people, each once even under several names, with the records of all names."""
    rings = site.names.rings
    found: dict[str, Known] = {}
    for one in known:
        found.setdefault(rings.shown(one.value), one)
    joined = [name for name in found if len(rings.members(name)) > 1]
    filters = (FacetFilter(facet.name, tuple(rings.members(name))) for name in joined)
    counts = site.engine.count([Query(filters=(one,), size=1, highlight=False) for one in filters])
    counted = dict(zip(joined, counts, strict=True))
    return [
        _value(
            facet,
            name,
            name if name == one.value else f"{name} ({one.text})",
            counted.get(name, one.count),
            links,
        )
        for name, one in found.items()
    ]


def _titles(
    site: Site, vocabulary: Vocabulary, typed: str, size: int, links: Links
) -> tuple[list[Suggestion], bool]:
    """Return the titles, and whether a part of the index did not answer."""
    clause = _title_clause(vocabulary, typed, site.mapping.title)
    if clause is None:
        return [], False
    found = site.engine.search(Query(clause, size=size, highlight=False))
    label = next((one.label for one in site.mapping.fields if one.name == site.mapping.title), "")
    by_title: dict[str, Suggestion] = {}
    for hit in found.hits:
        text = hit.record.text(site.mapping.title)
        by_title.setdefault(text, _one(text, TITLE, label, 1, links.record(hit.record.id).html))
    whole = key(typed)
    first = sorted(by_title.values(), key=lambda one: not key(one.text).startswith(whole))
    return first, found.partial


def _title_clause(vocabulary: Vocabulary, typed: str, field: str) -> Clause | None:
    """Return the clause for titles with the typed words, or None if it would be too slow."""
    *whole, last = key(typed).split()
    met: list[Clause] = [Word(word, field) for word in whole]
    is_single = bool(whole) and min(map(vocabulary.title_records, whole)) <= _LOOKED_AT
    if len(last) < _SHORTEST:
        pass  # the words before it must do
    elif vocabulary.title_records(last) <= _LOOKED_AT:
        met.append(Prefix(last, field))
        is_single = True
    else:
        likely = vocabulary.completions(last, _COMPLETIONS)
        met.append(Any(tuple(Word(term, field) for term, _ in likely)))
    return All(tuple(met)) if met and is_single else None


def _words(vocabulary: Vocabulary, typed: str, size: int, links: Links) -> list[Suggestion]:
    before, _, last = typed.rpartition(" ")
    if len(key(last)) < _SHORTEST:
        return []
    found = []
    for term, count in vocabulary.completions(last, size):
        text = f"{before} {term}".strip()
        found.append(_one(text, WORDS, "Words", count, links.html(PLAIN.changed(q=text))))
    return found


def _counted(site: Site, shown: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return suggestions in which words have the number of records that their search finds.

    Only those that are shown are counted; words that find nothing together are left out.
    """
    words = [one for one in shown if one.kind == WORDS]
    counts = site.engine.count([_query(site, PLAIN.changed(q=one.text)) for one in words])
    found = sorted(
        (replace(one, count=count) for one, count in zip(words, counts, strict=True) if count),
        key=lambda one: -one.count,
    )
    return (*(one for one in shown if one.kind != WORDS), *found)


def _query(site: Site, arguments: Arguments) -> Query:
    question = question_of(arguments.changed(size=1, highlight=False, facets=()), site.mapping,
                           site.names.rings, site.bridges)  # fmt: skip
    return query_of(question.arguments, site.mapping, question.reading, rings=question.rings)


def _one(text: str, kind: str, label: str, count: int, html: str) -> Suggestion:
    return Suggestion(text, kind, label, count, SuggestedLinks(html))
