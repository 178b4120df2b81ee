"""What is streamed, charged as it is made: an export of a whole catalogue is seconds of work."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from service.budgets import MOST_WAIT, bytes_price, spent

Piece = str | bytes


class Streamed:
    """The pieces of an answer. Each puts its price on the account of the client as it is made.

    So whoever asks for several at once is told to wait when they have begun, not when they end.
    What waits for its reader costs nothing.
    """

    def __init__(
        self, pieces: Iterable[str] | Iterable[bytes], account: Callable[[float, float], None]
    ) -> None:
        """`account` takes a moment (`time.monotonic`) and a price in milliseconds."""
        self._pieces = pieces
        self._account = account
        self._wait_left = MOST_WAIT

    def __iter__(self) -> Iterator[Piece]:
        pieces: Iterator[Piece] = iter(self._pieces)
        while True:
            began, worked = time.perf_counter(), time.thread_time()
            try:
                piece = next(pieces)
            except StopIteration:
                return
            work, waited = spent(began, worked)
            waited = min(waited, self._wait_left)
            self._wait_left -= waited
            self._account(time.monotonic(), work + waited + bytes_price(len(piece)))
            yield piece

    def close(self) -> None:
        """End what makes the pieces, whether or not all were taken."""
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()
