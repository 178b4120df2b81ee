"""Notes of a record that begin with, or are labelled by, words that say they are for the staff.

"Staff note: ask the donor first" may be in a field for notes to readers, in any format.
"""

from __future__ import annotations

import re

from index_mappings.folding import key
from index_mappings.json_values import Json, elements, members, text
from index_mappings.mapping import RecordMapping
from loaders.drafts.marks import says_never
from loaders.drafts.staff_names import is_for_staff

_LABEL = re.compile(r"\s*[\[(*]*\s*([^\W\d_][^:\n\])]{2,39})\s*[:\])]")
_BRACKET = re.compile(r"\s*\[[^\[\]]{3,1000}\]")
_ALONE = frozenset({"internal", "intern", "interne", "interno", "interna", "staff"})
"""Single words that say it before a colon; "Private:" and "Draft:" may be of a text."""


def without_private_notes(values: dict[str, Json], mapping: RecordMapping) -> int:
    """Remove the notes for the staff from a record, in place; return how many there were.

    In a summary such a note is a paragraph, or is in brackets: "Letters. [INTERNAL: ask Ann]".
    """
    left_out = _leave_out(values, mapping.editorial_notes)
    for field in mapping.prose:
        if field.kind.keeps_rest:
            left_out += _leave_out(values, field.name)
            continue
        words = values.get(field.name)
        is_summary = field.name not in (mapping.title, mapping.full_text)
        if isinstance(words, str) and is_summary and (public := without_private(words)) != words:
            left_out += 1
            values[field.name] = public.strip()
            if not public.strip():
                del values[field.name]
    return left_out


def _leave_out(values: dict[str, Json], field: str) -> int:
    """Remove the notes of a field that are for the staff, in place; return how many there were."""
    notes = values.get(field)
    if not isinstance(notes, list):
        return 0
    kept = [note for note in elements(notes) if not _is_private(note)]
    if len(kept) < len(notes):
        values[field] = kept
    return len(notes) - len(kept)


def without_private(words: str) -> str:
    """Return a text without the paragraphs, and the brackets, that are for the staff."""
    if ":" not in words and "[" not in words:
        return words
    kept = (part for part in words.split("\n") if not begins_private(part))
    return _BRACKET.sub(lambda found: "" if begins_private(found[0]) else found[0], "\n".join(kept))


def _is_private(note: Json) -> bool:
    label, words = (text(members(note).get(name)) for name in ("label", "text"))
    return is_for_staff(label) or begins_private(words)


def begins_private(words: str) -> bool:
    """Return whether a text begins with a label that says that it is for the staff."""
    found = _LABEL.match(words)
    if found is None:
        return False
    label = found[1].strip()
    plain = key(label)
    return is_for_staff(label) or plain in _ALONE or (" " in plain and says_never(label))
