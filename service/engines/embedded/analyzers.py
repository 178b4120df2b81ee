"""The analyzers of a mapping as tantivy runs them, with the table of characters before them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import tantivy

from index_mappings.bodies import ReadBody
from index_mappings.characters import alike, is_read, kept
from index_mappings.mapping import RecordMapping
from index_mappings.stemmers import stemmer_of
from service.errors import ConfigurationError


@dataclass(frozen=True, slots=True, eq=False)
class Analyzer:
    """Analyses texts. Compared by identity: there is one for each name in a schema."""

    native: tantivy.TextAnalyzer
    reads_alike: bool
    """Whether characters are read by the table, before tantivy sees them."""

    def read(self, text: str) -> str:
        """Return a text in the form that tantivy gets."""
        return alike(text) if self.reads_alike else text

    def analyze(self, text: str) -> list[str]:
        """Return the analysed words of a text."""
        return self.native.analyze(self.read(text))

    def words_at(self, text: str) -> list[tuple[str, int, int]]:
        """Return the analysed words of a text, each with its start and end offsets."""
        read = self.read(text)
        tokens = self.native.pre_tokenize(read).tokens
        found = [(one.text, one.char_offset_from, one.char_offset_to) for one in tokens]
        if len(read) == len(text):
            return found
        places = kept(text)  # vowel signs and points are passed over
        return [(word, places[start], places[end]) for word, start, end in found]


def make_analyzers(mapping: RecordMapping) -> dict[str, Analyzer]:
    """Return the analyzers of a mapping; raise ConfigurationError for unsupported settings."""
    analysis = mapping.body["settings"]["analysis"]
    if "similarity" in mapping.body["settings"]:
        raise refused(
            mapping, "settings.similarity", "a similarity other than BM25 with k1 1.2, b 0.75"
        )
    analyzers = {}
    for name, spec in analysis["analyzer"].items():
        tokenizer = analysis["tokenizer"].get(spec["tokenizer"], {})
        if tokenizer.get("type") != "pattern" or tokenizer.get("group") != 0:
            raise refused(
                mapping, f"analyzer {name}", "a tokenizer other than a pattern with group 0"
            )
        _check_characters(mapping, name, spec, analysis)
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(tokenizer["pattern"]))
        for step in spec.get("filter", ()):
            made_filter = _filter(mapping, name, step, analysis.get("filter", {}).get(step, {}))
            if made_filter is not None:
                builder = builder.filter(made_filter)
        analyzers[name] = Analyzer(builder.build(), is_read(analysis, name))
        _check_exceptions(mapping, spec, analysis, analyzers[name])
    return analyzers


def natives(analyzers: Mapping[str, Analyzer]) -> dict[str, tantivy.TextAnalyzer]:
    """Return analyzers for tantivy; texts must be passed through `read` first."""
    return {name: item.native for name, item in analyzers.items()}


def _check_characters(
    mapping: RecordMapping, analyzer: str, spec: ReadBody, analysis: ReadBody
) -> None:
    for step in spec.get("char_filter", ()):
        if "mappings_path" not in analysis.get("char_filter", {}).get(step, {}):
            raise refused(mapping, f"analyzer {analyzer}", f"the char filter {step!r}")


def _filter(
    mapping: RecordMapping, analyzer: str, step: str, spec: ReadBody
) -> tantivy.Filter | None:
    if step == "asciifolding":
        return tantivy.Filter.ascii_fold()
    if step == "lowercase":
        return tantivy.Filter.lowercase()
    if stemmer := stemmer_of(spec):
        return tantivy.Filter.stemmer(stemmer.native)
    if spec.get("type") == "stemmer_override":
        return None  # brings Elasticsearch's stems to tantivy's; checked, not applied
    raise refused(mapping, f"analyzer {analyzer}", f"the filter {step!r}")


def _check_exceptions(
    mapping: RecordMapping, spec: ReadBody, analysis: ReadBody, analyzer: Analyzer
) -> None:
    """Refuse a stemmer_override with a rule that tantivy's own stemmer cannot follow."""
    for step in spec.get("filter", ()):
        for rule in analysis.get("filter", {}).get(step, {}).get("rules", ()):
            word, _, stem = (part.strip() for part in rule.partition("=>"))
            if analyzer.analyze(word) != [stem]:
                raise refused(
                    mapping, f"filter {step}", f"the rule {rule!r}, because it stems differently"
                )


def refused(mapping: RecordMapping, path: str, what: str) -> ConfigurationError:
    """Return the error for an unsupported setting of a mapping."""
    return ConfigurationError(
        f"mapping {mapping.name!r}, {path}: the embedded engine does not know {what}"
    )
