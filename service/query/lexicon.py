"""What the query language needs to know of a mapping, looked up once per mapping."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import regex

from index_mappings.mapping import RecordMapping
from index_mappings.wording import Questions
from index_mappings.words import word_pattern

WORDS, DATES, VALUES = "words", "dates", "values"
"""How a name before a colon is looked for: in searched paths, by date, by a facet's values."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The names that stand before a colon, the words that ask for nothing, and what a word is.

    `fields` maps a name in lower case to (the name, how it is looked for). `dates` has the field of
    what is looked for by date, "" for the mapping's own date; `values` what gives the normal form
    of a facet's value or raises `Unfit`. `kinds` are words for a kind of record, which `kind_field`
    holds ("letter", in "type"). Compared by identity: there is one per mapping, which makes it a
    key of caches.
    """

    pattern: regex.Pattern[str]
    fields: Mapping[str, tuple[str, str]]
    dates: Mapping[str, str]
    values: Mapping[str, Callable[[str], str]]
    stop_words: frozenset[str]
    kind_field: str
    kinds: frozenset[str]
    questions: Questions


_lexicons: dict[str, Lexicon] = {}  # by mapping digest


def lexicon(mapping: RecordMapping) -> Lexicon:
    """Return the lexicon of a mapping."""
    found = _lexicons.get(mapping.digest)
    if found is None:
        found = _lexicons[mapping.digest] = _make(mapping)
    return found


def _make(mapping: RecordMapping) -> Lexicon:
    fields: dict[str, tuple[str, str]] = {}
    dates: dict[str, str] = {}
    for facet in mapping.facets:
        held = mapping.field(facet.field)
        if facet.kind.by_date:
            dates[facet.name] = facet.field if facet.field != mapping.date else ""
            fields[facet.name.lower()] = (facet.name, DATES)
        elif held and held.search:
            fields[facet.name.lower()] = (held.name, WORDS)
        else:
            fields[facet.name.lower()] = (facet.name, VALUES)
    for item in mapping.fields:
        if item.kind.by_date:
            dates[item.name] = item.name if item.name != mapping.date else ""
            fields[item.name.lower()] = (item.name, DATES)
        elif item.search:
            fields[item.name.lower()] = (item.name, WORDS)
    kinds = mapping.body["mappings"]["_meta"]["search"].get("kinds", {})
    return Lexicon(
        pattern=word_pattern(mapping),
        fields=fields,
        dates=dates,
        values={facet.name: facet.kind.read for facet in mapping.facets},
        stop_words=mapping.stop_words,
        kind_field=kinds.get("field", ""),
        kinds=frozenset(kinds.get("words", ())),
        questions=mapping.questions,
    )
