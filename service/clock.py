"""The time limit of a request, after which no more work is begun for it.

An engine limits each search by itself, but a request makes several. The clock belongs to the
answering thread (a context variable), so it need not be passed through code that knows nothing of
requests. If none was set, as in a command, there is no limit.
"""

from __future__ import annotations

import time
from contextvars import ContextVar

from service.errors import OutOfTime

_ends: ContextVar[float] = ContextVar("ends", default=float("inf"))


def start(ends: float) -> None:
    """Limit the work of this thread to a time of `time.monotonic`."""
    _ends.set(ends)


def stop() -> None:
    """Remove the limit of this thread."""
    _ends.set(float("inf"))


def left() -> float:
    """Return the remaining seconds; below 0 if the time is over."""
    return _ends.get() - time.monotonic()


def check() -> None:
    """Raise OutOfTime if the time is over. Called before each piece of work of an engine."""
    if left() < 0:
        raise OutOfTime(OutOfTime.public)
