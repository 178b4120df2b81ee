"""What only a second reading of the records tells of names that may be proposed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from index_mappings.folding import fold
from index_mappings.mapping import Mapping
from index_mappings.record import Record

_BEFORE = re.compile(r"\b([A-Z][\w’'-]*)\.?\s+(?=([A-Z][\w’'-]{3,}))")
_LOWER = re.compile(r"\b[a-z]{4,}\b")  # proposed single words have four letters at least


@dataclass(slots=True)
class Doubts:
    """What is to be found out, and what was.

    Of the surnames `asked`, `words` has those that stand in lower case in some text, so are no
    names only, and `before` the words with a capital that stand before each. Of the `pairs` of
    names, `beside` has those of two people in one record.
    """

    asked: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    words: set[str] = field(default_factory=set)
    before: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
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
                said = record.text(text)
                self.words |= self.asked.intersection(_LOWER.findall(said))
                for before, name in _BEFORE.findall(said):
                    if (surname := fold(name)) in self.asked:
                        self.before[surname].add(fold(before))
            named = {party.name for field in fields for party in record.parties(field)}
            for name in named & others.keys():
                self.beside.update(pair for pair in others[name] if named.issuperset(pair))
