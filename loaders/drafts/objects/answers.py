"""Answers of our own API, converted back to records and collections without their links."""

from __future__ import annotations

from collections.abc import Mapping

from index_mappings.json_values import Json, members
from index_mappings.mapping import RecordMapping

_RECORDS, _COLLECTIONS = "/api/v1/records/", "/api/v1/collections/"
_ADDED = frozenset(
    {"highlight", "index", "links", "matched", "partial", "score", "similar", "word_places"}
)
"""The keys of an answer on a record besides the record itself."""


def of_the_api(value: Json, mapping: RecordMapping) -> Json:
    """Return a record or a collection of an API answer in the form of a dump, or else the value."""
    if not isinstance(value, dict):
        return value
    own = members(value.get("links")).get("self")
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


def is_around_an_answer(beside: Mapping[str, str]) -> bool:
    """Return whether the text beside a list is what our API says of query and index.

    Such text is not part of a catalogue.
    """
    names_index = all(word in beside.get("index", "") for word in ("name: ", "built: "))
    return names_index and {"links", "total"} <= beside.keys()


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
