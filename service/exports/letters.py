"""Which records are letters: those whose sender or recipient the source names."""

from __future__ import annotations

from index_mappings.mapping import RecordMapping

SENDER, RECIPIENT = "sender", "recipient"


def has_letters(mapping: RecordMapping) -> bool:
    """Return whether the records of a mapping have senders and recipients."""
    fields = [mapping.field(name) for name in (SENDER, RECIPIENT)]
    return all(field is not None and field.kind.names_people for field in fields)
