"""Recognising objects in our own form, including collections and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json, members
from index_mappings.names import NameEntry
from index_mappings.record import Collection
from loaders.drafts.draft import Item, Reject, Where

_KEYS = frozenset(
    {
        "as_written", "derived", "display", "edtf", "from", "id", "label", "name", "person",
        "precision", "role", "text", "time", "title", "to",
    }
)  # fmt: skip
"""The keys of dates, parties, notes and ancestors."""

_SET_BY_LOADS = frozenset({"changed", "first_seen", "position", "source"})


def has_other_keys(own: Mapping[str, Json]) -> bool:
    """Return whether an object in one of our fields has foreign keys, which may be marks."""
    for value in own.values():  # a loop, for every object is asked
        if type(value) is str:
            continue
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, dict) and not _KEYS.issuperset(item):
                return True
    return False


def was_loaded(record: Mapping[str, Json]) -> bool:
    """Return whether a record was loaded before, so that its texts are plain."""
    return not record.keys().isdisjoint(_SET_BY_LOADS)


def is_plain(parties: Json) -> bool:
    """Return whether parties are plain names, not in our own form, which is restored exactly."""
    return not isinstance(parties, list) or not all(isinstance(item, dict) for item in parties)


def collection_of(raw: dict[str, Json], where: Where, source: str, *, restores: bool) -> Item:
    """Return the collection of a line {"collection": {...}}, or a reject without id or title.

    When a dump is restored, it keeps its own source; otherwise it belongs to the loaded source.
    """
    value = members(raw["collection"])
    texts = {
        name: plain_text(value.get(name))
        for name in ("id", "title", "description", "image_caption")
    }
    if not texts["id"] or not texts["title"]:
        return Reject(where, "a collection has an id and a title", "collection", raw)
    related = value.get("related") or []
    titles = related if isinstance(related, list) else [related]
    own = plain_text(value.get("source")) if restores else ""
    return Collection(**texts, related=tuple(map(plain_text, titles)), source=own or source)


def name_of(raw: dict[str, Json], where: Where, *, restores: bool) -> Item:
    """Return the name of a line {"name": {...}}, or a reject if it is not one."""
    try:
        entry = NameEntry.from_json(members(raw["name"]))
    except KeyError:
        return Reject(where, "a name has an id, a kind and forms", "name", raw)
    if restores or not entry.source:
        return entry
    # loaded into another source, it is that source's from now on
    own = entry.id.removeprefix(f"{entry.source}#")
    return replace(entry, id=own, source="")


def is_name(value: Json) -> bool:
    """Return whether a value has the keys of a name and not those of a record."""
    return isinstance(value, dict) and {"id", "kind", "forms"} <= value.keys()
