"""The catalogue for agents: the protocol, the tools, and the official client of it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import jsonschema
import pytest
from catalogue import RECORDS, day, people, record
from flask.testing import FlaskClient
from served_app import served
from serving import client_of, filled_engine, more_records

from index_mappings.mapping import RecordMapping
from service.api.mcp.tools import TOOLS
from service.engines.embedded import EmbeddedEngine

LETTER = record(
    "letter", "Letter from Per Lindqvist to Mary Ostrow", type="Letter", date=day(1950, 3, 2),
    sender=people("Per Lindqvist"), recipient=people("Mary Ostrow"),
    people=people("Per Lindqvist", "Mary Ostrow"), summary="On berths.",
    text="I ask for two berths near the fish market. " * 400,
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(mapping: RecordMapping) -> EmbeddedEngine:
    return filled_engine(mapping, [*RECORDS, *more_records(), LETTER])


@pytest.fixture(scope="module")
def client(engine: EmbeddedEngine) -> FlaskClient:
    return client_of(engine)


def sent(client: FlaskClient, method: str, **params: Any) -> dict[str, Any]:
    message = {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}
    answer = client.post("/mcp", json=message)
    assert answer.status_code == 200 and answer.json["id"] == 7
    assert isinstance(answer.json, dict)
    return answer.json


def called(client: FlaskClient, name: str, **arguments: Any) -> dict[str, Any]:
    result: dict[str, Any] = sent(client, "tools/call", name=name, arguments=arguments)["result"]
    assert not result.get("isError"), result["content"]
    (content,) = result["content"]
    assert json.loads(content["text"]) == result["structuredContent"]
    found: dict[str, Any] = result["structuredContent"]
    return found


def failed(client: FlaskClient, name: str, **arguments: Any) -> str:
    result = sent(client, "tools/call", name=name, arguments=arguments)["result"]
    assert result["isError"]
    return str(result["content"][0]["text"])


def test_the_life_of_a_client_leaves_nothing_behind(client: FlaskClient) -> None:
    made = sent(client, "initialize", protocolVersion="2025-06-18", capabilities={})["result"]
    assert made["protocolVersion"] == "2025-06-18"
    newest = sent(client, "initialize", protocolVersion="1999-01-01")["result"]
    assert newest["protocolVersion"] == "2025-11-25"
    told = client.post("/mcp", json={"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (told.status_code, told.data) == (202, b"")
    assert sent(client, "ping")["result"] == {}
    assert client.get("/mcp").status_code == 405


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, -32700),
        (b"[]", 400, -32600),
        (b'{"id": 1}', 400, -32600),
        (b'{"id": null, "method": "ping"}', 400, -32600),
        (b'{"id": 1, "method": "resources/list"}', 200, -32601),
        (b'{"id": 1, "method": "tools/call", "params": []}', 200, -32602),
        (b'{"id": 1, "method": "tools/call", "params": [1]}', 200, -32602),
        (b'{"id": 1, "method": "tools/call", "params": {"name": "rm"}}', 200, -32602),
        (b'{"id": 1, "method": "tools/call", "params": {"name": {}}}', 200, -32602),
        (b'{"id": 1, "method": "tools/call", "params": {"name": "cite", "arguments": [1]}}',
         200, -32602),
    ],
)  # fmt: skip
def test_what_is_no_message_or_no_method_has_its_code(
    client: FlaskClient, body: bytes, status: int, code: int
) -> None:
    answer = client.post("/mcp", data=body)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)


def test_each_tool_says_in_a_valid_schema_what_it_takes(client: FlaskClient) -> None:
    tools = sent(client, "tools/list")["result"]["tools"]
    assert [tool["name"] for tool in tools] == [tool.name for tool in TOOLS]
    for tool in tools:
        jsonschema.Draft202012Validator.check_schema(tool["inputSchema"])
        assert tool["inputSchema"]["type"] == "object"
        assert tool["inputSchema"]["additionalProperties"] is False


def test_a_search_is_short_and_has_addresses_and_citations(client: FlaskClient) -> None:
    found = called(client, "search", q="report", type=["Report"])
    assert found["total"] >= len(found["results"]) > 0
    assert len(found["results"]) <= 5
    first = found["results"][0]
    assert first["address"].startswith("http://localhost/records/")
    assert first["title"] in first["citation"] or "“" in first["citation"]
    assert called(client, "search", q="berths", size=1)["results"][0]["id"] == "letter"


def test_a_long_text_is_given_in_parts(client: FlaskClient) -> None:
    first = called(client, "get_record", id="letter")
    assert len(first["text"]) == 6_000 < first["text_characters"]
    rest = called(
        client, "get_record", id="letter", text_from=first["text_goes_on_at"], text_size=20_000
    )
    assert first["text"] + rest["text"] == LETTER.text("text")
    assert "text_goes_on_at" not in rest


def test_values_letters_citations_and_quotations(client: FlaskClient) -> None:
    values = called(client, "list_facet", facet="type", size=2)["values"]
    assert len(values) == 2 and values[0]["count"] >= values[1]["count"]
    between = called(client, "compare_people", one="Per Lindqvist", other="Mary Ostrow")
    assert (between["total"], between["letters_there"], between["letters_back"]) == (1, 1, 0)
    styles = called(client, "cite", id="letter")["styles"]
    assert "Lindqvist" in styles["chicago"] and "<" not in styles["chicago"]
    assert called(client, "cite", id="letter", style="apa")["styles"].keys() == {"apa"}
    assert called(client, "quote_check", id="letter", text="two berths near the fish")["found"]
    assert not called(client, "quote_check", id="letter", text="three berths")["found"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("search", {"nonsense": 1}, "nonsense"),
        ("search", {"facets": "type"}, "facets"),
        ("search", {"size": 500}, "size"),
        ("search", {"size": "five"}, "size"),
        ("search", {"date": "yesterday"}, "date"),
        ("get_record", {"id": "nowhere"}, "nowhere"),
        ("get_record", {}, "id"),
        ("get_record", {"id": 5}, "id"),
        ("get_record", {"id": "letter", "text_size": 10**9}, "text_size"),
        ("list_facet", {"facet": "colour"}, "facet"),
        ("cite", {"id": "letter", "style": "mine"}, "style"),
        ("quote_check", {"id": "letter", "text": ""}, "text"),
        ("compare_people", {"one": "Per Lindqvist"}, "other"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    client: FlaskClient, name: str, arguments: dict[str, Any], said: str
) -> None:
    assert said in failed(client, name, **arguments)


@pytest.mark.slow
def test_the_official_client_lists_the_tools_and_calls_them(engine: EmbeddedEngine) -> None:
    # a second to import, which every run of the quick tests would pay three times
    from mcp.client.client import Client  # noqa: PLC0415

    async def asked(address: str) -> tuple[set[str], Any]:
        async with Client(address) as agent:
            tools = await agent.list_tools()
            found = await agent.call_tool("search", {"q": "berths"})
            return {tool.name for tool in tools.tools}, found

    with served(engine) as address:
        names, found = asyncio.run(asked(f"{address}/mcp"))
    assert names == {tool.name for tool in TOOLS}
    assert found.structured_content["results"][0]["id"] == "letter"
