"""The description is what is answered: real answers are held against it, and so is the page."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from marshmallow import Schema
from openapi_spec_validator import validate
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping
from service.schemas.outputs import outputs

SCHEMAS = {
    "/search": "search",
    "/records/{id}": "record",
    "/records": "records",
    "/collections": "collections",
    "/collections/{id}": "collection",
    "/facets/{facet}": "facet",
    "/suggest": "suggest",
    "/changes": "changes",
    "/quote": "quote",
    "/counts": "counts",
}
ANSWERS = (
    ("/search", "/api/v1/search"),
    ("/search", "/api/v1/search?q=soviet+jets+zanzibar&type.not=Note&missing=year"),
    ("/search", "/api/v1/search?q=harbour&size=1&page=2&sort=title&highlight=0"),
    ("/search", "/api/v1/search?type=Telegramm&year=1949..1951&facets=none"),
    ("/search", "/api/v1/search?page=500"),
    ("/search", "/api/v1/search?q=harbuor&type=Cable"),
    ("/search", "/api/v1/search?q=soviet+jets+zanzibar"),
    ("/records/{id}", "/api/v1/records/k4"),
    ("/records/{id}", "/api/v1/records/markup"),
    ("/records/{id}", "/api/v1/records/k5?similar=3"),
    ("/records/{id}", "/api/v1/records/a~2Fb"),
    ("/records/{id}", "/api/v1/records/k5?fields=title,date.from"),
    ("/records", "/api/v1/records?ids=k5,old-id,none"),
    ("/records", "/api/v1/records?ids=k5&fields=title,links"),
    ("/search", "/api/v1/search?q=jets&fields=id,sender.name,score"),
    ("/search", "/api/v1/search?q=jets&size=0"),
    ("/collections", "/api/v1/collections"),
    ("/collections/{id}", "/api/v1/collections/korea"),
    ("/facets/{facet}", "/api/v1/facets/year?size=2"),
    ("/facets/{facet}", "/api/v1/facets/collection?filter=korean"),
    ("/suggest", "/api/v1/suggest?q=sov"),
    ("/quote", "/api/v1/quote?id=k5&text=jets"),
    ("/quote", "/api/v1/quote?id=k4&text=no+such+words"),
    ("/changes", "/api/v1/changes?since=0&size=3"),
    ("/counts", "/api/v1/counts?histogram=month&from=1950"),
    ("/counts", "/api/v1/counts?facets=sender*recipient&size=2"),
    ("/search", "/api/v1/search?facets=type*year,type&histogram=decade,year"),
)
PROBLEMS = (
    ("/search", "/api/v1/search?size=-1&x=y"),
    ("/records", "/api/v1/records?ids="),
    ("/records/{id}", "/api/v1/records/none"),
    ("/collections/{id}", "/api/v1/collections/none"),
    ("/facets/{facet}", "/api/v1/facets/tpye"),
)


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping))


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> dict[str, Any]:
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    return answer.get_json()  # type: ignore[no-any-return]


def test_the_document_is_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    validate(document)


@pytest.mark.parametrize(("path", "address"), ANSWERS)
def test_an_answer_is_what_is_described(
    client: FlaskClient, document: dict[str, Any], mapping: RecordMapping, path: str, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    made: type[Schema] = getattr(outputs(mapping), SCHEMAS[path])
    assert made().validate(answer.json) == {}
    assert faults(document, path, "200", "application/json", answer.json) == []


@pytest.mark.parametrize(("path", "address"), PROBLEMS)
def test_a_problem_is_what_is_described(
    client: FlaskClient, document: dict[str, Any], mapping: RecordMapping, path: str, address: str
) -> None:
    answer = client.get(address)
    assert answer.mimetype == "application/problem+json"
    assert outputs(mapping).problem().validate(answer.json) == {}
    kind = answer.mimetype
    assert faults(document, path, str(answer.status_code), kind, answer.json) == []


def test_every_argument_is_described_and_every_described_one_is_taken(
    client: FlaskClient, document: dict[str, Any], mapping: RecordMapping
) -> None:
    described = document["paths"]["/search"]["get"]["parameters"]
    names = {item["name"] for item in described}
    for facet in mapping.facets:
        assert {facet.name, f"{facet.name}.not"} <= names
    for item in described:
        assert item["description"], item["name"]
        answer = client.get(f"/api/v1/search?{item['name']}=")
        assert answer.status_code == 200, item["name"]
    size = next(item["schema"] for item in described if item["name"] == "size")
    assert (size["minimum"], size["maximum"], size["default"]) == (0, 500, 20)


def test_every_endpoint_described_is_there(client: FlaskClient, document: dict[str, Any]) -> None:
    assert set(document["paths"]) == {path for path, _ in ANSWERS} | {"/export"}
    files = document["paths"]["/export"]["get"]["responses"]["200"]["content"]
    for name in document["paths"]["/export"]["get"]["parameters"]:
        if name["name"] == "format":
            kinds = []
            for form in name["schema"]["enum"]:
                with client.get(f"/api/v1/export?format={form}") as answer:
                    kinds.append(answer.mimetype)
    assert set(kinds) == set(files)


def test_the_server_is_the_public_one(mapping: RecordMapping) -> None:
    client = client_of(filled_engine(mapping), public_url="https://archive.example/room/")
    document = client.get("/api/openapi.json").json
    assert document["servers"] == [{"url": "https://archive.example/room/api/v1"}]


def test_the_page_shows_everything_and_takes_nothing_from_another_host(
    client: FlaskClient, document: dict[str, Any]
) -> None:
    answer = client.get("/api/docs")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    for path, item in document["paths"].items():
        assert f"GET {path}" in answer.text
        for parameter in item["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in answer.text
    for name in document["components"]["schemas"]:
        assert f'id="shape-{name}"' in answer.text
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert 'src="http' not in answer.text
    assert 'rel="stylesheet" href="/api/docs.css"' in answer.text
    assert client.get("/api/docs.css").mimetype == "text/css"


def faults(
    document: dict[str, Any], path: str, status: str, kind: str, answer: dict[str, Any]
) -> list[str]:
    """Return what in an answer is not as the document says; keys not described count too."""
    schema = document["paths"][path]["get"]["responses"][status]["content"][kind]["schema"]
    whole = {**schema, "components": closed(document["components"])}
    return [error.message for error in Draft202012Validator(whole).iter_errors(answer)]


def closed(components: dict[str, Any]) -> dict[str, Any]:
    schemas = {
        name: {"additionalProperties": False, **schema}
        for name, schema in components["schemas"].items()
    }
    return {"schemas": schemas}
