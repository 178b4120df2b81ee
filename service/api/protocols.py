"""The addresses for other protocols, such as OAI-PMH.

Most sites use few of them, so each is imported on first use.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint

from service.api.responding import open_to_all
from service.late import late
from service.search.addresses import (
    MCP,
    OAI,
    OAI_JSON_SCHEMA,
    RECONCILE,
    RECONCILE_ENTITY,
    RECONCILE_PREVIEW,
    RECONCILE_TYPE,
    RECONCILE_VIEW,
    SRU,
)

_EITHER = ("GET", "POST")

PROTOCOLS = {
    "harvesting": ((OAI, "oai", _EITHER), (f"/{OAI_JSON_SCHEMA}", "json_schema", ("GET",))),
    # GET, by which a server would speak up, is 405
    "agents": ((MCP, "mcp", ("POST",)),),
    "library_search": ((SRU, "sru", _EITHER),),
    "reconciling": (
        (RECONCILE, "reconcile", _EITHER),
        (f"{RECONCILE}/", "reconcile", _EITHER),
        (RECONCILE_ENTITY, "suggest_entity", ("GET",)),
        (RECONCILE_TYPE, "suggest_type", ("GET",)),
        (RECONCILE_PREVIEW, "show", ("GET",)),
        (RECONCILE_VIEW, "lead", ("GET",)),
    ),
}
"""Each module of this room with a protocol: its addresses, their views, and the methods taken."""

_NO_SCRIPTS = frozenset({"harvesting"})
"""Protocols that no page of another site asks by."""


def protocols() -> Iterator[Blueprint]:
    """Yield the addresses of each protocol."""
    for name, addresses in PROTOCOLS.items():
        rooms = Blueprint(name, __name__)
        for path, view, methods in addresses:
            place = f"{__package__}.{name}:{view}"
            rooms.add_url_rule(path, view_func=late(place, is_rare=True), methods=methods)
        if name not in _NO_SCRIPTS:
            rooms.after_request(open_to_all)
        yield rooms
