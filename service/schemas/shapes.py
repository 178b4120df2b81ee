"""The parts that answers are made of, as schemas; `service.schemas.outputs` puts them together."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields


def said(description: str) -> dict[str, Any]:
    """Return the metadata that describes a field in OpenAPI."""
    return {"description": description}


class Total(Schema):
    """How many there are: "eq" exactly `value`, "gte" at least."""

    value = fields.Integer(required=True)
    relation = fields.String(required=True)


class Index(Schema):
    """The index that an answer was made of. `version` changes with every publish."""

    name = fields.String(required=True)
    built = fields.String(required=True, metadata=said("ISO 8601, UTC"))
    records = fields.Integer(required=True)
    version = fields.String(required=True)


class BothLinks(Schema):
    """Where something is: as JSON, and as a page."""

    self = fields.String(required=True)
    html = fields.String(required=True)


Date = Schema.from_dict(
    {
        "display": fields.String(metadata=said("as the source writes it")),
        "edtf": fields.String(metadata=said("in Extended Date/Time Format")),
        "from": fields.String(metadata=said("the first day it may be, YYYY-MM-DD")),
        "to": fields.String(metadata=said("the last day it may be, YYYY-MM-DD")),
        "precision": fields.String(),
        "time": fields.String(metadata=said("HH:MM or HH:MM:SS")),
    },
    name="Date",
)


class Party(Schema):
    """Someone a record names; `name` is what facets count and arguments take."""

    name = fields.String(required=True)
    as_written = fields.String(required=True, metadata=said("what the source says"))
    role = fields.String()
    person = fields.Boolean(metadata=said("false for an office or a body"))
    derived = fields.Boolean(metadata=said("true where it was read out of the title"))


class Ancestor(Schema):
    """What is above this record; it need not be a record of the index itself."""

    id = fields.String(required=True)
    title = fields.String(required=True)


class Note(Schema):
    """What the source says under a label of its own."""

    label = fields.String(required=True)
    text = fields.String(required=True)


class RecordCollection(Schema):
    """A collection that a record belongs to."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    links = fields.Nested(BothLinks, required=True)


class RecordAbove(Schema):
    """A record above a record."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    links = fields.Nested(BothLinks, required=True)


class RecordLinks(BothLinks):
    """Where a record is, the collections it belongs to, and the records above it."""

    collections = fields.List(fields.Nested(RecordCollection), required=True)
    ancestors = fields.List(
        fields.Nested(RecordAbove),
        required=True,
        metadata=said("top first; of `ancestors` those that are in the index"),
    )


class Toggle(Schema):
    """The search with a value chosen or, where it is chosen, no longer chosen."""

    toggle = fields.String(required=True)


class FacetValue(Schema):
    """A value of a facet, and how many records choosing it would give."""

    value = fields.String(required=True, metadata=said("what the argument takes"))
    label = fields.String(required=True, metadata=said("what readers are shown"))
    count = fields.Integer(required=True)
    selected = fields.Boolean(required=True)
    links = fields.Nested(Toggle, required=True)


class ExcludedValue(Schema):
    """A value that is excluded (`<facet>.not`)."""

    value = fields.String(required=True)
    label = fields.String(required=True)
    links = fields.Nested(Toggle, required=True)


class FacetLinks(Schema):
    """All values of a facet; where there are any, the records without; without the choice in it."""

    all = fields.String(required=True)
    missing = fields.String()
    clear = fields.String()


class FacetCounted(Schema):
    """A facet, counted under all filters but its own."""

    label = fields.String(required=True)
    kind = fields.String(required=True)
    values = fields.List(fields.Nested(FacetValue), required=True)
    excluded = fields.List(fields.Nested(ExcludedValue), required=True)
    missing = fields.Integer(required=True, metadata=said("records without a value"))
    missing_selected = fields.Boolean(required=True)
    others = fields.Integer(required=True, metadata=said("values that are not shown"))
    links = fields.Nested(FacetLinks, required=True)


class PartLinks(Schema):
    """The search without one part of its words."""

    removed = fields.String(required=True)


class QueryPart(Schema):
    """A part of what the words were understood as."""

    label = fields.String(required=True)
    links = fields.Nested(PartLinks, required=True)


class Matched(Schema):
    """How many of the words a record must have: at least `least` of `of`."""

    wanted = fields.String(required=True)
    least = fields.Integer(required=True)
    of = fields.Integer(required=True)


class WordsHere(Schema):
    """Which words a record has, as typed, and the fields that any of them is in."""

    words = fields.List(fields.String(), required=True)
    without = fields.List(fields.String(), required=True)
    fields_ = fields.List(fields.String(), required=True, data_key="fields")


class AlsoNamed(Schema):
    """A name as typed, and the other names of the same person that were searched for too."""

    term = fields.String(required=True)
    with_ = fields.List(fields.String(), required=True, data_key="with")
    ring = fields.String(required=True, metadata=said("the name that facets show"))


class NamesLinks(Schema):
    """The search for names as typed only or, where it is that, for all names; else neither."""

    only_typed = fields.String()
    all_names = fields.String()


class Understood(Schema):
    """What the words were understood as, and notes on what was read otherwise than typed."""

    text = fields.String(required=True)
    understood_as = fields.String(required=True)
    notes = fields.List(fields.String(), required=True)
    match = fields.Nested(Matched, required=True)
    parts = fields.List(fields.Nested(QueryPart), required=True)
    expanded = fields.List(fields.Nested(AlsoNamed), required=True)
    links = fields.Nested(NamesLinks, required=True)


class Relaxation(Schema):
    """The search with one thing less, and how many records it finds."""

    label = fields.String(required=True)
    count = fields.Integer(required=True)
    links = fields.Nested(BothLinks, required=True)


class Spelling(Schema):
    """Another spelling: applied where nothing was found as typed, else only offered."""

    text = fields.String(required=True)
    typed = fields.String(required=True)
    applied = fields.Boolean(required=True)
    count = fields.Integer(
        required=True, metadata=said("records with its words, whatever narrows the search")
    )
    links = fields.Nested(BothLinks, required=True, metadata=said("the search for `text`"))
    typed_links = fields.Nested(
        BothLinks, required=True, metadata=said("the search for what was typed, as it is")
    )


class Page(Schema):
    """Which part of the list this is. `next_cursor` is null at its end."""

    number = fields.Integer(required=True)
    size = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ListPage(Schema):
    """Which part of a list this is. `next_cursor` is null at its end."""

    size = fields.Integer(required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class SearchLinks(Schema):
    """The same search as JSON and as a page, and the pages around this one that there are."""

    self = fields.String(required=True)
    html = fields.String(required=True)
    json = fields.String(required=True)
    first = fields.String()
    prev = fields.String()
    next = fields.String()
    last = fields.String()


class ListLinks(Schema):
    """The list itself, the search it belongs to, and its next part."""

    self = fields.String(required=True)
    html = fields.String()
    next = fields.String()
