"""JSON-RPC 2.0 for the Model Context Protocol over HTTP, without state between requests.

Source: Model Context Protocol, "Lifecycle", "Streamable HTTP" and "Tools", revision 2025-11-25.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import Any

import orjson
from marshmallow import ValidationError

from index_mappings.json_values import Json
from service.api.mcp.tools import TOOL_BY_NAME, TOOLS
from service.current import site
from service.errors import SearchroomError

_VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26")
_PARSE, _INVALID, _METHOD, _PARAMS = -32700, -32600, -32601, -32602  # codes of JSON-RPC
_ADVICE = (
    "A catalogue of records. Search first, read what you need, check what you quote with "
    "quote_check, and give each record's address and citation."
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A response: a status, and a body if the message requires one."""

    status: int
    body: dict[str, Json] | None = None


class _Refused(Exception):
    """A message that cannot be answered, with its JSON-RPC error code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def answer(data: bytes) -> Reply:
    """Return the reply to one message of a client."""
    try:
        message: Any = orjson.loads(data)
    except ValueError:
        return Reply(400, _error(None, _PARSE, "the message is not JSON"))
    if not isinstance(message, Mapping) or not isinstance(message.get("method"), str):
        return Reply(400, _error(None, _INVALID, "send one message of JSON-RPC 2.0 at a time"))
    if "id" not in message:
        return Reply(202)  # a notification: there is nothing to keep of it
    id = message["id"]
    if not isinstance(id, str | int) or isinstance(id, bool):
        return Reply(400, _error(None, _INVALID, "an id is a string or a number"))
    params = message.get("params") or {}
    try:
        if not isinstance(params, Mapping):
            raise _Refused(_PARAMS, "params is not an object")
        result = _result(message["method"], params)
    except _Refused as refused:
        return Reply(200, _error(id, refused.code, refused.message))
    return Reply(200, {"jsonrpc": "2.0", "id": id, "result": result})


def _result(method: str, params: Mapping[str, Any]) -> dict[str, Json]:
    if method == "initialize":
        return _initialized(params)
    if method == "ping":
        return {}
    if method == "tools/list":
        return {"tools": [tool.described(site().mapping) for tool in TOOLS]}
    if method == "tools/call":
        return _called(params)
    raise _Refused(_METHOD, f"there is no method {method[:60]!r}")


def _initialized(params: Mapping[str, Any]) -> dict[str, Json]:
    wanted = params.get("protocolVersion")
    return {
        "protocolVersion": wanted if wanted in _VERSIONS else _VERSIONS[0],
        "capabilities": {"tools": {"listChanged": False}},
        "serverInfo": {
            "name": "searchroom",
            "title": site().title,
            "version": metadata.version("searchroom"),
        },
        "instructions": _ADVICE,
    }


def _called(params: Mapping[str, Any]) -> dict[str, Json]:
    name, given = params.get("name"), params.get("arguments") or {}
    tool = TOOL_BY_NAME.get(name) if isinstance(name, str) else None
    if tool is None:
        raise _Refused(_PARAMS, f"there is no tool {str(name)[:60]!r}")
    if not isinstance(given, dict):
        raise _Refused(_PARAMS, "arguments is not an object")
    try:
        answer = tool.run(given)
    except ValidationError as error:
        return _failed("; ".join(map(str, error.messages)))
    except SearchroomError as error:
        return _failed(error.told)
    text = orjson.dumps(answer).decode()
    return {"content": [{"type": "text", "text": text}], "structuredContent": answer}


def _failed(message: str) -> dict[str, Json]:
    """Return an error as the answer of a tool, so that an agent can correct its call."""
    return {"content": [{"type": "text", "text": message}], "isError": True}


def _error(id: Json, code: int, message: str) -> dict[str, Json]:
    return {"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}}
