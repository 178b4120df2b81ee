"""The values of a record that have parts, as schemas; `index_mappings.record` makes them.

No part is required, for `fields` may choose others (`service.schemas.chosen_keys`).
"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from index_mappings.beside_text import LAYOUT_KINDS


def said(description: str) -> dict[str, Any]:
    """Return the metadata that describes a field in OpenAPI."""
    return {"description": description}


Date = Schema.from_dict(
    {
        "display": fields.String(metadata=said("as the source writes it")),
        "edtf": fields.String(metadata=said("in Extended Date/Time Format")),
        "from": fields.String(metadata=said("the first day it may be, YYYY-MM-DD")),
        "to": fields.String(metadata=said("the last day it may be, YYYY-MM-DD")),
        "precision": fields.String(),
        "time": fields.String(metadata=said("HH:MM or HH:MM:SS")),
        "calendar": fields.String(metadata=said("the calendar it is written in, if not ours")),
    },
    name="Date",
)


class Party(Schema):
    """Someone a record names; `name` is what facets count and arguments take."""

    name = fields.String()
    as_written = fields.String(metadata=said("what the source says"))
    role = fields.String()
    person = fields.Boolean(metadata=said("false for an office or a body"))
    derived = fields.Boolean(metadata=said("true where it was read out of the title"))
    ref = fields.String(metadata=said("the address of an authority's entry"))
    why = fields.String(
        metadata=said("why it is this person, where the record names only the office")
    )


class Ancestor(Schema):
    """What is above this record; it need not be a record of the index itself."""

    id = fields.String()
    title = fields.String()


class Note(Schema):
    """What the source says under a label of its own."""

    label = fields.String()
    text = fields.String()


class Title(Schema):
    """A title in another language or script."""

    text = fields.String()
    language = fields.String(metadata=said("a code of ISO 639"))
    script = fields.String(metadata=said("a code of ISO 15924"))


class LayoutSpan(Schema):
    """What a part of the text is."""

    at = fields.Integer(metadata=said("the first character, counted from 0"))
    to = fields.Integer(metadata=said("the character after the last"))
    kind = fields.String(validate=validate.OneOf(sorted(LAYOUT_KINDS)))
    value = fields.String(
        metadata=said(
            "level of a heading, number of a page, name of an anchor or of the one that a note is "
            "at, how letters are set, numbered for a list, label for a cell or row of headings"
        )
    )


class EditorialNote(Schema):
    """What an editor or translator says of the text."""

    text = fields.String()
    anchor = fields.String(metadata=said("the anchor of the layout that it belongs to"))
    whose = fields.String()


class Link(Schema):
    """An address that the source gives."""

    address = fields.String()
    label = fields.String()
    relation = fields.String()


class Authority(Schema):
    """The address of an authority's entry for a value of a field."""

    field = fields.String()
    name = fields.String()
    ref = fields.String()
