"""What our own API answers, as what it was made of: records and collections without their links."""

from __future__ import annotations

from index_mappings.mapping import Mapping
from index_mappings.record import Json

_RECORDS, _COLLECTIONS = "/api/v1/records/", "/api/v1/collections/"
_ADDED = frozenset({"highlight", "index", "links", "matched", "partial", "score", "similar"})
"""What an answer says of a record beside the record itself."""


def of_the_api(value: Json, mapping: Mapping) -> Json:
    """Return a record or a collection that the API answered as a dump has it, else the value."""
    links = value.get("links") if isinstance(value, dict) else None
    own = links.get("self") if isinstance(links, dict) else None
    if not isinstance(own, str):
        return value
    if _COLLECTIONS in own:
        titles = [
            item.get("title") if isinstance(item, dict) else item
            for item in _listed(value.get("related"))
        ]
        return {"collection": {**value, "related": titles}}
    if _RECORDS not in own:
        return value
    added = _ADDED.difference(mapping.field_names)
    return {name: item for name, item in value.items() if name not in added}


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
