"""What is streamed, charged as it is made: an export of a whole catalogue is seconds of work."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Hashable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Lock

from service.budgets import MOST_WAIT, bytes_price, spent

Piece = str | bytes


class Streams:
    """How many answers of one kind each client is being sent by this process.

    Each holds a thread while it is made: a client that asks for many would leave none to others.
    """

    def __init__(self) -> None:
        self._open: Counter[Hashable] = Counter()
        self._lock = Lock()

    def count(self, kind: Hashable) -> int:
        """Return how many there are of a kind: a client, and what it asked for."""
        return self._open[kind]

    @contextmanager
    def one_more(self, kind: Hashable) -> Iterator[None]:
        """Count one more for as long as a block lasts."""
        with self._lock:
            self._open[kind] += 1
        try:
            yield
        finally:
            with self._lock:
                self._open[kind] -= 1
                if not self._open[kind]:
                    del self._open[kind]


class Streamed:
    """The pieces of an answer. Each puts its price on the account of the client as it is made.

    So whoever asks for several at once is told to wait when they have begun, not when they end.
    What waits for its reader costs nothing.
    """

    def __init__(
        self, pieces: Iterable[str] | Iterable[bytes], account: Callable[[float, float], None],
        counted: AbstractContextManager[None],
    ) -> None:  # fmt: skip
        """`account` takes a moment (`time.monotonic`) and a price in milliseconds.

        `counted` is entered for as long as pieces are made.
        """
        self._pieces = pieces
        self._counted = counted
        self._made: Generator[Piece, None, None] | None = None
        self._account = account
        self._wait_left = MOST_WAIT

    def __iter__(self) -> Iterator[Piece]:
        self._made = self._all()
        return self._made

    def _all(self) -> Generator[Piece, None, None]:
        with self._counted:
            yield from self._charged()

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
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()
