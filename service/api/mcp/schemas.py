"""The arguments of tools: marshmallow schemas, described as JSON Schema like in OpenAPI."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema, ValidationError, fields, validate

from index_mappings.mapping import RecordMapping
from service.api.description import openapi
from service.exports.styles.registry import BY_NAME
from service.schemas.mapping_key import MappingKey
from service.search.addresses import API, SEARCH

JsonSchema = dict[str, Any]

FEW, MOST = 5, 20  # records of an answer: what an agent reads without losing its thread
TEXT = 6_000  # characters of a full text at once: some three pages
_LONGEST = 5_000  # characters of a passage: two pages
_ANSWERS_SHAPE = frozenset(
    {"facets", "facet_size", "fields", "histogram", "highlight", "cursor", "page", "size"}
)
"""Arguments of a search that shape its answer; the answer of a tool has a shape of its own."""


def _text(description: str, *, required: bool = True) -> fields.String:
    bounds = validate.Length(1, _LONGEST)
    return fields.String(required=required, validate=bounds, metadata={"description": description})


def _whole(description: str, usual: int, most: int, least: int = 1) -> fields.Integer:
    bounds = validate.Range(least, most)
    about = {"description": description}
    return fields.Integer(strict=True, load_default=usual, validate=bounds, metadata=about)


_ID = "the id of a record, as another tool gave it"


class RecordTaken(Schema):
    """A record, and the part of its full text."""

    id = _text(_ID)
    text_from = _whole("the character of the full text to begin at", 0, 10**8, 0)
    text_size = _whole("how many characters of it", TEXT, 20_000)


class PeopleTaken(Schema):
    """Two people."""

    one = _text("a name, as list_facet gives it")
    other = _text("another name")


class CitationTaken(Schema):
    """A record, and a style if only one is wanted."""

    id = _text(_ID)
    style = fields.String(validate=validate.OneOf(tuple(BY_NAME)))


class QuotationTaken(Schema):
    """A record and a passage."""

    id = _text(_ID)
    text = _text("the passage; ... stands for words left out")


def facet_taken(mapping: RecordMapping) -> type[Schema]:
    """Return the schema for a facet of a mapping and the selection of its values."""
    return _facet_taken(MappingKey(mapping))


def search_described(mapping: RecordMapping) -> JsonSchema:
    """Return the arguments of the tool `search`: those of the API that narrow a search."""
    return _search_described(MappingKey(mapping))


@lru_cache(maxsize=4)  # one mapping a site; tests have a few
def _facet_taken(key: MappingKey) -> type[Schema]:
    mapping = key.mapping
    names = validate.OneOf([facet.name for facet in mapping.facets])
    about = {"description": "which values are listed"}
    return Schema.from_dict(
        {
            "facet": fields.String(required=True, validate=names, metadata=about),
            "q": _text("only in the records that a search for these words finds", required=False),
            "filter": _text("only values with these words in them", required=False),
            "size": _whole("how many values", MOST, 100),
        },
        name="FacetTaken",
    )


@lru_cache(maxsize=4)
def _search_described(key: MappingKey) -> JsonSchema:
    described = openapi(key.mapping, API)["paths"][SEARCH]["get"]["parameters"]
    properties = {
        one["name"]: {**one["schema"], "description": one.get("description", "")}
        for one in described
        if one["name"] not in _ANSWERS_SHAPE and one["in"] == "query"
    }
    size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": FEW}
    return {
        "type": "object",
        "properties": {**properties, "size": {**size, "description": "how many records"}},
        "additionalProperties": False,
    }


@lru_cache(maxsize=16)
def described(schema: type[Schema]) -> JsonSchema:
    """Return a schema as JSON Schema."""
    plugin = MarshmallowPlugin()
    APISpec("tools", "1", "3.1.0", plugins=[plugin])
    assert plugin.converter is not None  # the specification has just made it
    found: JsonSchema = plugin.converter.schema2jsonschema(schema)  # type: ignore[no-untyped-call]
    return {**found, "additionalProperties": False}


def checked(schema: type[Schema], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments validated by a schema, with defaults for missing ones.

    Raises ValidationError, whose text has all faults.
    """
    try:
        return dict(schema().load(given))
    except ValidationError as error:
        messages = error.messages_dict
        message = "; ".join(f"{name}: {' '.join(map(str, why))}" for name, why in messages.items())
        raise ValidationError(message) from error
