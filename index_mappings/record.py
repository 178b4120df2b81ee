"""A record: the values that loaders make, engines keep and pages show.

A `Record` is an id and the values of the mapping's fields as plain JSON, so that another kind of
catalogue needs only a mapping and no code. The other dataclasses here are the typed forms of values
with parts. Each has `to_json`, which omits empty values, and its inverse, `from_json`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index_mappings.json_values import Json, elements, members, text, whole
from index_mappings.made_often import made_often


@made_often
@dataclass(frozen=True, slots=True)
class Date:
    """The date of a record, as worded by the source and as needed by a search.

    `display` is the source's own wording, never changed. `edtf` is the same in Extended Date/Time
    Format (ISO 8601-2), or "" if it has no form there. `start` and `end` are the first and last
    possible day, as day numbers (`index_mappings.days`), or None if the date could not be read.
    `precision` is "day", "month", "season", "year", "decade", "century", "range" or "" (undated).
    `time` is "HH:MM" or "HH:MM:SS", or "" if the source has none. `calendar` is the source's
    calendar ("islamic", "julian"), or "" for the Gregorian one; `edtf` and the days are always
    Gregorian.
    """

    display: str
    edtf: str = ""
    start: int | None = None
    end: int | None = None
    precision: str = ""
    time: str = ""
    calendar: str = ""

    @property
    def is_dated(self) -> bool:
        """Whether the date was understood as a span of days."""
        return self.start is not None and self.end is not None

    def to_json(self) -> dict[str, Json]:
        """Return an object with "display", "edtf", "from", "to" and so on, without empty values."""
        pairs = (
            ("display", self.display),
            ("edtf", self.edtf),
            ("from", self.start),
            ("to", self.end),
            ("precision", self.precision),
            ("time", self.time),
            ("calendar", self.calendar),
        )
        return {key: value for key, value in pairs if value not in ("", None)}

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Date:
        """Return the date that `to_json` wrote."""
        return cls(
            display=text(value.get("display")),
            edtf=text(value.get("edtf")),
            start=whole(value.get("from")),
            end=whole(value.get("to")),
            precision=text(value.get("precision")),
            time=text(value.get("time")),
            calendar=text(value.get("calendar")),
        )


@made_often
@dataclass(frozen=True, slots=True)
class Party:
    """A person or body named by a record.

    `name` is used for counts, filters and links ("Stalin"); `as_written` is the source's wording
    ("Cde. Filippov [Stalin]"); `role` is an office or honorific ("Consul General at Batavia").
    `person` is False for an office or a body. `derived` means that the party was found in a title,
    not in a field of the source. `ref` is the address of an authority's entry, or "" if the source
    gives none. `why` is the reason for this person if the record names only the office
    (`index_mappings.offices`), or "" if it names the party.
    """

    name: str
    as_written: str = ""
    role: str = ""
    person: bool = True
    derived: bool = False
    ref: str = ""
    why: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return the party as JSON; `as_written` is always present, because it is searched."""
        value: dict[str, Json] = {"name": self.name, "as_written": self.as_written or self.name}
        if self.role:
            value["role"] = self.role
        if not self.person:
            value["person"] = False
        if self.derived:
            value["derived"] = True
        if self.ref:
            value["ref"] = self.ref
        if self.why:
            value["why"] = self.why
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Party:
        """Return the party that `to_json` wrote."""
        return cls(
            name=text(value["name"]),
            as_written=text(value.get("as_written", value["name"])),
            role=text(value.get("role")),
            person=value.get("person") is not False,
            derived=value.get("derived") is True,
            ref=text(value.get("ref")),
            why=text(value.get("why")),
        )


@dataclass(frozen=True, slots=True)
class Note:
    """Information of a source that fits no field, under the source's own label."""

    label: str
    text: str

    def to_json(self) -> dict[str, Json]:
        """Return {"label", "text"}."""
        return {"label": self.label, "text": self.text}

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Note:
        """Return the note that `to_json` wrote."""
        return cls(text(value["label"]), text(value["text"]))


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A record above this one in a finding aid (fonds, series, file)."""

    id: str
    title: str

    def to_json(self) -> dict[str, Json]:
        """Return {"id", "title"}."""
        return {"id": self.id, "title": self.title}

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Ancestor:
        """Return the ancestor that `to_json` wrote."""
        return cls(text(value["id"]), text(value["title"]))


_EMPTY: tuple[Json, ...] = (None, "", [], {})


@made_often
@dataclass(frozen=True, slots=True)
class Record:
    """One catalogue entry: its id and the values of the mapping's fields, as JSON.

    `values` has no "id" key and no empty values; `Mapping.ordered` brings its keys into the
    mapping's order, which is the order in which a record is written everywhere.
    """

    id: str
    values: Mapping[str, Json]

    def in_order(self, places: Mapping[str, int]) -> Record:
        """Return the record with its values in the order of their places, without empty values.

        A record has about a quarter of a mapping's fields, so its own names are sorted.
        """
        names = sorted(self.values, key=places.__getitem__)
        # What counts as true is not empty; asking that first halves the time.
        kept = {
            name: value for name in names if (value := self.values[name]) or value not in _EMPTY
        }
        return Record(self.id, kept)

    def text(self, field: str) -> str:
        """Return a field that holds one string, or "" if it is absent."""
        return text(self.values.get(field))

    def many(self, field: str) -> Sequence[Json]:
        """Return a field that holds a list, or empty if it is absent."""
        value = self.values.get(field)
        if value is None:
            return ()
        return value if isinstance(value, list) else [value]

    def parties(self, field: str) -> tuple[Party, ...]:
        """Return a field of kind "parties" as typed values, without those that have no name."""
        found = map(members, self.many(field))
        return tuple(Party.from_json(value) for value in found if "name" in value)

    def named(self, field: str) -> tuple[Party, ...]:
        """Return the parties that the record itself names, without those added by their office."""
        return tuple(party for party in self.parties(field) if not party.why)

    def date(self, field: str = "date") -> Date | None:
        """Return a field of kind "date" as a typed value, or None if it is absent."""
        value = self.values.get(field)
        return Date.from_json(value) if isinstance(value, dict) else None

    @property
    def source(self) -> str:
        """The name of the load this record came from."""
        return self.text("source")

    def to_json(self) -> dict[str, Json]:
        """Return the record as one JSON object, "id" first."""
        return {"id": self.id, **self.values}

    def only(self, fields: Sequence[str]) -> Record:
        """Return the record with only these fields, in this order."""
        kept = {name: self.values[name] for name in fields if name in self.values}
        return Record(self.id, kept)

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Record:
        """Return the record that `to_json` wrote."""
        return cls(str(value["id"]), {key: item for key, item in value.items() if key != "id"})


@dataclass(frozen=True, slots=True)
class Collection:
    """A named set of records. Its count and dates are computed from its records and not stored."""

    id: str
    title: str
    description: str = ""
    related: tuple[str, ...] = ()
    image_caption: str = ""
    source: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return the collection as one JSON object without empty values."""
        pairs: Iterable[tuple[str, Json]] = (
            ("id", self.id),
            ("title", self.title),
            ("description", self.description),
            ("related", list(self.related)),
            ("image_caption", self.image_caption),
            ("source", self.source),
        )
        return {key: value for key, value in pairs if value}

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Collection:
        """Return the collection that `to_json` wrote."""
        return cls(
            id=text(value["id"]),
            title=text(value["title"]),
            description=text(value.get("description")),
            related=tuple(map(text, elements(value.get("related")))),
            image_caption=text(value.get("image_caption")),
            source=text(value.get("source")),
        )
