"""An error as RFC 9457 describes it: what the API answers, and what an error page shows."""

from __future__ import annotations

from service.errors import BadRequest, SearchroomError
from service.schemas.answers import Problem, ProblemError

MEDIA_TYPE = "application/problem+json"


def problem(error: SearchroomError, *, detail: str = "") -> Problem:
    """Return an error with what is wrong with each argument at fault.

    The detail is what the public may know, unless another is given.
    """
    errors = None
    if isinstance(error, BadRequest):
        errors = tuple(
            ProblemError(fault.parameter, fault.detail, fault.suggestion) for fault in error.faults
        )
    return Problem("about:blank", error.title, error.status, detail or error.told, errors)
