"""Which fields the records of a source have: for `inspect`, which shows it at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from loaders.publishing.ledger import Ledger


@dataclass(slots=True)
class Coverage:
    """How many records have each field, and each label of a note."""

    records: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    dated: int = 0


def coverage(ledger: Ledger, date: str, notes: str) -> Coverage:
    """Return what the drafts of a ledger have; `date` and `notes` are the fields of these kinds."""
    found = Coverage()
    for entry in ledger.entries():
        found.records += 1
        found.fields.update(entry.values.keys())
        found.dated += "from" in (entry.values.get(date) or {})
        if notes:
            found.labels.update({note["label"] for note in entry.values.get(notes, ())})
    return found
