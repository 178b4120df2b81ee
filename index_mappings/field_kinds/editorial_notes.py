"""Fields of editorial notes: notes on a text by someone other than its author."""

from __future__ import annotations

from types import MappingProxyType

from index_mappings.beside_text import EditorialNote
from index_mappings.dates import DateConventions
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.plain_text import parted
from index_mappings.json_values import Json, elements, members, text


class EditorialNotes(FieldKind):
    """Notes of editors and translators, each at its anchor in the text."""

    name = "editorial-notes"
    parts = MappingProxyType({"text": "text", "anchor": "keyword", "whose": "keyword"})
    many = True
    is_apart = True
    is_apparatus = True
    annotates = True

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        names = ("text", "anchor", "whose")
        return parted(given, names, "an editorial note has a text", EditorialNote)

    def holds(self, field: Field) -> type:
        """Return the type of an editorial note."""
        return EditorialNote

    def line(self, value: Json) -> str:
        """Return the notes one after the other."""
        return "; ".join(text(note["text"]) for note in map(members, elements(value)))
