"""Fields of notes: other information of a source, each under its own label."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from index_mappings.dates import DateConventions
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json, elements, members
from index_mappings.record import Note


class Notes(FieldKind):
    """Labels and texts."""

    name = "notes"
    parts = MappingProxyType({"label": "text", "text": "text"})
    many = True
    keeps_rest = True

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        if isinstance(given, dict) and set(given) != {"label", "text"}:
            return [Note(label, text).to_json() for label, item in given.items()
                    if (text := plain_text(item))] or None  # fmt: skip
        notes = []
        for item in given if isinstance(given, list) else [given]:
            note = _note(item) if isinstance(item, dict) else Note("Note", plain_text(item))
            if note.text:
                notes.append(note.to_json())
        return notes or None

    def holds(self, field: Field) -> type:
        """Return the type of a note."""
        return Note

    def line(self, value: Json) -> str:
        """Return the notes with their labels."""
        notes = (Note.from_json(members(note)) for note in elements(value))
        return "; ".join(f"{note.label}: {note.text}" for note in notes)


def _note(item: Mapping[str, Json]) -> Note:
    """Return a note; a note in another program's form has all its parts under its kind."""
    if item.keys() <= {"label", "text"}:
        return Note(plain_text(item.get("label", "Note")), plain_text(item.get("text", "")))
    called = next((name for name in ("label", "type") if plain_text(item.get(name))), "")
    rest = {name: value for name, value in item.items() if name != called}
    return Note(plain_text(item.get(called)) or "Note", plain_text(rest))
