"""What only a second reading of the records tells of names that may be proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from index_mappings.mapping import Mapping
from index_mappings.record import Record

_LOWER = re.compile(r"\b[a-z]{4,}\b")  # proposed single words have four letters at least


@dataclass(slots=True)
class Doubts:
    """Which of the words `asked` stand in lower case in some text, so that they are no names only
    (`words`), and which of the `pairs` are two people beside each other in a record (`beside`)."""

    asked: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    words: set[str] = field(default_factory=set)
    beside: set[tuple[str, str]] = field(default_factory=set)

    def look(self, records: Iterable[Record], mapping: Mapping) -> None:
        """Read the records."""
        texts = [field.name for field in mapping.fields if field.kind == "text"]
        fields = [field.name for field in mapping.fields if field.kind == "parties"]
        others: dict[str, list[tuple[str, str]]] = {}
        for pair in self.pairs:
            for name in pair:
                others.setdefault(name, []).append(pair)
        for record in records:
            for text in texts:
                self.words |= self.asked.intersection(_LOWER.findall(record.text(text)))
            named = {party.name for field in fields for party in record.parties(field)}
            for name in named & others.keys():
                self.beside.update(pair for pair in others[name] if named.issuperset(pair))
