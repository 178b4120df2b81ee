"""Making a record fit before either engine sees it, and saying what was cut.

Elasticsearch refuses words and values that are too long, tantivy drops them silently; here
both get the same, which both can take. What a field can take is read from the mapping.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from index_mappings.folding import clean
from index_mappings.json_values import Json, elements, members
from index_mappings.mapping import RecordMapping
from index_mappings.words import word_pattern
from loaders.drafts.draft import Draft, Remark
from loaders.drafts.edited_text.moving import moved
from loaders.drafts.identity import cut_bytes

WORD_CHARACTERS = 255
"""The longest word: Lucene's own limit for most of its tokenizers."""

KEYWORD_BYTES = 1_000
"""The longest value that is filtered and counted as a whole; a facet cannot show more."""

_Report = Callable[[str], None]


class Fitting:
    """Makes drafts of one mapping fit."""

    def __init__(self, mapping: RecordMapping) -> None:
        self._mapping = mapping
        self._properties = {name: mapping.properties(name) for name in mapping.field_names}

    def fit(self, draft: Draft) -> tuple[dict[str, Json], list[Remark]]:
        """Return the values of a draft as the index takes them, and a remark for each cut.

        Text is in NFC and without control characters, words have at most 255 characters (a
        longer one is cut into several), values of keyword fields at most 1,000 bytes. Fields
        that the mapping does not have are left as they are, for whoever writes the record to
        refuse by name.
        """
        remarks: list[Remark] = []
        values: dict[str, Json] = {}
        for name, value in draft.values.items():

            def report(message: str, name: str = name) -> None:
                remarks.append(Remark(draft.where, message, name))

            if name == self._mapping.layout:
                values[name] = self._fit_layout(value, report)
                continue
            properties = self._properties.get(name)
            values[name] = value if properties is None else self._fit(value, properties, report)
        self._move_layout(draft, values)
        return values, remarks

    def _fit_layout(self, layout: Json, report: _Report) -> Json:
        """Return a layout with fit values; most of its many parts have none."""
        properties = self._properties[self._mapping.layout]
        return [
            self._fit(span, properties, report) if members(span).get("value") else span
            for span in elements(layout)
        ]

    def _move_layout(self, draft: Draft, values: dict[str, Json]) -> None:
        """Keep the places of a layout right where its text was changed."""
        layout, full_text = self._mapping.layout, self._mapping.full_text
        before, after = draft.values.get(full_text), values.get(full_text)
        if not values.get(layout) or before == after:
            return
        if isinstance(before, str) and isinstance(after, str):
            values[layout] = moved(values[layout], before, after)

    def _fit(self, value: Json, properties: Mapping[str, Json], report: _Report) -> Json:
        if isinstance(value, str):
            return self._fit_text(value, properties.get("type") == "keyword", report)
        if isinstance(value, list):
            return [self._fit(item, properties, report) for item in value]
        if isinstance(value, dict):
            inner = members(properties.get("properties"))
            return {
                name: self._fit(item, members(inner.get(name)), report)
                for name, item in value.items()
            }
        return value

    def _fit_text(self, text: str, is_keyword: bool, report: _Report) -> str:
        # Nearly every text of nearly every catalogue is fit as it is; this is the quick way out.
        if text.isascii() and text.isprintable():
            fitted = text
        else:
            fitted = clean(text)
            if fitted != text and len(fitted) != len(unicodedata.normalize("NFC", text)):
                report("control characters and invalid ones were removed")
        if is_keyword:
            cut = cut_bytes(fitted, KEYWORD_BYTES)
            if cut != fitted:
                report(f"the value is longer than {KEYWORD_BYTES:,} bytes and was cut")
            return cut
        if len(fitted) > WORD_CHARACTERS and max(map(len, fitted.split()), default=0) > (
            WORD_CHARACTERS
        ):
            return self._fit_words(fitted, report)
        return fitted

    def _fit_words(self, text: str, report: _Report) -> str:
        pieces: list[str] = []
        done = 0
        for match in word_pattern(self._mapping).finditer(text):
            start, end = match.span()
            while end - start > WORD_CHARACTERS:
                start += WORD_CHARACTERS
                pieces.append(text[done:start])
                done = start
        if not pieces:
            return text
        report(f"a word longer than {WORD_CHARACTERS} characters was cut into several")
        return " ".join([*pieces, text[done:]])
