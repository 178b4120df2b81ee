"""An error as RFC 9457 describes it: what the API answers, and what an error page shows."""

from __future__ import annotations

from typing import Any

from service.errors import BadRequest, Fault, SearchroomError

MEDIA_TYPE = "application/problem+json"


def problem(error: SearchroomError, *, detail: str = "") -> dict[str, Any]:
    """Return {"type", "title", "status", "detail"}, with "errors" where arguments are at fault.

    The detail is what the public may know, unless another is given.
    """
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": error.title,
        "status": error.status,
        "detail": detail or error.told,
    }
    if isinstance(error, BadRequest):
        body["errors"] = [fault_json(fault) for fault in error.faults]
    return body


def fault_json(fault: Fault) -> dict[str, str]:
    """Return {"parameter", "detail"} and, where there is one, "suggestion"."""
    shown = {"parameter": fault.parameter, "detail": fault.detail}
    if fault.suggestion:
        shown["suggestion"] = fault.suggestion
    return shown
