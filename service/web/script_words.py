"""What the scripts of the pages say, in the language of the page; English is in the scripts."""

from __future__ import annotations

import orjson

from index_mappings.mapping import RecordMapping
from index_mappings.sayings import N_, in_language
from service.web.languages import ENGLISH, Language

_WORDS = (
    N_("Suggestions"), N_("suggestion"), N_("suggestions"), N_("Words"),
    N_("Copy"), N_("Copy: "), N_("Copied"), N_("Selected; copy it with the keyboard"),
)  # fmt: skip


def script_words(language: Language, mapping: RecordMapping) -> str:
    """Return what scripts say as JSON, by its English wording; "" for English.

    The labels of suggestions are among it: the API, which gives them, says them in English.
    """
    if language is ENGLISH:
        return ""
    labels = [field.label for field in mapping.fields]
    labels += [facet.label for facet in mapping.facets]
    said = {str(label): in_language(label, language) for label in labels}
    said |= {word: language.message(word) for word in _WORDS}
    return orjson.dumps(said).decode()
