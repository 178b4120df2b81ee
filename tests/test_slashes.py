"""A slash too many at the end of an address leads to the address; an id may have its own."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping
from service.engines.embedded import EmbeddedEngine


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> EmbeddedEngine:
    return filled_engine(mapping)


@pytest.fixture(scope="module")
def client(engine: EmbeddedEngine) -> FlaskClient:
    return client_of(engine)


@pytest.mark.parametrize(
    "address",
    ["/search", "/help", "/collections", "/healthz", "/sitemap.xml", "/api/v1/search",
     "/api/v1/collections", "/api/v1/suggest", "/api/docs", "/records/k1", "/collections/korea"],
)  # fmt: skip
def test_a_slash_too_many_leads_to_the_address(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}/")
    assert (answer.status_code, answer.headers["Location"]) == (308, address)
    assert client.get(address).status_code < 400


@pytest.mark.parametrize(
    "address", ["/api/v1/records/k1", "/api/v1/collections/korea", "/api/v1/facets/type"]
)
def test_so_it_does_in_the_api_with_whole_addresses(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}/")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"http://localhost{address}")
    assert client.get(address).status_code == 200


def test_what_was_asked_stays(client: FlaskClient) -> None:
    for begin in ("/search", "/api/v1/search"):
        answer = client.get(f"{begin}/?q=%C4%90%E1%BA%B7ng&type=a%26b")
        assert answer.headers["Location"] == f"{begin}?q=%C4%90%E1%BA%B7ng&type=a%26b"
    answer = client.get("/api/v1/records/k1/?similar=2")
    assert answer.headers["Location"] == "http://localhost/api/v1/records/k1?similar=2"


def test_an_id_with_a_slash_at_its_end_is_found_as_it_is(client: FlaskClient) -> None:
    assert client.get("/records/trailing/").status_code == 200
    assert client.get("/api/v1/records/trailing/").json["id"] == "trailing/"
    assert client.get("/records/trailing").status_code == 404


@pytest.mark.parametrize("address", ["/records/none/", "/nowhere/", "/search//x/"])
def test_what_is_not_there_without_it_either_is_not_found(
    client: FlaskClient, address: str
) -> None:
    assert client.get(address).status_code == 404


def test_nothing_is_sent_on_but_what_is_read(client: FlaskClient) -> None:
    assert client.post("/search/").status_code == 404


@pytest.mark.parametrize("address", ["/api", "/api/", "/api/v1", "/api/v1/"])
def test_the_api_alone_leads_to_its_description(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (308, "/api/docs")


def test_a_site_under_a_path_stays_there(engine: EmbeddedEngine) -> None:
    client = client_of(engine, public_url="https://archive.example/room")
    assert client.get("/room/help/").headers["Location"] == "/room/help"
    assert client.get("/room/api/").headers["Location"] == "/room/api/docs"
