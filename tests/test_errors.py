"""Every way to fail: its status, its shape, and nothing said that is not the client's business."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from index_mappings.mapping import MappingError, RecordMapping
from service.engines.embedded import EmbeddedEngine
from service.engines.opening import open_engine
from service.errors import ConfigurationError, EngineUnavailable, SearchroomError
from service.settings import Settings

SEARCH = "/api/v1/search"
READING = (
    f"{SEARCH}?q=jets", "/api/v1/records/k3", "/api/v1/collections", "/api/v1/collections/korea",
    "/api/v1/facets/type", "/api/v1/suggest?q=so",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(mapping: RecordMapping) -> FlaskClient:
    return client_of(filled_engine(mapping))


class Failing(EmbeddedEngine):
    """An engine of which every reading method raises the same."""

    error: Exception

    def _fail(self, *args: Any, **more: Any) -> Any:
        raise self.error

    search = count = get = collections = extents = terms = info = _fail

    def health(self) -> str:
        return str(self.error)


def failing(mapping: RecordMapping, error: Exception) -> FlaskClient:
    engine = Failing.open(None, mapping)
    engine.error = error  # type: ignore[attr-defined]
    return client_of(engine)


def test_all_faults_of_a_request_are_named_at_once(client: FlaskClient) -> None:
    answer = client.get(f"{SEARCH}?tpye=Cable&size=100000&page=x&year=abc&q=jets")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert {error["parameter"] for error in answer.json["errors"]} == {
        "tpye", "size", "page", "year",
    }  # fmt: skip
    (unknown,) = (error for error in answer.json["errors"] if error["parameter"] == "tpye")
    assert unknown["suggestion"] == "type"
    assert answer.json["status"] == 400


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        (f"{SEARCH}?size=-1", "size"),
        (f"{SEARCH}?cursor=nonsense", "cursor"),
        (f"{SEARCH}?utm_source=x", "utm_source"),
        ("/api/v1/facets/type?order=best", "order"),
        ("/api/v1/facets/type?cursor=x", "cursor"),
        ("/api/v1/facets/type?tpye=x", "tpye"),
        ("/api/v1/suggest?size=1000", "size"),
        ("/api/v1/suggest?query=x", "query"),
        ("/api/v1/collections?page=2", "page"),
        ("/api/v1/collections/korea?x=1", "x"),
        ("/api/v1/records/k3?format=word", "format"),
    ],
)
def test_an_argument_at_fault_is_named(client: FlaskClient, address: str, parameter: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json["errors"]] == [parameter]


def test_a_cursor_of_another_search_is_refused(client: FlaskClient) -> None:
    cursor = client.get(f"{SEARCH}?size=2").json["page"]["next_cursor"]
    assert client.get(f"{SEARCH}?size=2&cursor={cursor}").status_code == 200
    for other in ("q=jets", "sort=title", "type=Cable"):
        answer = client.get(f"{SEARCH}?size=2&cursor={cursor}&{other}")
        assert answer.status_code == 400
        assert "another search" in answer.json["detail"]


@pytest.mark.parametrize(
    "address",
    ["/api/v1/records/none", "/api/v1/collections/none", "/api/v1/facets/none", "/api/v1/none",
     "/api/v2/search", "/api/v1/records/none/", "/api/v1/collections/none/",
     "/api/v1/records/%FF%FE"],
)  # fmt: skip
def test_what_is_not_there_is_404_in_json(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert (answer.json["status"], answer.json["title"]) == (404, "Not found")
    assert answer.json["detail"]


def test_a_facet_mistyped_is_suggested(client: FlaskClient) -> None:
    assert "'type'" in client.get("/api/v1/facets/tpye").json["detail"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_only_reading_is_allowed(client: FlaskClient, method: str) -> None:
    answer = client.open(SEARCH, method=method)
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("address", READING)
def test_an_engine_that_is_away_is_503_with_the_time_to_try_again(
    mapping: RecordMapping, address: str
) -> None:
    client = failing(mapping, EngineUnavailable("no answer from http://user:secret@host:9200"))
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "secret" not in answer.text
    assert "host" not in answer.text and answer.json["detail"]


def test_the_process_lives_while_the_engine_is_away(mapping: RecordMapping) -> None:
    client = failing(mapping, EngineUnavailable("no answer from http://user:secret@host:9200"))
    assert client.get("/healthz").json == {"status": "ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.mimetype) == (503, "application/problem+json")
    assert ready.json["detail"] == "no answer from http://host:9200"
    elsewhere = client.get("/readyz", environ_base={"REMOTE_ADDR": "198.51.100.7"})
    assert (elsewhere.status_code, elsewhere.json["detail"]) == (503, "no answer from …")
    assert client.get("/api/openapi.json").status_code == 200


def test_an_empty_index_is_503_and_says_that_nothing_is_loaded(mapping: RecordMapping) -> None:
    client = client_of(EmbeddedEngine.open(None, mapping))
    for address in (*READING, "/readyz"):
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (503, "application/problem+json"), address
    assert client.get("/healthz").status_code == 200


def test_a_loaded_index_is_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json["records"] > 0
    assert answer.json["warnings"] == []


@pytest.mark.parametrize("address", READING)
def test_a_defect_is_logged_and_says_nothing_of_itself(
    mapping: RecordMapping, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = failing(mapping, RuntimeError("password=hunter2"))
    with caplog.at_level(logging.ERROR):
        answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "hunter2" not in answer.text
    assert any("hunter2" in str(entry.exc_info) for entry in caplog.records)


def test_a_reader_gets_a_page(mapping: RecordMapping, client: FlaskClient) -> None:
    for answer in (
        client.get("/nothing-here"),
        failing(mapping, EngineUnavailable("away")).get("/search?q=jets"),
        failing(mapping, RuntimeError("hunter2")).get("/search?q=jets"),
    ):
        assert answer.status_code in (404, 500, 503)
        assert answer.mimetype == "text/html"
        assert "hunter2" not in answer.text


def test_every_error_of_ours_has_a_status_and_a_title() -> None:
    tree = [SearchroomError]
    for kind in tree:
        tree.extend(kind.__subclasses__())
    assert len(tree) > 8
    for kind in tree:
        assert 400 <= kind.status < 600
        assert kind.title


def test_settings_that_name_no_engine_are_refused_without_repeating_a_password() -> None:
    with pytest.raises(ConfigurationError) as caught:
        open_engine(Settings(engine="htps://user:secret@host"))
    assert "secret" not in str(caught.value)
    with pytest.raises(ConfigurationError, match="folder"):
        open_engine(Settings(engine="embedded:"))
    with pytest.raises(ConfigurationError, match="shipped"):
        open_engine(Settings(mapping="nonsense"))


def test_a_mapping_that_cannot_be_used_is_our_fault(mapping: RecordMapping) -> None:
    answer = failing(mapping, MappingError("mapping 'x': broken")).get(SEARCH)
    assert answer.status_code == 500
    assert answer.json["title"] == "The site is not set up correctly"
