"""A page whose template the archive replaced, made anew with ours where theirs breaks it."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from flask import Response, current_app

from service.current import site
from service.face.templates import FOLDER


def made_with_ours(error: Exception, make: Callable[[], Response] | None = None) -> Response | None:
    """Return the answer that a template of the face kept from being made, or None if none did.

    All templates of the face are out of force then until its folder changes, which is logged in
    one sentence. `make` makes the answer; without it the request is answered from its beginning.
    """
    faces = site().faces
    dropped = faces.drop_templates()
    if dropped is None:
        return None
    try:
        response = make() if make else current_app.make_response(current_app.dispatch_request())
    except Exception:  # then the fault is not theirs; what it is is said of the first error
        faces.restore(dropped)
        return None
    faces.tell(f"{_where(error.__traceback__)}{type(error).__name__}: {error}")
    return response


def _where(trace: TracebackType | None) -> str:
    """Return the line of the face's template in which an error came up, or "" if in none."""
    found = ""
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(f"{FOLDER}/"):
            found = f"{file}:{trace.tb_lineno}: "
        trace = trace.tb_next
    return found
