"""The recipes of the documentation, asked of the sample site; and the client of one file."""

from __future__ import annotations

import csv
import importlib.util
import io
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from serving import filled_engine, publish
from werkzeug.serving import make_server

from index_mappings.mapping import RecordMapping
from service.app import create_app
from service.engines.embedded import EmbeddedEngine
from service.settings import Settings

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "recipes.md").read_text()
ADDRESSES = re.findall(r"'http://127\.0\.0\.1:8000([^']+)'", PAGE)
CLIENT = ROOT / "samples" / "clients" / "searchroom.py"


@pytest.fixture(scope="module")
def client(samples: Settings) -> FlaskClient:
    return create_app(samples).test_client()


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_recipe_answers(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.data


def test_the_chart_has_every_letter(client: FlaskClient) -> None:
    (address,) = [one for one in ADDRESSES if "histogram=month" in one and "csv" not in one]
    answer = client.get(address).json
    (made,) = answer["histograms"].values()
    assert answer["total"]["value"] == sum(one["count"] for one in made["values"]) == 2
    assert made["filled"]


def test_the_network_is_that_of_its_records(client: FlaskClient) -> None:
    (address,) = [one for one in ADDRESSES if "collection=" in one and "*" in one]
    (made,) = client.get(address).json["pairs"].values()
    found: dict[tuple[str, str], int] = {}
    collection = re.search(r"collection=([^&]+)", address)
    assert collection
    hits = client.get(f"/api/v1/search?collection={collection[1]}&size=100").json["results"]
    for hit in hits:
        for one in hit.get("sender", ()):
            for other in hit.get("recipient", ()):
                pair = one["name"], other["name"]
                found[pair] = found.get(pair, 0) + 1
    assert {(one["first"], one["second"]): one["count"] for one in made["values"]} == found
    assert found


def test_the_table_is_read_by_its_header(client: FlaskClient) -> None:
    (address,) = [one for one in ADDRESSES if "histogram=month" in one and "csv" in one]
    rows = csv.DictReader(io.StringIO(client.get(address).data.decode("utf-8-sig")))
    assert sum(int(row["count"]) for row in rows) >= 2


def client_module() -> Any:
    spec = importlib.util.spec_from_file_location("searchroom_client", CLIENT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestClient:
    """The client of one file against a site on a socket."""

    waited: list[float]

    @pytest.fixture
    def engine(self, mapping: RecordMapping) -> EmbeddedEngine:
        return filled_engine(mapping)

    @pytest.fixture
    def site(self, engine: EmbeddedEngine) -> Iterator[Any]:
        server = make_server("127.0.0.1", 0, create_app(Settings(), engine))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.waited = []
        try:
            yield client_module().Site(
                f"http://127.0.0.1:{server.server_port}", wait=self.waited.append
            )
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def test_every_record_once(self, site: Any) -> None:
        total = site.search(size=0)["total"]["value"]
        found = [one["id"] for one in site.each(fields="title", size=9)]
        assert len(found) == len(set(found)) == total > 18
        assert self.waited == [0.2] * (len(self.waited) or 1)
        assert [one["id"] for one in site.each("twins", sort="title")] == ["e1", "e2", "e3"]
        assert len([*site.each("harbour", type__not=["Report", "Letter"])]) < len(
            [*site.each("harbour")]
        )

    def test_records_counts_and_networks(self, site: Any) -> None:
        assert [one["id"] for one in site.records(["k1", "none", "a/b", "k2"])] == [
            "k1",
            "a/b",
            "k2",
        ]
        assert site.by_time("month", q="pilots") == {"1950-07": 3}
        pairs = [*site.network("sender", "recipient", collection="korea", size=2)]
        assert ("Stalin", "Zhou Enlai", 1) in pairs
        assert len(pairs) == 4
        assert {one["id"] for one in site.export(type="Cable")} >= {"k1", "k4"}
        assert [*site.changes()] == []

    def test_what_is_refused_and_what_moved(self, site: Any, engine: EmbeddedEngine) -> None:
        module = client_module()
        with pytest.raises(Exception, match="is not one of") as refused:
            site.search(sort="best")
        assert refused.value.status == 400
        assert refused.value.problem["errors"][0]["parameter"] == "sort"
        reading = site.each(size=5)
        assert next(reading)["id"]
        publish(engine, [])
        with pytest.raises(Exception, match="410") as moved:
            list(reading)
        assert type(moved.value).__name__ == module.Moved.__name__

    def test_it_waits_as_long_as_it_is_told(self, engine: EmbeddedEngine) -> None:
        asked: list[str] = []

        def busy(environ: Any, start: Any) -> list[bytes]:
            asked.append(environ["HTTP_USER_AGENT"])
            if len(asked) < 3:
                start("429 Too Many Requests", [("Retry-After", "7")])
                return [b"{}"]
            start("200 OK", [("Content-Type", "application/json")])
            return [b'{"total": 0}']

        server = make_server("127.0.0.1", 0, busy)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        waited: list[float] = []
        try:
            site = client_module().Site(
                f"http://127.0.0.1:{server.server_port}", agent="a study", wait=waited.append
            )
            assert site.search() == {"total": 0}
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
        assert asked == ["a study"] * 3
        assert waited == [7.0, 0.2, 7.0, 0.2]
