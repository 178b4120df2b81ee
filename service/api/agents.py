"""The address for agents, which ask by the Model Context Protocol."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, request

from service.api.responding import open_to_all
from service.search.addresses import MCP


def blueprint() -> Blueprint:
    """Return the one address of the protocol. GET, by which a server would speak up, is 405."""
    rooms = Blueprint("agents", __name__)
    rooms.add_url_rule(MCP, view_func=mcp, methods=["POST"])
    rooms.after_request(open_to_all)
    return rooms


def mcp() -> Response:
    """Answer one message of an agent."""
    # what agents can do uses nearly every room; a site without agents starts without it
    from service.api.mcp.protocol import answer  # noqa: PLC0415

    reply = answer(request.get_data())
    body = b"" if reply.body is None else orjson.dumps(reply.body)
    response = Response(body, reply.status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
