"""Two questions of an operator's tools: does the process live, and can it answer searches."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from service.errors import EngineUnavailable
from service.search.site import Site
from service.upkeep.notice import stale_mapping


def blueprint() -> Blueprint:
    """Return /healthz and /readyz."""
    rooms = Blueprint("health", __name__)
    rooms.add_url_rule("/healthz", view_func=alive)
    rooms.add_url_rule("/readyz", view_func=ready)
    return rooms


def alive() -> Response:
    """Say that the process lives, whatever the engine does."""
    return _unstored(jsonify(status="ok"))


def ready() -> Response:
    """Say what is served; raises EngineUnavailable with the reason where nothing can be."""
    site: Site = current_app.extensions["searchroom"]
    reason = site.engine.health()
    if reason:
        raise EngineUnavailable(reason)
    info = site.engine.info()
    warnings = []
    if stale := stale_mapping(info, site.mapping):
        warnings.append(stale)
    if site.names.problem:
        warnings.append(site.names.problem)
    return _unstored(
        jsonify(status="ready", index=info.name, records=info.records, warnings=warnings)
    )


def _unstored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
