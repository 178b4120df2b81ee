"""Objects for one value: a name with its authority, a date with its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json, text
from loaders.drafts.field_maps.headers import header_key, synonyms

_NAMES = ("name", "title", "label", "term", "value", "#text", "@value", "text")


def named(value: Mapping[str, Json]) -> tuple[str, bool]:
    """Return the name of an object, or "", and whether it has other information."""
    for key in _NAMES:
        if name := text(value.get(key)).strip():
            rest = (plain_text(item) for other, item in value.items() if other != key)
            return name, any(rest)
    return "", bool(value)


def dated_parts(value: Json, part: str) -> Iterator[tuple[str, Json]]:
    """Yield (part, value) of a date: "" for its wording, "start", "end", and "note" for the rest.

    An object has its parts ({"displayDate": ..., "begin": ..., "end": ...}); the first of several
    dates is the record's.
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
