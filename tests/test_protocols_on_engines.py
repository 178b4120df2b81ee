"""What other programs ask, on both engines: SRU, reconciliation, CMIF, and the Python client."""

from __future__ import annotations

import json

from lxml import etree
from served_app import served
from serving import client_of
from test_recipes import client_module
from test_sru import QUERIES

from service.engines.contract import Engine

SRW = {"s": "http://www.loc.gov/zing/srw/"}


def test_a_query_in_cql_finds_the_same(engine: Engine) -> None:
    client = client_of(engine)
    for query, ids in QUERIES:
        asked = {"operation": "searchRetrieve", "query": query, "maximumRecords": "100"}
        root = etree.fromstring(client.get("/sru", query_string=asked).data)
        found = {one.text for one in root.iterfind(".//s:recordIdentifier", SRW)}
        assert found == ids, query


def test_a_name_is_found(engine: Engine) -> None:
    batch = {"a": {"query": "Shaoqi, Liu"}, "b": {"query": "Chongqing", "type": "places"}}
    answer = client_of(engine).post("/reconcile", data={"queries": json.dumps(batch)}).json
    first = [answer[name]["result"][0] for name in batch]
    assert [(one["id"], one["match"]) for one in first] == [
        ("people:Liu Shaoqi", True), ("places:Chongqing", True),
    ]  # fmt: skip


def test_letters_are_listed(engine: Engine) -> None:
    body = client_of(engine).get("/api/v1/export?format=cmif&collection=korea&sort=date").data
    keys = [one.get("key") for one in etree.fromstring(body).iterfind(".//{*}correspDesc")]
    assert keys == ["k1", "k2", "k4", "k3"]


def test_the_client_of_one_file_reads_everything(engine: Engine) -> None:
    with served(engine) as address:
        site = client_module().Site(address, wait=lambda _: None)
        total = site.search(size=0)["total"]["value"]
        found = [one["id"] for one in site.each(fields="title", size=7)]
        assert len(found) == len(set(found)) == total
        assert [one["id"] for one in site.records(["k1", "none", "k2"])] == ["k1", "k2"]
        assert site.by_time("month", q="pilots") == {"1950-07": 3}
        pairs = [*site.network("sender", "recipient", collection="korea", size=2)]
        assert ("Stalin", "Zhou Enlai", 1) in pairs and len(pairs) == 4
        assert {one["id"] for one in site.export(type="Cable")} >= {"k1", "k4"}
