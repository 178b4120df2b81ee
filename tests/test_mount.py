"""The site under a path behind a proxy, and the addresses it gives out."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from serving import client_of, filled_engine

from index_mappings.mapping import RecordMapping
from service.engines.embedded import EmbeddedEngine
from service.mount import Mounted, mount_path

PUBLIC = "https://archive.example/reading/room"


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> EmbeddedEngine:
    return filled_engine(mapping)


@pytest.fixture(scope="module")
def client(engine: EmbeddedEngine) -> FlaskClient:
    return client_of(engine, public_url=f"{PUBLIC}/")


@pytest.mark.parametrize("before", ["", "/reading/room"])
def test_a_proxy_may_take_the_path_off_or_leave_it(client: FlaskClient, before: str) -> None:
    found = client.get(f"{before}/api/v1/search?q=pilots&size=1")
    assert found.status_code == 200
    links = found.json["links"]
    assert links["self"] == f"{PUBLIC}/api/v1/search?q=pilots&size=1"
    assert links["html"] == f"{PUBLIC}/search?q=pilots&size=1"
    for link in (*links.values(), *found.json["results"][0]["links"].values()):
        assert link.startswith(f"{PUBLIC}/")
        path = urlsplit(link).path.removeprefix("/reading/room")
        assert client.get(f"{before}{path}").status_code == 200, link
    assert client.get(f"{before}/healthz").status_code == 200
    assert f'href="{"/reading/room"}/api/docs.css"' in client.get(f"{before}/api/docs").text


def test_the_front_page_is_there_with_and_without_a_slash(client: FlaskClient) -> None:
    for address in ("/reading/room", "/reading/room/", "/"):
        assert client.get(address).status_code == 200


def test_links_of_pages_stay_under_the_path(client: FlaskClient) -> None:
    page = client.get("/reading/room/search?q=pilots")
    assert page.status_code == 200
    assert 'href="/search' not in page.text
    assert 'href="/reading/room/' in page.text


def test_a_record_that_moved_leads_to_its_public_address(client: FlaskClient) -> None:
    moved = client.get("/reading/room/api/v1/records/old-id")
    assert moved.status_code == 308
    assert moved.headers["Location"] == f"{PUBLIC}/api/v1/records/new-id"


def test_a_host_header_changes_nothing_where_the_public_address_is_known(
    client: FlaskClient,
) -> None:
    answers = [
        client.get("/api/v1/search?q=jets", headers={"Host": host})
        for host in ("archive.example", "evil.example")
    ]
    assert answers[0].data == answers[1].data
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]
    assert answers[0].headers["Cache-Control"] == "public, no-cache"


def test_without_a_public_address_no_shared_cache_keeps_an_answer(engine: EmbeddedEngine) -> None:
    client = client_of(engine)
    answer = client.get("/api/v1/search?q=jets", headers={"Host": "evil.example"})
    assert answer.json["links"]["self"].startswith("http://evil.example/")
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("host", ["evil.example/<script>", 'a"b', "a b", "a@b"])
def test_a_host_that_is_no_host_is_refused(engine: EmbeddedEngine, host: str) -> None:
    answer = client_of(engine).get("/api/v1/search?q=jets", headers={"Host": host})
    assert answer.status_code == 400
    assert "script>" not in answer.text


def test_paths_alike_in_their_beginning_are_another_path() -> None:
    seen: list[tuple[str, str]] = []

    def application(environ, start):  # type: ignore[no-untyped-def]
        seen.append((environ["SCRIPT_NAME"], environ["PATH_INFO"]))
        return []

    mounted = Mounted(application, mount_path("https://host/room"))
    for path in ("/room", "/room/", "/room/search", "/roomy", "/search", "/room/room"):
        mounted({"PATH_INFO": path}, None)  # type: ignore[arg-type]
    assert [path for _, path in seen] == ["/", "/", "/search", "/roomy", "/search", "/room"]
    assert {script for script, _ in seen} == {"/room"}


def test_where_a_site_is_mounted() -> None:
    assert mount_path("https://host") == ""
    assert mount_path("https://host/") == ""
    assert mount_path("https://host/a/b/") == "/a/b"
    assert mount_path("") == ""
