"""Long work in pieces, with a rest after each, so that whoever asks meanwhile is answered first."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_LONGEST = 0.25  # seconds of one rest: a slow piece must not make a crawler give up


def gently(pieces: Iterable[T]) -> Iterator[T]:
    """Yield pieces, and rest after each for as long as it took of the processor.

    Threads of one process take turns at Python: without rests a search that gives its turn away
    for some milliseconds, as it does whenever it asks the engine, waits as long for the next.
    """
    began = time.thread_time()
    for piece in pieces:
        yield piece
        time.sleep(min(_LONGEST, max(0.0, time.thread_time() - began)))
        began = time.thread_time()
