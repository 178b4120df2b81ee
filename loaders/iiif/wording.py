"""Labels and values of IIIF by language: a map in Presentation 3, values with "@language" in 2.1.

Sources: IIIF Presentation API 3.0, 4.4, and 2.1.1, 4.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json, elements, members, text
from loaders.drafts.edited_text.html_tags import is_html
from loaders.drafts.edited_text.html_text import html_text

Words = Mapping[str, list[str]]
"""Texts by language; "" if none is given."""

_MOST = 1_000  # texts of one label or value: a list of names has some dozens


def words_of(value: Json) -> Words:
    """Return the texts of a label or a value by language, in the order of the source."""
    found: dict[str, list[str]] = {}
    for language, words in _said(value):
        if words and sum(map(len, found.values())) < _MOST:
            found.setdefault(language, []).append(words)
    return found


def in_language(words: Words, language: str) -> list[str]:
    """Return the texts in a language, else those without one, else those in the first."""
    for name in (language, language.split("-", maxsplit=1)[0], "", *words):
        if name in words:
            return words[name]
    return []


def line(words: Words, language: str) -> str:
    """Return the texts in a language as one."""
    return "; ".join(in_language(words, language))


def _said(value: Json) -> Iterator[tuple[str, str]]:
    for item in elements(value) or (value,):
        if isinstance(item, dict) and "@value" in item:
            yield text(item.get("@language")), _plain(item["@value"])
        elif isinstance(item, dict):
            for language, texts in item.items():
                for one in elements(texts) or (texts,):
                    yield "" if language in ("none", "@none") else language, _plain(one)
        else:
            yield "", _plain(item)


def _plain(value: Json) -> str:
    words = plain_text(value)
    return html_text(words).text.strip() if is_html(words) else words


def identifier(value: Json) -> str:
    """Return the address that identifies a resource, or "" if it has none."""
    if isinstance(value, str):
        return value.strip()
    item = members(value)
    return (text(item.get("id")) or text(item.get("@id"))).strip()


def kind_of(value: Json) -> str:
    """Return "Manifest" or "Collection", or "" for anything else."""
    item = members(value)
    kind = (text(item.get("type")) or text(item.get("@type"))).removeprefix("sc:")
    return kind if kind in ("Manifest", "Collection") else ""
