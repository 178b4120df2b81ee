"""How long one request may take in all: after that no more work is begun for it.

An engine bounds each search by itself; a request makes several. The clock is of the thread that
answers (a context variable), so it need not be handed through what knows nothing of requests.
Where none was set, as in a command, there is all the time in the world.
"""

from __future__ import annotations

import time
from contextvars import ContextVar

from service.errors import OutOfTime

_ends: ContextVar[float] = ContextVar("ends", default=float("inf"))


def start(ends: float) -> None:
    """Give the work of this thread until a moment of `time.monotonic`."""
    _ends.set(ends)


def stop() -> None:
    """Give the work of this thread all the time in the world."""
    _ends.set(float("inf"))


def left() -> float:
    """Return the seconds that are left; below 0 where the time is over."""
    return _ends.get() - time.monotonic()


def check() -> None:
    """Raise OutOfTime if the time is over. Called before each piece of work of an engine."""
    if left() < 0:
        raise OutOfTime(OutOfTime.public)
