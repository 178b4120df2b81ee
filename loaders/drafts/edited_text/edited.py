"""The result for a marked-up text: its words, its layout and its editors' notes."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.beside_text import EditorialNote, LayoutSpan
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping


@dataclass(frozen=True, slots=True)
class Edited:
    """The parts of a text; `layout` has offsets into `text` in code points, outer parts first."""

    text: str = ""
    layout: tuple[LayoutSpan, ...] = ()
    notes: tuple[EditorialNote, ...] = ()

    def fields(self, mapping: RecordMapping) -> dict[str, Json]:
        """Return the values of a draft's fields.

        If the mapping has no field for editors' notes, they follow the text, so that nothing is
        lost; if it has none for the layout, only the words are kept.
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
