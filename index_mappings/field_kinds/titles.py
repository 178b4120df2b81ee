"""Fields of titles: the titles of a record in other languages and scripts."""

from __future__ import annotations

from types import MappingProxyType

from index_mappings.beside_text import Title
from index_mappings.dates import DateConventions
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.plain_text import parted
from index_mappings.json_values import Json, members, text


class Titles(FieldKind):
    """Titles, each with its language and script if the source gives them."""

    name = "titles"
    parts = MappingProxyType({"text": "text", "language": "keyword", "script": "keyword"})
    many = True
    by_language = True

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        names = ("text", "language", "script")
        return parted(given, names, "a title has a text", Title)

    def holds(self, field: Field) -> type:
        """Return the type of a title."""
        return Title

    def line(self, value: Json) -> str:
        """Return the titles, each followed by its language."""
        return "; ".join(map(_line, value if isinstance(value, list) else [value]))


def _line(title: Json) -> str:
    words, language = (text(members(title).get(part)) for part in ("text", "language"))
    return f"{words} ({language})" if language else words
