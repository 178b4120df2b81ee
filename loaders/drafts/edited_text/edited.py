"""What comes of a marked-up text: its words, its layout, and what editors say of it."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.beside_text import EditorialNote, LayoutSpan
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping


@dataclass(frozen=True, slots=True)
class Edited:
    """`layout` has places in `text`, in code points, in their order, outer parts first."""

    text: str = ""
    layout: tuple[LayoutSpan, ...] = ()
    notes: tuple[EditorialNote, ...] = ()

    def fields(self, mapping: RecordMapping) -> dict[str, Json]:
        """Return the fields of a draft that take it.

        A mapping without a field of editors' notes has them after the text, so that nothing is
        lost; one without a layout has the words alone.
        """
        text, layout, notes = self.text, mapping.layout, mapping.editorial_notes
        if self.notes and not notes:
            text = "\n\n".join(filter(None, (text, *(note.text for note in self.notes))))
        found: dict[str, Json] = {mapping.full_text or "text": text}
        if self.layout and layout:
            found[layout] = [span.to_json() for span in self.layout]
        if self.notes and notes:
            found[notes] = [note.to_json() for note in self.notes]
        return found
