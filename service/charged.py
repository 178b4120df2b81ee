"""Charging streamed answers while they are made: exporting a whole catalogue takes seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from threading import BoundedSemaphore

from service.budgets import MOST_WAIT, bytes_price, spent

Piece = str | bytes


class Streams:
    """The streamed answers of this process, with a maximum number at once.

    Each occupies a thread and the processor while it is made: many would leave none for searches.
    """

    def __init__(self, most: int) -> None:
        self._places = BoundedSemaphore(most)
        self._refused = False

    def place(self) -> Place | None:
        """Return a place for an answer, or None if all are taken."""
        if self._places.acquire(blocking=False):
            return Place(self._places)
        self._refused = True
        return None

    def refused(self) -> bool:
        """Return whether a place was refused since the last call."""
        was, self._refused = self._refused, False
        return was


class Place:
    """The place of a streamed answer, from before its start until its end."""

    def __init__(self, places: BoundedSemaphore | None = None) -> None:
        """Without `places` there is no limit."""
        self._places = places

    def leave(self) -> None:
        """Free the place; a second call does nothing."""
        places, self._places = self._places, None
        if places is not None:
            places.release()


class Streamed:
    """The pieces of an answer. Each is charged to the client when it is made.

    So a client that requests several at once has to wait when they begin, not when they end.
    Waiting for the reader costs nothing.
    """

    def __init__(
        self, pieces: Iterable[str] | Iterable[bytes], account: Callable[[float, float], None],
        place: Place,
    ) -> None:  # fmt: skip
        """`account` is called with a time (`time.monotonic`) and a price in milliseconds.

        The `place` is freed when no more pieces are made.
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
        """Close the generator of the pieces, whether or not all were read."""
        if self._made is not None:
            self._made.close()
        self._place.leave()  # also where none was ever taken
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()
