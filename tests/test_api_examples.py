"""The examples of /api/docs are what the sample catalogue answers today; and what headers say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from bench.api_examples import examples, written
from index_mappings.mapping import RecordMapping, load
from service.api.examples import PATH
from service.app import create_app
from service.settings import Settings


@pytest.fixture(scope="module")
def document(mapping: RecordMapping) -> dict[str, Any]:
    document: dict[str, Any] = client_of(filled_engine(mapping, [])).get("/api/openapi.json").json
    return document


def test_each_endpoint_has_an_example_that_is_current(
    samples: Settings, document: dict[str, Any]
) -> None:
    made = examples(create_app(samples).test_client())
    assert written(made) == PATH.read_text(encoding="utf-8"), "run `make api-examples`"
    assert set(made) == set(document["paths"])


def test_an_answer_is_of_the_shape_that_is_described(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        answer = item["get"]["responses"]["200"]["content"].get("application/json")
        if answer:
            schema = answer["schema"]["$ref"].rpartition("/")[2]
            required = set(document["components"]["schemas"][schema].get("required", ()))
            assert required <= set(answer["examples"]["sample"]["value"]), path


def test_the_page_shows_them(mapping: RecordMapping) -> None:
    page = client_of(filled_engine(mapping, [])).get("/api/docs").text
    known = json.loads(PATH.read_text(encoding="utf-8"))
    assert page.count("An example of the sample catalogue") == len(known)
    assert "GET /search?q=geneva&amp;size=1" in page
    assert known["/export"]["text"].split("\n")[1] in page
    other = client_of(filled_engine(load("artworks"), []))
    assert "An example of the sample" not in other.get("/api/docs").text


def described(document: dict[str, Any], path: str, status: str) -> set[str]:
    return set(document["paths"][path]["get"]["responses"][status].get("headers", {}))


def test_headers_and_moves_are_described(document: dict[str, Any], mapping: RecordMapping) -> None:
    client: FlaskClient = client_of(filled_engine(mapping))
    moved = client.get("/api/v1/records/old-id")
    assert moved.status_code == 308
    assert described(document, "/records/{id}", "308") <= set(dict(moved.headers))
    assert described(document, "/collections/{id}", "308") == {"Location"}
    assert "308" not in document["paths"]["/search"]["get"]["responses"]
    answer = client.get("/api/v1/search?q=harbour&size=1")
    assert described(document, "/search", "200") <= set(dict(answer.headers))
    file = client.get("/api/v1/export?format=csv&sort=date")
    whole = described(document, "/export", "200") - {"Searchroom-Partial"}
    assert whole <= set(dict(file.headers))
    for path in document["paths"]:
        assert (
            described(document, path, "429") == described(document, path, "503") == {"Retry-After"}
        )
