"""Objects in our own form, by which those that bear something else are told."""

from __future__ import annotations

from collections.abc import Mapping

from index_mappings.json_values import Json

_KEYS = frozenset(
    {
        "as_written", "derived", "display", "edtf", "from", "id", "label", "name", "person",
        "precision", "role", "text", "time", "title", "to",
    }
)  # fmt: skip
"""The keys of dates, parties, notes and ancestors."""


def has_other_keys(own: Mapping[str, Json]) -> bool:
    """Tell whether an object in one of our fields has keys of somebody else's, perhaps marks."""
    return any(
        isinstance(item, dict) and not item.keys() <= _KEYS
        for value in own.values()
        if isinstance(value, list | dict)
        for item in (value if isinstance(value, list) else (value,))
    )
