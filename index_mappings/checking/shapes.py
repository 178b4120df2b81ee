"""The format of a mapping file as marshmallow schemas: its keys, and the type of each value.

References between parts (from a facet to its field, from a sort to its path) are checked in
`references`, not here. The JSON Schema for editors is made from these classes.
"""

from __future__ import annotations

from itertools import pairwise

from marshmallow import ValidationError, fields, validate

from index_mappings.checking.index_shapes import Property, Settings
from index_mappings.checking.parts import (
    SOME,
    KnownName,
    LabelText,
    Number,
    Strict,
    said,
    text,
    texts,
    whole,
)
from index_mappings.checking.search_shapes import Search, fills
from index_mappings.facet_kinds.registry import FACET_KINDS
from index_mappings.field_kinds.registry import FIELD_KINDS

_NAME = r"^[A-Za-z][A-Za-z0-9_]*$"  # it comes before a colon, and in addresses: `name:value`

NO_FIELD = "no_field"
"""The rule of a name that is no field: its example alone may have one."""

RULES = (
    "words", "phrase", "without", "not", "either", "parentheses", "and", "field", "field_phrase",
    "without_type", "years", "days", "beginning", "like", "near", "many", "small", "question",
    "date", "kind", "title", "marks", NO_FIELD,
)  # fmt: skip
"""The rules of the query language (`service.query.syntax`), each of which may have an example."""


_MOST_EDGES = 100  # a reader looks through a list of ranges, and engines count each


def _rises(edges: list[float]) -> None:
    """Raise ValidationError if there are no edges, too many, or they are not in order."""
    if not 1 <= len(edges) <= _MOST_EDGES:
        raise ValidationError(f"There must be 1 to {_MOST_EDGES} numbers.")
    if any(first >= last for first, last in pairwise(edges)):
        raise ValidationError("Each number must be greater than the one before.")


class Field(Strict):
    """A field of a record."""

    name = text("its name in records and before a colon", validate=validate.Regexp(_NAME))
    kind = text("what its values are", validate=KnownName(FIELD_KINDS))
    label = LabelText(required=True, metadata=said("what readers see"))
    purpose = LabelText(required=True, metadata=said("what it is for, in a few words"))
    search = texts("the index paths that `name:value` looks in")


class Facet(Strict):
    """A list of values with counts, shown beside the results."""

    name = text("its argument in addresses", validate=validate.Regexp(_NAME))
    field = text("the field whose values are counted")
    kind = text("what is counted", validate=KnownName(FACET_KINDS))
    path = text("the index path that is counted", required=False)
    label = LabelText(required=True, metadata=said("what readers see"))
    size = whole("how many values are shown at first", 1, required=True)
    widest = whole("years that a date may cover to be counted by year", 1)
    labels = fields.Dict(
        fields.String(),
        LabelText(),
        metadata=said("what readers are shown for a value, by value"),
    )
    edges = fields.List(
        Number(),
        validate=_rises,
        metadata=said("the numbers between the ranges that are counted, the lowest first"),
    )


class Sort(Strict):
    """An order of the results."""

    name = text("its name in addresses", validate=validate.Length(min=1))
    label = LabelText(required=True, metadata=said("what readers see"))
    path = text("the index path of its key; none for relevance", required=False, allow_none=True)
    key = text("what the key is made of: date, -date, or a field of text", required=False)


class Highlighted(Strict):
    """A field in which matching words are marked."""

    field = text("the field")
    fragments = whole("how many pieces of the text are shown; 0 for all of it", 0)
    size = whole("characters of a piece", 1)


class Meta(Strict):
    """`mappings._meta`: what the search needs in addition to the index."""

    version = whole("the version of this format", 1)
    catalogue = text("the name of the catalogue", required=False)
    title = text("the field of a record's title")
    summary = text("the field of its summary")
    date = text("the field of its date")
    fields_ = fields.List(
        fields.Nested(Field),
        required=True,
        data_key="fields",
        metadata=said("each field of a record, in the order of a record's page"),
    )
    citation = text(
        "how a page cites its record, of its fields, {site} and {address}: “{title},”[ {date}]",
        required=False,
        validate=fills,
    )
    examples = fields.Dict(
        fields.String(validate=KnownName(RULES)),
        fields.String(validate=SOME),
        metadata=said("what the help page shows for each rule of the query language"),
    )
    search = fields.Nested(Search, required=True, metadata=said("how words are looked for"))
    facets = fields.List(
        fields.Nested(Facet), required=True, metadata=said("the facets, in the order of the page")
    )
    sorts = fields.List(
        fields.Nested(Sort), required=True, metadata=said("the orders, the default first")
    )
    highlights = fields.List(
        fields.Nested(Highlighted), required=True, metadata=said("fields whose words are marked")
    )


class Mappings(Strict):
    """The index and, under `_meta`, what the search needs in addition."""

    dynamic = text(
        '"strict": else misspelled fields are indexed unseen', validate=KnownName(("strict",))
    )
    meta = fields.Nested(Meta, required=True, data_key="_meta", metadata=said(str(Meta.__doc__)))
    properties = fields.Dict(
        fields.String(),
        fields.Nested(Property),
        required=True,
        metadata=said("the paths of the index"),
    )


class MappingFile(Strict):
    """The body that creates an index on Elasticsearch, with what the search needs in addition."""

    settings = fields.Nested(Settings, required=True)
    mappings = fields.Nested(Mappings, required=True)
