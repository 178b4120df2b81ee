"""Two questions of an operator's tools: does the process live, and can it answer searches."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from service.errors import EngineUnavailable, without_credentials, without_places
from service.metrics import may_read
from service.schemas.answer_json import answer_bytes
from service.search.addresses import ALIVE, READY
from service.search.site import Site
from service.upkeep.dump_care import CARE, DumpCare
from service.upkeep.dump_problems import owed_dump
from service.upkeep.notice import mapping_notice


def blueprint() -> Blueprint:
    """Return /healthz and /readyz."""
    rooms = Blueprint("health", __name__)
    rooms.add_url_rule(ALIVE, view_func=alive)
    rooms.add_url_rule(READY, view_func=ready)
    return rooms


def alive() -> Response:
    """Answer that the process is alive, even if the engine is not."""
    return _unstored(jsonify(status="ok"))


def ready() -> Response:
    """Answer with what is served, or 503 and the reason, which no other answer gives.

    It is whole for who may read the metrics, and without the names of files and hosts for others.
    """
    site: Site = current_app.extensions["searchroom"]
    reason = site.engine.health()
    if reason:
        return _not_ready(reason)
    info = site.engine.info()
    warnings = [info.notice] if info.notice else []
    if stale := mapping_notice(info, site.mapping, site.settings.mapping):
        warnings.append(stale)
    if site.names.problem:
        warnings.append(site.names.problem)
    if site.bridges.own.problem:
        warnings.append(site.bridges.own.problem)
    if site.faces.problem:
        warnings.append(site.faces.problem)
    if problem_of_lists := site.engine.lasting.problem():
        warnings.append(problem_of_lists)
    care: DumpCare = current_app.extensions[CARE]
    if owed := care.damage() or owed_dump(site.engine, site.settings.dumps):
        warnings.append(owed)
    if not may_read():
        warnings = [without_places(warning) for warning in warnings]
    return _unstored(
        jsonify(status="ready", index=info.name, records=info.records, warnings=warnings)
    )


def _not_ready(reason: str) -> Response:
    from service.schemas.problem import MEDIA_TYPE, problem  # noqa: PLC0415 - for errors alone

    message = without_credentials(reason)
    error = EngineUnavailable(message if may_read() else without_places(message))
    site: Site = current_app.extensions["searchroom"]
    body = answer_bytes(problem(error, detail=error.detail), site.mapping)
    response = _unstored(Response(body, error.status, mimetype=MEDIA_TYPE))
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _unstored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
