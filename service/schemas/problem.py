"""An error as RFC 9457 describes it: what the API answers, and what an error page shows."""

from __future__ import annotations

from dataclasses import dataclass

from service.errors import BadRequest, SearchroomError

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemError:
    """One thing wrong with a request."""

    parameter: str
    detail: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong (RFC 9457); `errors` names every argument at fault."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[ProblemError, ...] | None = None


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
