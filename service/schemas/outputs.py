"""The schemas of all answers, made from their dataclasses: what OpenAPI describes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from marshmallow import Schema, fields

from index_mappings import beside_text, record
from index_mappings.field_kinds.kind import Field
from index_mappings.mapping import RecordMapping
from service.schemas.answers import (
    ChangesAnswer,
    CollectionAnswer,
    CollectionsAnswer,
    CountsAnswer,
    FacetAnswer,
    RecordAnswer,
    RecordsAnswer,
    SuggestAnswer,
)
from service.schemas.chosen_keys import known_keys
from service.schemas.problem import Problem
from service.schemas.quotes import QuoteAnswer
from service.schemas.record_values import (
    Ancestor,
    Authority,
    Date,
    EditorialNote,
    LayoutSpan,
    Link,
    Note,
    Party,
    Title,
    said,
)
from service.schemas.search_answer import SearchAnswer
from service.schemas.shape import schemas_of


@dataclass(frozen=True, slots=True)
class Outputs:
    """The schemas of all answers of one mapping."""

    search: type[Schema]
    record: type[Schema]
    records: type[Schema]
    collections: type[Schema]
    collection: type[Schema]
    facet: type[Schema]
    suggest: type[Schema]
    changes: type[Schema]
    counts: type[Schema]
    quote: type[Schema]
    problem: type[Schema]


_ANSWERS = (
    SearchAnswer,
    RecordAnswer,
    RecordsAnswer,
    CollectionsAnswer,
    CollectionAnswer,
    FacetAnswer,
    SuggestAnswer,
    ChangesAnswer,
    CountsAnswer,
    QuoteAnswer,
    Problem,
)  # in the order of `Outputs`


def outputs(mapping: RecordMapping) -> Outputs:
    """Return the schemas of the answers about records of a mapping."""
    return _outputs(mapping.fields)


def keys_of(answer: str, mapping: RecordMapping, without: Collection[str] = ()) -> list[str]:
    """Return what can be chosen of an answer ("record"), or of each of its results ("search")."""
    schema: Schema = getattr(outputs(mapping), answer)()
    results = schema.fields.get("results")
    if isinstance(results, fields.List) and isinstance(results.inner, fields.Nested):
        schema = results.inner.schema
    return known_keys(schema, mapping, without)


@lru_cache(maxsize=4)  # one mapping a site; tests have a few. To make them takes 6 ms.
def _outputs(declared: tuple[Field, ...]) -> Outputs:
    own = {item.name: _field(item) for item in declared}
    return Outputs(*schemas_of(_ANSWERS, own))


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
    beside_text.Title: Title,
    beside_text.LayoutSpan: LayoutSpan,
    beside_text.EditorialNote: EditorialNote,
    beside_text.Link: Link,
    beside_text.Authority: Authority,
}
_PLAIN: Mapping[type, type[fields.Field[Any]]] = {
    str: fields.String,
    int: fields.Integer,
    float: fields.Float,
    bool: fields.Boolean,
}
