"""The address for agents, which use the Model Context Protocol."""

from __future__ import annotations

import orjson
from flask import Response, request

from service.api.mcp.protocol import answer


def mcp() -> Response:
    """Answer one message of an agent."""
    reply = answer(request.get_data())
    body = b"" if reply.body is None else orjson.dumps(reply.body)
    response = Response(body, reply.status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
