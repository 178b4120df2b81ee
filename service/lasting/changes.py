"""The numbered list of changes: what each publish added, changed, deleted or withdrew.

Changed means that the digest of a record differs, without what loads give it: a record that
only took another place in its source has not changed, and a new release of the software changes
nothing. What a feed, a harvest or `first_seen` says rests on this list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import orjson

from index_mappings.json_values import Json, needed_list, needed_text, needed_whole
from index_mappings.record import Record

OF_LOADS = frozenset({"position", "first_seen", "changed"})
"""The values of a record that a load gives it: its place in the source, and since when."""


class Kind(StrEnum):
    """What happened to a record."""

    ADDED = "added"
    CHANGED = "changed"
    DELETED = "deleted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `number` counts from 1 over all publishes; `at` is ISO 8601 in UTC.

    `collections` are those that the record is in or, where it is gone, was in.
    """

    number: int
    at: str
    kind: Kind
    id: str
    collections: tuple[str, ...] = ()

    def without(self, gone: Collection[str]) -> Change:
        """Return the change without the names of collections that are gone."""
        there = tuple(name for name in self.collections if name not in gone)
        return self if there == self.collections else replace(self, collections=there)

    def to_json(self) -> dict[str, Json]:
        """Return the change as JSON."""
        values: dict[str, Json] = {
            "number": self.number,
            "at": self.at,
            "kind": str(self.kind),
            "id": self.id,
        }
        if self.collections:
            values["collections"] = list(self.collections)
        return values

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Change:
        """Return the change that `to_json` wrote; KeyError, TypeError or ValueError for others."""
        return cls(
            needed_whole(value["number"]),
            needed_text(value["at"]),
            Kind(needed_text(value["kind"])),
            needed_text(value["id"]),
            tuple(map(needed_text, needed_list(value.get("collections", ())))),
        )


def deleted(changes: Iterable[Change]) -> set[str]:
    """Return the ids that were deleted and have not come back since."""
    gone: set[str] = set()
    for change in changes:
        if change.kind is Kind.DELETED:
            gone.add(change.id)
        else:
            gone.discard(change.id)
    return gone


def record_digest(record: Record) -> bytes:
    """Return what tells whether what a record says has changed, apart from what loads give it."""
    values = {name: value for name, value in record.values.items() if name not in OF_LOADS}
    return hashlib.blake2b(
        orjson.dumps(values, option=orjson.OPT_SORT_KEYS), digest_size=16
    ).digest()
