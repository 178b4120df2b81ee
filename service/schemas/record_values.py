"""The values of a record that have parts, as schemas; `index_mappings.record` makes them."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields


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
