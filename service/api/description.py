"""The OpenAPI 3.1 document, made from the schemas that check requests and describe answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from index_mappings.mapping import RecordMapping
from service.api.described_headers import with_headers
from service.api.examples import OF_MAPPING, examples
from service.exports.formats import REFERENCES, offered
from service.schemas.arguments import (
    counts_arguments,
    export_arguments,
    facet_arguments,
    record_arguments,
    records_arguments,
    search_arguments,
)
from service.schemas.fixed_arguments import ChangesArguments, NoArguments, SuggestArguments
from service.schemas.mapping_key import MappingKey
from service.schemas.outputs import Outputs, outputs
from service.schemas.problem import MEDIA_TYPE
from service.schemas.quotes import QuoteArguments
from service.search.addresses import (
    API,
    CHANGES,
    COLLECTIONS,
    COUNTS,
    EXPORT,
    FACETS,
    QUOTE,
    RECORDS,
    SEARCH,
    SUGGEST,
)

ABOUT = """\
The catalogue as JSON. A page's address with `/search` replaced by `/api/v1/search` is the same \
search. Every answer carries a weak `ETag`; ask again with `If-None-Match` and an unchanged \
answer is 304. Errors are `application/problem+json` and name every argument at fault at once. \
In a path, an id has `~` and two hex digits (`~25` is a percent sign) for each of `%`, `\\`, `~`, \
control characters, a dot at its beginning, and a slash at an end, beside another or before a dot. \
The rest is percent-encoded; other slashes stay, and `~2F` is one too. Every answer links what it \
names, so that you need not build addresses by hand. Keys may be added to answers; none \
changes its meaning within `v1`."""

_LICENCE = {
    "name": "MIT (the service; records are under the terms of their archive)",
    "identifier": "MIT",
}
_TAGS = {
    "Search": "Find records, and count them.",
    "Records": "Look up by id.",
    "Copies": "Download many records, and keep a copy up to date.",
}
_FILE = {"type": "string"}
_JSON_FILE = {"type": "array", "items": {"type": "object"}}
_FAILURES = {
    "400": "An argument is invalid; `errors` names each, with an acceptable value.",
    "404": "There is nothing under that id or name.",
    "415": "What was sent is not a JSON object.",
    "410": "The cursor belongs to an earlier version of the catalogue; start again. Or what was "
    "asked for was withdrawn.",
    "429": "The client has used up its budget, or too many files are being made at once; "
    "`Retry-After` says when to ask again.",
    "503": "The engine is unreachable, or nothing is loaded; `Retry-After` says when to try again.",
}


@dataclass(frozen=True, slots=True)
class _Endpoint:
    path: str
    tag: str
    summary: str
    description: str
    arguments: type[Schema]
    answer: type[Schema] | None
    fails: tuple[str, ...] = ("400", "503")
    in_path: str = ""
    is_posted: bool = False
    """Whether the same arguments are taken as JSON too."""
    files: tuple[str, ...] = ()
    """The media types of answers that are files; without an `answer` there are no others."""


def openapi(mapping: RecordMapping, server: str) -> dict[str, Any]:
    """Return the document for a mapping; `server` is the absolute address of /api/v1."""
    document = _document(MappingKey(mapping))
    contact = {"name": "The archive", "url": server.removesuffix(API)}
    info = {**document["info"], "contact": contact}
    return {**document, "info": info, "servers": [{"url": server}]}


@lru_cache(maxsize=4)  # one mapping a site; tests have a few
def _document(key: MappingKey) -> dict[str, Any]:
    mapping = key.mapping
    spec = APISpec(
        title="Searchroom",
        version=metadata.version("searchroom"),
        openapi_version="3.1.0",
        info={"description": ABOUT, "license": _LICENCE},
        security=[],  # everybody may ask
        tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
        plugins=[MarshmallowPlugin()],
    )
    answers = outputs(mapping)
    for endpoint in _endpoints(mapping, answers):
        operations = {"get": _operation(endpoint, answers)}
        if endpoint.is_posted:
            operations["post"] = _posted(operations["get"], endpoint, answers)
        spec.path(endpoint.path, operations=operations)
    document: dict[str, Any] = spec.to_dict()
    if mapping.name == OF_MAPPING:
        for path, example in examples().items():
            _show(document["paths"][path]["get"], example)
    for item in document["paths"].values():
        for parameter in item["get"]["parameters"]:
            schema = parameter["schema"]
            is_free = schema.get("type") in ("string", "array") and "enum" not in schema
            if parameter["in"] == "query" and not is_free:
                parameter["allowEmptyValue"] = True  # as a form sends it: as if it were absent
            items = schema.get("items", {})
            if "enum" in items:
                schema["items"] = {**items, "enum": [*items["enum"], ""]}
    return document


def _show(operation: dict[str, Any], example: dict[str, Any]) -> None:
    """Add an example to the responses of an operation, under its request."""
    content = operation["responses"]["200"]["content"]
    if "answer" in example:
        shown = content["application/json"]
        shown["examples"] = {"sample": {"summary": example["request"], "value": example["answer"]}}
    else:
        operation["x-example"] = example


def _endpoints(mapping: RecordMapping, answers: Outputs) -> tuple[_Endpoint, ...]:
    return (*_searches(mapping, answers), *_records(mapping, answers), *_copies(mapping, answers))


def _searches(mapping: RecordMapping, answers: Outputs) -> tuple[_Endpoint, ...]:
    return (
        _Endpoint(
            SEARCH, "Search", "Search the records",
            "The matching records, the best first, with facets, marks and links to more.",
            search_arguments(mapping), answers.search, ("400", "410", "503"), is_posted=True,
        ),
        _Endpoint(
            f"{FACETS}/{{facet}}", "Search", "All values of a facet under a search",
            "Each value with its count and the link that selects it, one page at a time.",
            facet_arguments(mapping), answers.facet, ("400", "404", "410", "503"),
            "the name of the facet",
        ),
        _Endpoint(
            COUNTS, "Search", "What a search finds, counted by units of time or two ways",
            "One call for a chart or a network. A two-way count of more than 10,000 pairs, or of "
            "facets with very many values, is in the order of values; its cursor leads to the "
            "rest.",
            counts_arguments(mapping), answers.counts, ("400", "410", "503"), files=("text/csv",),
        ),
        _Endpoint(
            SUGGEST, "Search", "Suggestions while typing",
            "Words, names and titles that begin with it, each with the search that it leads to.",
            SuggestArguments, answers.suggest,
        ),
    )  # fmt: skip


def _records(mapping: RecordMapping, answers: Outputs) -> tuple[_Endpoint, ...]:
    one = ("400", "404", "410", "503")
    return (
        _Endpoint(
            RECORDS, "Records", "Several records by their ids",
            "Each as at the record's own address; ids without a record are listed.",
            records_arguments(mapping),
            answers.records, ("400", "410", "503"), is_posted=True,
        ),
        _Endpoint(
            f"{RECORDS}/{{id}}", "Records", "One record",
            "Everything public about it. An id that was replaced leads to the new one (308).",
            record_arguments(mapping), answers.record, one, "the record's id",
            files=tuple(item.media_type for item in REFERENCES),
        ),
        _Endpoint(
            COLLECTIONS, "Records", "All collections", "Each with the number of its records.",
            NoArguments, answers.collections,
        ),
        _Endpoint(
            f"{COLLECTIONS}/{{id}}", "Records", "One collection",
            "Its description, and the search for its records.", NoArguments, answers.collection,
            one, "the collection's id",
        ),
        _Endpoint(
            QUOTE, "Records", "Whether a passage is in a record",
            "And if it is, where, in whose words, and on which page.",
            QuoteArguments, answers.quote, one,
        ),
    )  # fmt: skip


def _copies(mapping: RecordMapping, answers: Outputs) -> tuple[_Endpoint, ...]:
    return (
        _Endpoint(
            CHANGES, "Copies", "What changed since a number",
            "What was added, changed, deleted or withdrawn, for those who keep a copy.",
            ChangesArguments, answers.changes,
        ),
        _Endpoint(
            EXPORT, "Copies", "All records of a search as a file, in its order",
            "Streamed; its cursor resumes it if the connection breaks.",
            export_arguments(mapping, tuple(item.name for item in offered(mapping))), None,
            ("400", "410", "503"), files=tuple(item.media_type for item in offered(mapping)),
        ),
    )  # fmt: skip


def _posted(got: dict[str, Any], endpoint: _Endpoint, answers: Outputs) -> dict[str, Any]:
    """Return a POST operation that takes the arguments of another as a JSON object."""
    responses = {status: item for status, item in got["responses"].items() if status != "304"}
    responses["415"] = {
        "description": _FAILURES["415"],
        "content": {MEDIA_TYPE: {"schema": answers.problem}},
    }
    return {
        "operationId": f"{got['operationId']}_posted",
        "tags": [endpoint.tag],
        "summary": f"{endpoint.summary}: the same arguments as JSON",
        "description": "For more than an address can hold; the answer is the same as with GET.",
        "parameters": [],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": endpoint.arguments}},
        },
        "responses": responses,
    }


def _operation(endpoint: _Endpoint, answers: Outputs) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = []
    if endpoint.in_path:
        name = endpoint.path.partition("{")[2].removesuffix("}")
        parameters.append(
            {
                "in": "path",
                "name": name,
                "required": True,
                "description": endpoint.in_path,
                "schema": {"type": "string"},
            }
        )
    if endpoint.arguments._declared_fields:
        parameters.append({"in": "query", "schema": endpoint.arguments})
    meaning = (endpoint.answer.__doc__ or "").strip().partition("\n")[0] if endpoint.answer else ""
    # marshmallow writes "Generated" into a schema that is made from a mapping
    if not meaning or meaning.startswith("Generated"):
        meaning = endpoint.summary
    content: dict[str, Any] = {
        kind.partition(";")[0]: {"schema": _JSON_FILE if kind.endswith("+json") else _FILE}
        for kind in endpoint.files
    }
    if endpoint.answer:
        content["application/json"] = {"schema": endpoint.answer}
    responses: dict[str, Any] = {"200": {"description": meaning, "content": content}}
    if endpoint.answer:
        responses["304"] = {"description": "Unchanged since the answer with that `ETag`."}
    for status in sorted({*endpoint.fails, "429"}):
        responses[status] = {
            "description": _FAILURES[status],
            "content": {MEDIA_TYPE: {"schema": answers.problem}},
        }
    room, _, one = endpoint.path.strip("/").partition("/")
    responses = with_headers(responses, is_file=endpoint.answer is None, may_move=bool(one))
    return {
        "operationId": f"{room}_one" if one else room,
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
        "description": endpoint.description,
        "parameters": parameters,
        "responses": responses,
    }
