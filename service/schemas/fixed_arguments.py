"""The arguments of endpoints that are the same for every mapping."""

from __future__ import annotations

from marshmallow import Schema, fields

from service.schemas.argument_fields import Whole
from service.schemas.arguments import LARGEST_LIST


class SuggestArguments(Schema):
    """The arguments of suggestions while typing."""

    q = fields.String(metadata={"description": "what has been typed so far"})
    size = Whole(1, 20, load_default=8, metadata={"description": "how many suggestions"})


class ChangesArguments(Schema):
    """The arguments of the list of changes."""

    since = Whole(
        0,
        2**53,  # the largest whole number that every client of JSON keeps as it is
        load_default=0,
        metadata={"description": "`last` of the previous answer; 0 for all changes"},
    )
    size = Whole(1, 1000, load_default=LARGEST_LIST, metadata={"description": "changes at once"})


class NoArguments(Schema):
    """An endpoint that takes none."""
