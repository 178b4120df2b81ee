"""Amending a record by a row with some of its columns; other values are unchanged.

A sheet of ids and titles corrects titles. An empty cell changes nothing, and fields to be emptied
are named (`--clear`). Notes are distinguished by their labels, people by their roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from index_mappings.field_kinds.kind import EVERYONE
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json, elements, members, text
from index_mappings.mapping import RecordMapping

_PARTIES = ("sender", "recipient", "via")
_OF_LOADS = frozenset({"source", "position", "former_ids", "first_seen", "changed", "derived"})
"""The fields that a load fills in itself, which no row amends."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a record, or the notes under one label in a field of notes."""

    field: str
    label: str = ""

    def __str__(self) -> str:
        """Return the name for a report."""
        return f"{self.field} {self.label!r}" if self.label else self.field


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One place of a record before and after an update, for the report."""

    id: str
    place: Place
    before: Json
    after: Json


def as_text(value: Json) -> str:
    """Return the value of a place as text for a report."""
    if isinstance(value, list):
        return "; ".join(map(as_text, value))
    if isinstance(value, dict):
        for name in ("display", "text", "as_written", "name", "title"):
            if value.get(name):
                return str(value[name])
    return "nothing" if value is None else plain_text(value)


def places_of(values: Mapping[str, Json], mapping: RecordMapping) -> Iterator[Place]:
    """Yield the places of some values, except those that were supplied."""
    made_up = set(map(text, elements(values.get("derived"))))
    for name, value in values.items():
        field = mapping.field(name)
        if field is None or name in _OF_LOADS or name in made_up or value in (None, "", []):
            continue
        if field.kind.keeps_rest:
            yield from dict.fromkeys(Place(name, _label(note)) for note in elements(value))
        else:
            yield Place(name)


def value_at(values: Mapping[str, Json], place: Place) -> Json:
    """Return the value at a place, or None."""
    value = values.get(place.field)
    if place.label:
        return [note for note in elements(value) if _label(note) == place.label] or None
    return value if value not in ("", [], {}) else None


def put(values: dict[str, Json], place: Place, value: Json) -> None:
    """Set the value at a place; None empties it."""
    if place.label:
        others = [note for note in elements(values.get(place.field)) if _label(note) != place.label]
        values[place.field] = [*others, *elements(value)]
    elif place.field not in _PARTIES:
        values[place.field] = value
    else:
        _put_parties(values, place.field, value or [])
    if value in (None, []) and not values.get(place.field):
        values.pop(place.field, None)
    derived = elements(values.get("derived"))
    if place.field in derived:
        values["derived"] = [name for name in derived if name != place.field]


def amended(
    before: Mapping[str, Json],
    row: Mapping[str, Json],
    cleared: Iterable[Place],
    mapping: RecordMapping,
) -> tuple[dict[str, Json], tuple[Place, ...]]:
    """Return the values of a record as amended by those of a row, and the changed places.

    If a row names senders or recipients, they are also added to the record's people.
    """
    values = dict(before)
    places = list(places_of(row, mapping))
    if any(place.field in _PARTIES for place in places):
        places = [place for place in places if place.field != EVERYONE]
    for place in places:
        field = mapping.field(place.field)
        value = value_at(row, place)
        if field is not None and field.kind.names_people:
            value = _with_details(value, elements(before.get(place.field)))
        put(values, place, value)
    gone = tuple(place for place in cleared if mapping.field(place.field) is not None)
    for place in gone:
        put(values, place, None)
    drop_layout(values, (*places, *gone), mapping)
    return values, (*places, *gone)


def drop_layout(values: dict[str, Json], changed: Iterable[Place], mapping: RecordMapping) -> None:
    """Remove a layout if only its text was changed, because its offsets no longer match."""
    fields = {place.field for place in changed}
    if mapping.full_text in fields and mapping.layout not in fields:
        values.pop(mapping.layout, None)


def _put_parties(values: dict[str, Json], name: str, value: Json) -> None:
    """Set senders, recipients or others, and update the people."""
    old = {_name(item) for item in elements(values.get(name))}
    values[name] = value
    others = {_name(item) for role in _PARTIES for item in elements(values.get(role))}
    people = [item for item in elements(values.get("people")) if _name(item) not in old - others]
    known = {_name(item) for item in people}
    values["people"] = [*people, *(item for item in elements(value) if _name(item) not in known)]


def _with_details(value: Json, before: Iterable[Json]) -> Json:
    """Return parties, with the known details of those who stay if a row has only names."""
    known = {_name(item): item for item in before}
    return [
        known.get(_name(item), item) if _is_name_alone(members(item)) else item
        for item in elements(value)
    ]


def _is_name_alone(party: Mapping[str, Json]) -> bool:
    return not party.get("role") and party.get("as_written", party["name"]) == party["name"]


def _label(note: Json) -> str:
    return text(members(note)["label"])


def _name(party: Json) -> str:
    return text(members(party)["name"])
