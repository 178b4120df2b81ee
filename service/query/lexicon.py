"""The mapping data of the query language, looked up once per mapping."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import regex

from index_mappings.labels import Label
from index_mappings.mapping import RecordMapping
from index_mappings.wording import Questions
from index_mappings.words import word_pattern

WORDS, DATES, VALUES = "words", "dates", "values"
"""How a name before a colon is looked for: in searched paths, by date, by a facet's values."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The names before a colon, the ignored words, and the pattern of a word.

    `fields` maps a name or a one-word label, in lower case, to (the name, the kind of search);
    `phrases` finds labels of several words before a colon, which `fields` maps too. `dates` has the
    field of a search by date, or "" for the mapping's own date; `values` the functions that return
    the normal form of a facet's value or raise `Unfit`. `kinds` are words for a type of record,
    which `kind_field` has ("letter", in "type"). Compared by identity: there is one per mapping, so
    it can be a cache key.
    """

    pattern: regex.Pattern[str]
    fields: Mapping[str, tuple[str, str]]
    phrases: re.Pattern[str] | None
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
    for label, name in _labels(mapping):
        if name.lower() in fields:
            fields.setdefault(label, fields[name.lower()])
    kinds = mapping.body["mappings"]["_meta"]["search"].get("kinds", {})
    return Lexicon(
        pattern=word_pattern(mapping),
        fields=fields,
        phrases=_phrases(fields),
        dates=dates,
        values={facet.name: facet.kind.read for facet in mapping.facets},
        stop_words=mapping.stop_words,
        kind_field=kinds.get("field", ""),
        kinds=frozenset(kinds.get("words", ())),
        questions=mapping.questions,
    )


def _labels(mapping: RecordMapping) -> Iterator[tuple[str, str]]:
    """Yield the labels of fields and facets in all languages, in lower case, with their names.

    A label of two belongs to the first, and names precede labels, so that texts typed before a
    mapping had labels keep their meaning.
    """
    labelled = [(item.label, item.name) for item in mapping.fields]
    labelled += [(item.label, item.name) for item in mapping.facets]
    for label_given, name in labelled:
        for label in (
            label_given,
            *(label_given.by_language.values() if isinstance(label_given, Label) else ()),
        ):
            yield " ".join(label.lower().split()), name


def _phrases(fields: Mapping[str, object]) -> re.Pattern[str] | None:
    """Return the pattern for labels of several words before a colon, the longest first."""
    several = sorted((name for name in fields if " " in name), key=lambda name: (-len(name), name))
    if not several:
        return None
    either = "|".join(re.escape(name).replace("\\ ", " +") for name in several)
    return re.compile(rf"({either}):(?=[^\s:)])(?!//)", re.IGNORECASE)
