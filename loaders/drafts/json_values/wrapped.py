"""Records that are nested in the object of a file: an answer of Solr, Elasticsearch or HAL.

    {"response": {"numFound": 2, "docs": [{...}, {...}]}}
    {"hits": {"hits": [{"_id": "1", "_source": {...}}]}}
    {"_embedded": {"items": [{...}]}}

If the object were read as one record, it would have the contents of all of them, and a mark that
one of them is not public would have no effect.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from index_mappings.json_values import Json

_LISTS = frozenset({"docs", "hits", "items", "records", "results", "objects", "entries", "rows"})
_OF_A_RECORD = frozenset(
    {
        "title", "name", "label", "id", "@id", "_id", "@type", "type", "identifier", "uri", "url",
        "o:id", "jsonmodel_type", "summary", "description", "date", "text",
    }
)  # fmt: skip
_DEEP = 3  # levels of objects around a list
_SOURCE, _ID = "_source", "_id"


class Wrapped(NamedTuple):
    """The records, and the other members by key."""

    records: list[Json]
    beside: dict[str, Json]


def wrapped(value: Mapping[str, Json]) -> Wrapped | None:
    """Return the records within an object that is not a record, or None if it may be one."""
    if not _OF_A_RECORD.isdisjoint(value):
        return None
    beside: dict[str, Json] = {}
    found = _within(value, 1, beside)
    return None if found is None else Wrapped([_plain(one) for one in found], beside)


def _within(value: Mapping[str, Json], depth: int, beside: dict[str, Json]) -> list[Json] | None:
    if depth > _DEEP:
        return None
    found: list[Json] | None = None
    for name, item in value.items():
        inner: list[Json] | None = None
        if found is None and depth > 1 and name in _LISTS and _is_of_objects(item):
            inner = item if isinstance(item, list) else None
        elif found is None and isinstance(item, dict) and _OF_A_RECORD.isdisjoint(item):
            inner = _within(item, depth + 1, beside)
        if inner is None:
            beside[name] = item
        else:
            found = inner
    return found


def _is_of_objects(value: Json) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _plain(value: Json) -> Json:
    """Return the `_source` of an Elasticsearch hit, with its id."""
    if not isinstance(value, dict) or not isinstance(value.get(_SOURCE), dict):
        return value
    inner = value[_SOURCE]
    assert isinstance(inner, dict)
    id = value.get(_ID)
    return {"id": id, **inner} if isinstance(id, str | int) else inner


def in_order(found: Wrapped) -> Iterator[tuple[str, Json, bool]]:
    """Yield key, value and whether it is a record; other members come first."""
    yield from ((name, item, False) for name, item in found.beside.items())
    yield from (("", item, True) for item in found.records)
