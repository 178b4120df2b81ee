"""What the API answers with, as schemas: they are the OpenAPI description and what tests check.

Answers themselves go straight to JSON, for dumping twenty results through a schema costs
more than finding them; a test holds real answers of every endpoint against these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields

from index_mappings.mapping import Field, Mapping


def _said(description: str) -> dict[str, Any]:
    return {"description": description}


class Total(Schema):
    """How many there are: "eq" exactly `value`, "gte" at least."""

    value = fields.Integer(required=True)
    relation = fields.String(required=True)


class Index(Schema):
    """The index that an answer was made of. `version` changes with every publish."""

    name = fields.String(required=True)
    built = fields.String(required=True, metadata=_said("ISO 8601, UTC"))
    records = fields.Integer(required=True)
    version = fields.String(required=True)


class BothLinks(Schema):
    """Where something is: as JSON, and as a page."""

    self = fields.String(required=True)
    html = fields.String(required=True)


Date = Schema.from_dict(
    {
        "display": fields.String(metadata=_said("as the source writes it")),
        "edtf": fields.String(metadata=_said("in Extended Date/Time Format")),
        "from": fields.Integer(metadata=_said("its first day, in days from 1970-01-01")),
        "to": fields.Integer(metadata=_said("its last day, in days from 1970-01-01")),
        "precision": fields.String(),
        "time": fields.String(metadata=_said("HH:MM or HH:MM:SS")),
    },
    name="Date",
)


class Party(Schema):
    """Someone a record names; `name` is what facets count and arguments take."""

    name = fields.String(required=True)
    as_written = fields.String(required=True, metadata=_said("what the source says"))
    role = fields.String()
    person = fields.Boolean(metadata=_said("false for an office or a body"))
    derived = fields.Boolean(metadata=_said("true where it was read out of the title"))


class Ancestor(Schema):
    """A record above this one in a finding aid."""

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


class RecordLinks(BothLinks):
    """Where a record is, and the collections it belongs to."""

    collections = fields.List(fields.Nested(RecordCollection), required=True)


class Toggle(Schema):
    """The search with a value chosen or, where it is chosen, no longer chosen."""

    toggle = fields.String(required=True)


class FacetValue(Schema):
    """A value of a facet, and how many records choosing it would give."""

    value = fields.String(required=True, metadata=_said("what the argument takes"))
    label = fields.String(required=True, metadata=_said("what readers are shown"))
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
    missing = fields.Integer(required=True, metadata=_said("records without a value"))
    missing_selected = fields.Boolean(required=True)
    others = fields.Integer(required=True, metadata=_said("values that are not shown"))
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


class Understood(Schema):
    """What the words were understood as, and notes on what was read otherwise than typed."""

    text = fields.String(required=True)
    understood_as = fields.String(required=True)
    notes = fields.List(fields.String(), required=True)
    match = fields.Nested(Matched, required=True)
    parts = fields.List(fields.Nested(QueryPart), required=True)


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
    date_range = fields.Nested(DateRange, metadata=_said("first and last day, YYYY-MM-DD"))
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
    results = fields.List(fields.Nested(FacetValue), required=True)
    missing = fields.Integer(required=True)
    page = fields.Nested(ListPage, required=True)
    links = fields.Nested(ListLinks, required=True)
    index = fields.Nested(Index, required=True)


class SuggestedLinks(Schema):
    """The page of the search that a suggestion makes."""

    html = fields.String(required=True)


class Suggestion(Schema):
    """What the typed text may become; `kind` is "words" or the name of a facet."""

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


def outputs(mapping: Mapping) -> Outputs:
    """Return the schemas of the answers about records of a mapping."""
    own = {item.name: _field(item) for item in mapping.fields}
    record = Schema.from_dict(
        {
            "id": fields.String(required=True),
            **own,
            "links": fields.Nested(RecordLinks, required=True),
            "index": fields.Nested(Index, required=True),
        },
        name="Record",
    )
    hit = Schema.from_dict(
        {
            "id": fields.String(required=True),
            **own,
            "score": fields.Float(
                required=True, allow_none=True, metadata=_said("null under a declared order")
            ),
            "highlight": fields.Dict(
                keys=fields.String(),
                values=fields.List(fields.String()),
                required=True,
                metadata=_said("fields with matching words, as HTML with `<mark>`"),
            ),
            "links": fields.Nested(BothLinks, required=True),
        },
        name="Result",
    )
    search = Schema.from_dict(
        {
            "total": fields.Nested(Total, required=True),
            "partial": fields.Boolean(
                required=True, metadata=_said("true where a part of the index did not answer")
            ),
            "query": fields.Nested(Understood, required=True),
            "results": fields.List(fields.Nested(hit), required=True),
            "facets": fields.Dict(
                keys=fields.String(), values=fields.Nested(FacetCounted), required=True
            ),
            "page": fields.Nested(Page, required=True),
            "sort": fields.String(required=True, metadata=_said("the order in force")),
            "links": fields.Nested(SearchLinks, required=True),
            "index": fields.Nested(Index, required=True),
        },
        name="SearchAnswer",
    )
    return Outputs(search, record)


def _field(item: Field) -> fields.Field[Any]:
    said = _said(item.purpose)
    match item.kind:
        case "date":
            return fields.Nested(Date, metadata=said)
        case "parties":
            return fields.List(fields.Nested(Party), metadata=said)
        case "ancestors":
            return fields.List(fields.Nested(Ancestor), metadata=said)
        case "notes":
            return fields.List(fields.Nested(Note), metadata=said)
        case "keywords" | "collections":
            return fields.List(fields.String(), metadata=said)
        case "integer":
            return fields.Integer(metadata=said)
    return fields.String(metadata=said)
