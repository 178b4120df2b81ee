"""What the API answers with, as schemas: they are the OpenAPI description and what tests check.

Answers themselves go straight to JSON, for dumping twenty results through a schema costs
more than finding them; a test holds real answers of every endpoint against these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields

from index_mappings import record
from index_mappings.field_kinds.kind import Field
from index_mappings.mapping import RecordMapping
from service.schemas.shapes import (
    Ancestor,
    BothLinks,
    Date,
    FacetCounted,
    FacetValue,
    Index,
    ListLinks,
    ListPage,
    Note,
    Page,
    Party,
    RecordLinks,
    Relaxation,
    SearchLinks,
    Spelling,
    Total,
    Understood,
    WordsHere,
    said,
)

_PARTIAL = "true where a part of the index did not answer, so that something may be lacking"


class Related(Schema):
    """A related collection; without id and links where the catalogue does not have it."""

    title = fields.String(required=True)
    id = fields.String()
    links = fields.Nested(BothLinks)


class CollectionLinks(BothLinks):
    """Where a collection is, and the search for its records."""

    records = fields.String()


DateRange = Schema.from_dict(
    {"from": fields.String(required=True), "to": fields.String(required=True)}, name="DateRange"
)


class Collection(Schema):
    """A named set of records; count and dates are those of the records."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    description = fields.String()
    related = fields.List(fields.Nested(Related), required=True)
    image_caption = fields.String()
    source = fields.String()
    count = fields.Integer(required=True)
    date_range = fields.Nested(DateRange, metadata=said("first and last day, YYYY-MM-DD"))
    links = fields.Nested(CollectionLinks, required=True)


class CollectionAnswer(Collection):
    """One collection."""

    index = fields.Nested(Index, required=True)


class CollectionsAnswer(Schema):
    """All collections, by title."""

    total = fields.Nested(Total, required=True)
    results = fields.List(fields.Nested(Collection), required=True)
    links = fields.Nested(ListLinks, required=True)
    index = fields.Nested(Index, required=True)


class FacetAnswer(Schema):
    """The values of one facet."""

    facet = fields.String(required=True)
    label = fields.String(required=True)
    kind = fields.String(required=True)
    total = fields.Nested(Total, required=True)
    # marshmallow takes its fields out of the class, so its own `partial` is not touched
    partial = fields.Boolean(required=True, metadata=said(_PARTIAL))  # type: ignore[assignment]
    results = fields.List(fields.Nested(FacetValue), required=True)
    missing = fields.Integer(required=True)
    page = fields.Nested(ListPage, required=True)
    links = fields.Nested(ListLinks, required=True)
    index = fields.Nested(Index, required=True)


class SuggestedLinks(Schema):
    """The page that a suggestion leads to."""

    html = fields.String(required=True)


class Suggestion(Schema):
    """What the typed text may become; `kind` is "title" (a record), a facet's name, or "words"."""

    text = fields.String(required=True)
    kind = fields.String(required=True)
    label = fields.String(required=True)
    count = fields.Integer(required=True)
    links = fields.Nested(SuggestedLinks, required=True)


class SuggestText(Schema):
    """What was typed."""

    text = fields.String(required=True)


class SuggestAnswer(Schema):
    """Suggestions while typing."""

    query = fields.Nested(SuggestText, required=True)
    results = fields.List(fields.Nested(Suggestion), required=True)
    # marshmallow takes its fields out of the class, so its own `partial` is not touched
    partial = fields.Boolean(required=True, metadata=said(_PARTIAL))  # type: ignore[assignment]


class ProblemError(Schema):
    """One thing wrong with a request."""

    parameter = fields.String(required=True)
    detail = fields.String(required=True)
    suggestion = fields.String()


class Problem(Schema):
    """What went wrong (RFC 9457); `errors` names every argument at fault."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(ProblemError))


@dataclass(frozen=True, slots=True)
class Outputs:
    """The schemas of all answers of one mapping."""

    search: type[Schema]
    record: type[Schema]
    collections: type[Schema] = CollectionsAnswer
    collection: type[Schema] = CollectionAnswer
    facet: type[Schema] = FacetAnswer
    suggest: type[Schema] = SuggestAnswer
    problem: type[Schema] = Problem


def outputs(mapping: RecordMapping) -> Outputs:
    """Return the schemas of the answers about records of a mapping."""
    own = {item.name: _field(item) for item in mapping.fields}
    hit = Schema.from_dict(
        {
            "id": fields.String(required=True),
            **own,
            "score": fields.Float(
                required=True, allow_none=True, metadata=said("null under a declared order")
            ),
            "highlight": fields.Dict(
                keys=fields.String(),
                values=fields.List(fields.String()),
                required=True,
                metadata=said("fields with matching words, as HTML with `<mark>`"),
            ),
            "matched": fields.Nested(
                WordsHere, metadata=said("only where a record need not have all words")
            ),
            "links": fields.Nested(BothLinks, required=True),
        },
        name="Result",
    )
    whole = Schema.from_dict(
        {
            "id": fields.String(required=True),
            **own,
            "similar": fields.List(
                fields.Nested(hit), metadata=said("only where `similar` asks for them")
            ),
            "partial": fields.Boolean(
                metadata=said("beside `similar`: true where a part of the index did not answer")
            ),
            "links": fields.Nested(RecordLinks, required=True),
            "index": fields.Nested(Index, required=True),
        },
        name="Record",
    )
    search = Schema.from_dict(
        {
            "total": fields.Nested(Total, required=True),
            "partial": fields.Boolean(required=True, metadata=said(_PARTIAL)),
            "query": fields.Nested(Understood, required=True),
            "results": fields.List(fields.Nested(hit), required=True),
            "facets": fields.Dict(
                keys=fields.String(), values=fields.Nested(FacetCounted), required=True
            ),
            "page": fields.Nested(Page, required=True),
            "sort": fields.String(required=True, metadata=said("the order in force")),
            "spelling": fields.Nested(Spelling),
            "relaxations": fields.List(
                fields.Nested(Relaxation), metadata=said("only where at most three are found")
            ),
            "links": fields.Nested(SearchLinks, required=True),
            "index": fields.Nested(Index, required=True),
        },
        name="SearchAnswer",
    )
    return Outputs(search, whole)


def _field(item: Field) -> fields.Field[Any]:
    purpose = said(item.purpose)
    held = item.kind.holds(item)
    many = item.kind.many
    if shape := _SHAPES.get(held):
        return (
            fields.List(fields.Nested(shape), metadata=purpose)
            if many
            else (fields.Nested(shape, metadata=purpose))
        )
    plain = _PLAIN[held]
    return fields.List(plain(), metadata=purpose) if many else plain(metadata=purpose)


_SHAPES: Mapping[type, type[Schema]] = {
    record.Date: Date,
    record.Party: Party,
    record.Ancestor: Ancestor,
    record.Note: Note,
}
_PLAIN: Mapping[type, type[fields.Field[Any]]] = {
    str: fields.String,
    int: fields.Integer,
    float: fields.Float,
    bool: fields.Boolean,
}
