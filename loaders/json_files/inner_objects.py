"""Objects that stand for one value: a name with its authority, a date with its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from index_mappings.record import Json
from loaders.field_maps.headers import header_key, synonyms
from loaders.field_maps.plain_values import plain_text

_DEEP = 12  # levels looked at; notes of ArchivesSpace have parts three levels down
_NAMES = ("name", "title", "label", "term", "value", "#text", "@value", "text")


def named(value: Mapping[str, Json]) -> tuple[str, bool]:
    """Return what an object is called, "" for nothing, and whether it says more than that."""
    for key in _NAMES:
        if isinstance(value.get(key), str) and value[key].strip():
            rest = (plain_text(item) for name, item in value.items() if name != key)
            return value[key].strip(), any(rest)
    return "", bool(value)


def published(value: Json, depth: int = 1) -> tuple[Json, list[str]]:
    """Return a value without the objects in it that say they are not published, and their words.

    ArchivesSpace marks notes so that are for the staff alone, and parts of notes.
    """
    if not isinstance(value, dict | list) or depth > _DEEP:
        return value, []
    if isinstance(value, dict):
        if value.get("publish") is False:
            return None, [plain_text(value)]
        parts = {name: published(item, depth + 1) for name, item in value.items()}
        left = {name: item for name, (item, _) in parts.items()}
        return left, [text for _, texts in parts.values() for text in texts]
    items = [published(item, depth + 1) for item in value]
    kept = [item for item, texts in items if item is not None or not texts]
    return kept, [text for _, texts in items for text in texts]


def dated_parts(value: Json, part: str) -> Iterator[tuple[str, Json]]:
    """Yield (part, value) of a date: "" as shown, "start", "end", and "note" for the rest.

    An object has parts of its own ({"displayDate": ..., "begin": ..., "end": ...}); of several
    dates the first is the record's.
    """
    items = value if isinstance(value, list) else [value]
    if not any(isinstance(item, dict) for item in items):
        yield part, value
        return
    for place, item in enumerate(items):
        if place or not isinstance(item, dict):
            yield "note", item
            continue
        for key, inner in item.items():
            target = synonyms().targets.get(header_key(key))
            if plain_text(inner):
                known = target is not None and target[0].field == "date"
                yield (target[0].part if target and known else "note"), inner
