"""Values by language: `{"title": {"en": "A bridge", "fr": "Un pont"}}`.

The first title is the record's; the others go to the field of titles in other languages, as for a
list. For any other key all texts are values. An object with anything other than texts under
language codes stays unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping

from index_mappings.beside_text import Title
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from loaders.drafts import terms
from loaders.drafts.field_maps.headers import header_key, synonyms

_NO_LANGUAGE = frozenset({"none", "@none", "und", "zxx", "mul"})
_WORDS = frozenset({"id", "no", "to", "in", "is", "or"})
"""Codes of languages that are keys of other objects too."""


def of_languages(value: dict[str, Json], mapping: RecordMapping) -> dict[str, Json]:
    """Return an object with the texts of all languages as values."""
    found = {
        name: said
        for name, item in value.items()
        if type(item) is dict and (said := _by_language(item))
    }
    several = value.get(mapping.title)
    if isinstance(several, list) and len(several) > 1:
        texts = [one for one in several if isinstance(one, str) and one.strip()]
        if texts and all(isinstance(one, str) for one in several):
            found[mapping.title] = {"none": texts}
    if not any(found.values()):
        return value
    plain = dict(value)
    by_language = next((field.name for field in mapping.fields if field.kind.by_language), "")
    for name, said in found.items():
        texts = [text for some in said.values() for text in some]
        if not _is_title(name, mapping) or len(texts) == 1:
            plain[name] = texts[0] if len(texts) == 1 else list(texts)
            continue
        plain[name] = texts[0]
        titles: list[Json] = [
            Title(text, "" if code in _NO_LANGUAGE else code).to_json()
            for code, some in said.items()
            for text in some
        ]
        if by_language and by_language not in value:
            plain[by_language] = titles[1:]
        else:
            plain[name] = list(texts)
    return plain


def _by_language(item: Mapping[str, Json]) -> dict[str, list[str]]:
    """Return the texts of an object by language code, or {} if it has anything else."""
    if not item or _WORDS.issuperset(item):
        return {}
    found: dict[str, list[str]] = {}
    for code, given in item.items():
        some = given if isinstance(given, list) else [given]
        is_code = code in _NO_LANGUAGE or bool(terms.language(code.partition("-")[0]))
        texts = [text for text in some if isinstance(text, str) and text.strip()]
        if len(code.partition("-")[0]) > 3 + (code in _NO_LANGUAGE) * 2 or not is_code:
            return {}
        if len(texts) < len(some):
            return {}
        found[code] = texts
    return {code: texts for code, texts in found.items() if texts}


def _is_title(name: str, mapping: RecordMapping) -> bool:
    target = synonyms().targets.get(header_key(name))
    return name == mapping.title or (target is not None and target[0].field == mapping.title)
