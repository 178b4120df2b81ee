"""A mapping as a tantivy schema: every index path is a field of the same name.

What cannot be honoured is refused by name when the engine opens, so that a mapping means
the same on either engine or does not load.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import tantivy

from index_mappings.bodies import ReadBody
from index_mappings.mapping import RecordMapping
from service.errors import ConfigurationError

BRIEF = "stored.brief"
"""The record as JSON without its long texts: all that a list of hits needs."""
REST = "stored.rest"
"""The long texts of the record, as JSON."""
SEQUENCE = "stored.sequence"
"""The number of a record in its build, in the order of loading: what a scan follows."""
ORDER = "stored.order"
"""The id as hex, whose order is that of the ids: the order where nothing scores."""

_HONOURED = {"type", "analyzer", "fields", "copy_to", "position_increment_gap", "index",
             "doc_values", "properties"}  # fmt: skip
_STEMMERS = {"porter2": "english"}  # Elasticsearch's name of a Snowball stemmer: tantivy's
_MULTIVALUE_GAP = 1  # positions that tantivy leaves between two values of a field; it is fixed


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
    analyzers: Mapping[str, tantivy.TextAnalyzer]

    def analyzer(self, path: str) -> tantivy.TextAnalyzer:
        """Return the analyzer of a text path."""
        return self.analyzers[self.fields[path].analyzer]

    def words(self, path: str, text: str) -> tuple[str, ...]:
        """Return the words that a question's text has at a text path, analysed."""
        return _analysed(self.analyzer(path), text)

    def has(self, path: str) -> bool:
        """Tell whether the index knows a path (an older build may not)."""
        return path in self.fields

    def covers(self, whole: str, part: str) -> bool:
        """Tell whether what is found at `part` is found at `whole` too, alone or in a row.

        So it is with a field of one value that the mapping copies to a combined one.
        """
        inner = self.fields.get(part)
        if inner is None:
            return False
        declared = self.mapping.field(inner.origin)
        return (declared is not None and declared.kind.is_long) and any(
            item.path == whole and item.analyzer == inner.analyzer
            for item in self.sources[inner.origin]
        )


@lru_cache(maxsize=4096)  # a question's words are analysed for each field and again to be marked
def _analysed(analyzer: tantivy.TextAnalyzer, text: str) -> tuple[str, ...]:
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
        _analyzers(mapping),
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
            _refuse(mapping, path, f"the option {sorted(unknown)[0]!r}")
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
            _refuse(mapping, path, f"a position_increment_gap other than {_MULTIVALUE_GAP}")
        yield IndexField(path, type_, spec.get("analyzer", ""), origin)
    elif type_ in ("keyword", "long", "double", "boolean"):
        yield IndexField(path, type_, origin=origin)
    else:
        _refuse(mapping, path, f"the type {type_!r}")


def _copies(properties: ReadBody, prefix: str) -> Iterator[tuple[str, str]]:
    for name, spec in properties.items():
        path = f"{prefix}{name}"
        targets = spec.get("copy_to", [])
        for target in [targets] if isinstance(targets, str) else targets:
            yield path, target
        yield from _copies(spec.get("properties", {}), f"{path}.")


def _analyzers(mapping: RecordMapping) -> dict[str, tantivy.TextAnalyzer]:
    analysis = mapping.body["settings"]["analysis"]
    if "similarity" in mapping.body["settings"]:
        _refuse(mapping, "settings.similarity", "a similarity other than BM25 with k1 1.2, b 0.75")
    made = {}
    for name, spec in analysis["analyzer"].items():
        tokenizer = analysis["tokenizer"].get(spec["tokenizer"], {})
        if tokenizer.get("type") != "pattern" or tokenizer.get("group") != 0:
            _refuse(mapping, f"analyzer {name}", "a tokenizer other than a pattern with group 0")
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(tokenizer["pattern"]))
        for step in spec.get("filter", ()):
            made_filter = _filter(mapping, name, step, analysis.get("filter", {}).get(step, {}))
            if made_filter is not None:
                builder = builder.filter(made_filter)
        made[name] = builder.build()
        _check_exceptions(mapping, spec, analysis, made[name])
    return made


def _filter(
    mapping: RecordMapping, analyzer: str, step: str, spec: ReadBody
) -> tantivy.Filter | None:
    if step == "asciifolding":
        return tantivy.Filter.ascii_fold()
    if step == "lowercase":
        return tantivy.Filter.lowercase()
    if spec.get("type") == "stemmer" and spec.get("language") in _STEMMERS:
        return tantivy.Filter.stemmer(_STEMMERS[spec["language"]])
    if spec.get("type") == "stemmer_override":
        return None  # brings Elasticsearch's stems to tantivy's; checked, not applied
    _refuse(mapping, f"analyzer {analyzer}", f"the filter {step!r}")
    return None


def _check_exceptions(
    mapping: RecordMapping,
    spec: ReadBody,
    analysis: ReadBody,
    analyzer: tantivy.TextAnalyzer,
) -> None:
    """Refuse a stemmer_override with a rule that tantivy's own stemmer does not follow."""
    for step in spec.get("filter", ()):
        for rule in analysis.get("filter", {}).get(step, {}).get("rules", ()):
            word, _, stem = (part.strip() for part in rule.partition("=>"))
            if analyzer.analyze(word) != [stem]:
                _refuse(
                    mapping, f"filter {step}", f"the rule {rule!r}, because it stems differently"
                )


def _refuse(mapping: RecordMapping, path: str, what: str) -> None:
    raise ConfigurationError(
        f"mapping {mapping.name!r}, {path}: the embedded engine does not know {what}"
    )
