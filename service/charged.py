"""What is streamed, charged as it is made: an export of a whole catalogue is seconds of work."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from threading import BoundedSemaphore

from service.budgets import MOST_WAIT, bytes_price, spent

Piece = str | bytes


class Streams:
    """Answers that this process sends as it makes them: at most so many at once.

    Each holds a thread and the processor while it is made: many would leave none to who searches.
    """

    def __init__(self, most: int) -> None:
        self._places = BoundedSemaphore(most)
        self._refused = False

    def place(self) -> Place | None:
        """Return a place for an answer, None where all are taken."""
        if self._places.acquire(blocking=False):
            return Place(self._places)
        self._refused = True
        return None

    def refused(self) -> bool:
        """Tell whether a place was asked for in vain since this was asked last."""
        was, self._refused = self._refused, False
        return was


class Place:
    """Where an answer is made and sent, from before it is begun until it has ended."""

    def __init__(self, places: BoundedSemaphore | None = None) -> None:
        """Without `places` it is not bounded."""
        self._places = places

    def leave(self) -> None:
        """Leave it to others; a second time does nothing."""
        places, self._places = self._places, None
        if places is not None:
            places.release()


class Streamed:
    """The pieces of an answer. Each puts its price on the account of the client as it is made.

    So whoever asks for several at once is told to wait when they have begun, not when they end.
    What waits for its reader costs nothing.
    """

    def __init__(
        self, pieces: Iterable[str] | Iterable[bytes], account: Callable[[float, float], None],
        place: Place,
    ) -> None:  # fmt: skip
        """`account` takes a moment (`time.monotonic`) and a price in milliseconds.

        The `place` is left when no more pieces are made.
        """
        self._place = place
        self._pieces = pieces
        self._made: Generator[Piece, None, None] | None = None
        self._account = account
        self._wait_left = MOST_WAIT

    def __iter__(self) -> Iterator[Piece]:
        self._made = self._all()
        return self._made

    def _all(self) -> Generator[Piece, None, None]:
        try:
            yield from self._charged()
        finally:
            self._place.leave()

    def _charged(self) -> Iterator[Piece]:
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
        if self._made is not None:
            self._made.close()
        self._place.leave()  # also where none was ever taken
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()
