"""Long work in pieces with pauses, so that other requests are answered first."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_LONGEST = 0.25  # seconds of one rest: a slow piece must not make a crawler give up


def gently(pieces: Iterable[T]) -> Iterator[T]:
    """Yield pieces, and pause after each for as long as its processor time.

    Threads of one process share the interpreter: without pauses a search that releases it for some
    milliseconds, as during each engine call, waits as long to get it back.
    """
    began = time.thread_time()
    for piece in pieces:
        yield piece
        time.sleep(min(_LONGEST, max(0.0, time.thread_time() - began)))
        began = time.thread_time()
