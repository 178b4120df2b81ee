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

_SET_BY_LOADS = frozenset({"changed", "first_seen", "position", "source"})


def has_other_keys(own: Mapping[str, Json]) -> bool:
    """Tell whether an object in one of our fields has keys of somebody else's, perhaps marks."""
    for value in own.values():  # a loop, for every object is asked
        if type(value) is str:
            continue
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, dict) and not _KEYS.issuperset(item):
                return True
    return False


def was_loaded(record: Mapping[str, Json]) -> bool:
    """Tell whether a record was loaded before: its texts are plain, whatever they say."""
    return not record.keys().isdisjoint(_SET_BY_LOADS)


def is_plain(parties: Json) -> bool:
    """Tell whether parties are names, and not in our own form, which comes back to the letter."""
    return not isinstance(parties, list) or not all(isinstance(item, dict) for item in parties)
