"""A mapping as a tantivy schema: every index path is a field of the same name.

What cannot be honoured is refused by name when the engine opens, so that a mapping means
the same on either engine or does not load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import tantivy

from index_mappings.bodies import ReadBody
from index_mappings.folding import folded
from index_mappings.mapping import RecordMapping, Weight
from service.engines.embedded.analyzers import Analyzer, make_analyzers, refused
from service.query.clauses import Lifted, Phrase, Word

BRIEF = "stored.brief"
"""The record as JSON without its long texts: all that a list of hits needs."""
REST = "stored.rest"
"""The long texts of the record, as JSON."""
SEQUENCE = "stored.sequence"
"""The number of a record in its build, in the order of loading: what a scan follows."""
ORDER = "stored.order"
"""The id as hex, whose order is that of the ids: the order where nothing scores."""

JOINED = "stored.names"
"""Known names of several words that a record has, each as one word (`joined_names`)."""

_HONOURED = {"type", "analyzer", "fields", "copy_to", "position_increment_gap", "index",
             "doc_values", "properties"}  # fmt: skip
_MULTIVALUE_GAP = 1  # positions that tantivy leaves between two values of a field; it is fixed


Searched = tuple[tuple[Weight, tuple[Weight, ...]], ...]
"""Paths in which words are looked for, each with paths in which they can only add to a score."""


@dataclass(frozen=True, slots=True)
class IndexField:
    """One path of the index: its tantivy type, and where its values come from."""

    path: str
    type: str
    """"text", "keyword", "long", "double" or "boolean"."""
    analyzer: str = ""
    origin: str = ""
    """The path in the record (or in `computed`) that is indexed here."""


@dataclass(frozen=True)
class IndexSchema:
    """The tantivy schema of a mapping, with its analyzers and the source of each field."""

    mapping: RecordMapping
    native: tantivy.Schema
    fields: Mapping[str, IndexField]
    sources: Mapping[str, tuple[IndexField, ...]]
    """Index fields by the record path that feeds them."""
    analyzers: Mapping[str, Analyzer]
    joined: frozenset[str] = frozenset()
    """The names that a build has at JOINED: their words, analysed, one blank apart."""
    frequency: Callable[[str, str], int] | None = None
    """In how many records a build has a word at a path, or None if that is not known yet."""

    def analyzer(self, path: str) -> Analyzer:
        """Return the analyzer of a text path."""
        return self.analyzers[self.fields[path].analyzer]

    def words(self, path: str, text: str) -> tuple[str, ...]:
        """Return the words that a question's text has at a text path, analysed."""
        return _analysed(self.analyzer(path), text)

    def has(self, path: str) -> bool:
        """Return whether the index knows a path (an older build may not)."""
        return path in self.fields

    def lacks(self, path: str, words: Sequence[str]) -> bool:
        """Return whether there is one of these words that no record of the build has at a path.

        A catalogue has words in half of the paths that its mapping searches, and a query for what
        is nowhere is looked up in each search: every row of a search in `make bench` pays for it.
        """
        frequency = self.frequency
        return frequency is not None and not all(frequency(path, word) for word in words)

    @cached_property
    def has_one(self) -> Callable[[str], bool]:
        """Whether a record has at most one value at a keyword path, by the mapping."""
        return lru_cache(maxsize=256)(self._has_one)

    def _has_one(self, path: str) -> bool:
        declared = self.mapping.field(path)
        feeding = [origin for origin, items in self.sources.items() if self.fields[path] in items]
        is_one = declared is not None and not declared.kind.many
        return is_one and feeding == [path] and self.fields[path].type == "keyword"

    @cached_property
    def word_queries(self) -> dict[tuple[Word | Phrase | Lifted, bool], tantivy.Query]:
        """Queries for words and names that were asked for last, each with whether it scores."""
        return {}

    @cached_property
    def searched(self) -> Callable[[str, bool], Searched]:
        """Return the paths in which a field is looked for, each with those that it covers.

        What a covered path finds the other has found, so it can only add to a score: it is there
        only where that matters. Of each field they are found once, for a question has
        many words.
        """
        return lru_cache(maxsize=256)(self._searched)

    def _searched(self, field: str, scored: bool) -> Searched:
        left = list(self.mapping.searched(field))
        paths = []
        while left:
            whole, *left = left
            inner = tuple(weight for weight in left if self.covers(whole.field, weight.field))
            left = [weight for weight in left if weight not in inner]
            paths.append((whole, inner if scored else ()))
        return tuple(paths)

    def covers(self, whole: str, part: str) -> bool:
        """Return whether what is found at `part` is found at `whole` too, alone or in a row.

        So it is with a field of one value that the mapping copies to a combined one, and with
        the words of a path as they are written.
        """
        if part == folded(whole):
            return self.has(part)
        inner = self.fields.get(part)
        if inner is None:
            return False
        declared = self.mapping.field(inner.origin)
        return (declared is not None and declared.kind.is_long) and any(
            item.path == whole and item.analyzer == inner.analyzer
            for item in self.sources[inner.origin]
        )


@lru_cache(maxsize=4096)  # a question's words are analysed for each field and again to be marked
def _analysed(analyzer: Analyzer, text: str) -> tuple[str, ...]:
    return tuple(analyzer.analyze(text))


def make_schema(mapping: RecordMapping) -> IndexSchema:
    """Return the schema of a mapping; ConfigurationError names what cannot be honoured."""
    found = tuple(_fields(mapping, mapping.body["mappings"]["properties"], ""))
    builder = tantivy.SchemaBuilder()
    for item in found:
        if item.type == "text":
            builder.add_text_field(item.path, tokenizer_name=item.analyzer)
        elif item.type == "keyword":
            builder.add_text_field(item.path, fast=True, tokenizer_name="raw", index_option="basic")
        elif item.type == "long":
            builder.add_integer_field(item.path, indexed=True, fast=True)
        elif item.type == "double":
            builder.add_float_field(item.path, indexed=True, fast=True)
        else:
            builder.add_boolean_field(item.path, indexed=True, fast=True)
    builder.add_bytes_field(BRIEF, stored=True)
    builder.add_bytes_field(REST, stored=True)
    builder.add_text_field(ORDER, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(SEQUENCE, indexed=True, fast=True)
    # the last one: the fields of a build of old, which has none, keep their numbers
    builder.add_text_field(JOINED, tokenizer_name="raw", index_option="basic")
    fields = {item.path: item for item in found}
    sources: dict[str, list[IndexField]] = {}
    for item in found:
        sources.setdefault(item.origin, []).append(item)
    for origin, target in _copies(mapping.body["mappings"]["properties"], ""):
        for item in found:
            if item.path == target or item.path.startswith(f"{target}."):
                sources.setdefault(origin, []).append(item)
    return IndexSchema(
        mapping,
        builder.build(),
        fields,
        {origin: tuple(items) for origin, items in sources.items()},
        make_analyzers(mapping),
    )


def register(index: tantivy.Index, analyzers: Mapping[str, tantivy.TextAnalyzer]) -> tantivy.Index:
    """Make analyzers known to an index, in place of those it knew by their names; return it."""
    for name, analyzer in analyzers.items():
        index.register_tokenizer(name, analyzer)
    return index


def _fields(mapping: RecordMapping, properties: ReadBody, prefix: str) -> Iterator[IndexField]:
    for name, spec in properties.items():
        path = f"{prefix}{name}"
        unknown = set(spec) - _HONOURED
        if unknown:
            raise refused(mapping, path, f"the option {sorted(unknown)[0]!r}")
        if "properties" in spec:
            yield from _fields(mapping, spec["properties"], f"{path}.")
            continue
        yield from _field(mapping, path, path, spec)
        for sub, sub_spec in spec.get("fields", {}).items():
            yield from _field(mapping, f"{path}.{sub}", path, sub_spec)


def _field(mapping: RecordMapping, path: str, origin: str, spec: ReadBody) -> Iterator[IndexField]:
    type_ = spec.get("type", "")
    if spec.get("index") is False:
        return  # stored with the record and nothing more
    if type_ == "text":
        if spec.get("position_increment_gap", 100) != _MULTIVALUE_GAP:
            raise refused(mapping, path, f"a position_increment_gap other than {_MULTIVALUE_GAP}")
        yield IndexField(path, type_, spec.get("analyzer", ""), origin)
    elif type_ in ("keyword", "long", "double", "boolean"):
        yield IndexField(path, type_, origin=origin)
    else:
        raise refused(mapping, path, f"the type {type_!r}")


def _copies(properties: ReadBody, prefix: str) -> Iterator[tuple[str, str]]:
    for name, spec in properties.items():
        path = f"{prefix}{name}"
        targets = spec.get("copy_to", [])
        for target in [targets] if isinstance(targets, str) else targets:
            yield path, target
        yield from _copies(spec.get("properties", {}), f"{path}.")
