"""Reading everything there is, slowly, to find what a disk has changed by itself."""

from __future__ import annotations

import threading
import time

_SHARE = 100  # one part of so many of a processor's time goes to reading
_LONGEST = 3000.0  # seconds of a pass over however much there is: within an hour, with room


class Pace:
    """Rests between the steps of one pass over a number of bytes.

    The pass takes at most a hundredth of one processor, and less than an hour.
    """

    def __init__(self, size: int, stopped: threading.Event) -> None:
        """`size` is in bytes; where it is `stopped`, no rest is waited for."""
        self._size = max(size, 1)
        self._stopped = stopped
        self._begun = self._step = time.monotonic()
        self._done = 0

    def rest(self, count: int) -> bool:
        """Rest after a step of that many bytes; return whether the pass must end here."""
        self._done += count
        now = time.monotonic()
        due = self._begun + _LONGEST * self._done / self._size
        ended = self._stopped.wait(max(0.0, min(_SHARE * (now - self._step), due - now)))
        self._step = time.monotonic()
        return ended
