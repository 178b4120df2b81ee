"""The kinds that a mapping file may name, and what the declaration of each needs.

A kind says for itself which parts its values have in the index, so that a check of a file asks
the kind and compares no name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldNeeds:
    """What a field of a kind needs: `parts` are index paths below its own, with their types."""

    parts: Mapping[str, str]


_PLAIN = FieldNeeds({})

FIELD_KINDS: Mapping[str, FieldNeeds] = {
    "text": _PLAIN,
    "keyword": _PLAIN,
    "keywords": _PLAIN,
    "date": FieldNeeds({"from": "long", "to": "long"}),
    "parties": FieldNeeds({"name": "keyword"}),
    "collections": _PLAIN,
    "ancestors": FieldNeeds({"id": "keyword", "title": "text"}),
    "integer": _PLAIN,
    "url": _PLAIN,
    "notes": FieldNeeds({"label": "text", "text": "text"}),
}
"""What a field needs, by the name of its kind."""

RESERVED = frozenset(
    {
        "q", "in", "date", "date_match", "missing", "match", "sort", "size", "page", "cursor",
        "facets", "facet_size", "highlight", "expand", "spell", "from", "to", "format", "id",
        "filter", "order",
    }
)  # fmt: skip
"""Names of arguments of the search itself, which no facet may bear."""
