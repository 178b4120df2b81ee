"""The keys that a client chooses with `fields`: which there are, and an entry cut down to them.

A name is a key of an entry ("title"), or a key within one ("date.from", "sender.name"): of a list,
it is taken of each element. The id is always there, since nothing can be cited without it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping

ID = "id"


@dataclass(frozen=True, slots=True)
class ChosenKeys:
    """The names chosen, in the same order however they were given, without the id."""

    names: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of an entry that are wanted, whole or in part."""
        return tuple(dict.fromkeys(name.partition(".")[0] for name in self.names))

    def of_record(self, mapping: RecordMapping) -> tuple[str, ...]:
        """Return the fields of a record that are needed."""
        return tuple(key for key in self.keys if mapping.field(key))

    def cut(self, entry: Mapping[str, Json]) -> dict[str, Json]:
        """Return an entry with no other keys than these, in the order that it has them in."""
        wanted = self._wanted()
        return {
            key: _inner(value, wanted[key]) if wanted.get(key) else value
            for key, value in entry.items()
            if key == ID or key in wanted
        }

    def _wanted(self) -> dict[str, frozenset[str]]:
        """Return the keys wanted, each with the keys within it, or none if it is wanted whole."""
        found: dict[str, frozenset[str]] = {}
        for key in self.keys:
            inner = {name.partition(".")[2] for name in self.names if name.split(".")[0] == key}
            found[key] = frozenset() if "" in inner else frozenset(inner)
        return found


def chosen_keys(names: Iterable[str]) -> ChosenKeys:
    """Return the choice of some names, each once."""
    return ChosenKeys(tuple(sorted({*names} - {ID})))


def known_keys(entry: Schema, mapping: RecordMapping, without: Collection[str] = ()) -> list[str]:
    """Return every name that can be chosen of entries that a schema describes.

    Parts can be chosen of the fields of a record; what goes with it is whole or not there. The keys
    in `without` cannot be chosen.
    """
    return [
        name
        for key, field in entry.fields.items()
        if key not in without
        for name in (_names(key, field) if mapping.field(key) else (key,))
    ]


def _names(key: str, field: fields.Field[Any]) -> Iterator[str]:
    yield key
    inner = field.inner if isinstance(field, fields.List) else field
    if isinstance(inner, fields.Nested):
        yield from (f"{key}.{name}" for name in inner.schema.fields)


def _inner(value: Json, keys: frozenset[str]) -> Json:
    if isinstance(value, Mapping):
        return {key: item for key, item in value.items() if key in keys}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_inner(item, keys) for item in value]
    return value
