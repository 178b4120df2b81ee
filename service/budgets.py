"""Budgets of work for clients: a budget refills evenly and is charged for the work done.

All processes of a server keep one table of times in shared memory, without any addresses. A
client's time is when its budget will be full again; each answer postpones it by the answer's cost,
and a client too far ahead has to wait. Several clients can share a place of the table, so each has
a place in each of several rows, and the earliest of its times counts (a count-min sketch): a client
is charged too much only if others share all of its places.
"""

from __future__ import annotations

import hashlib
import math
import mmap
import os
import time
from ipaddress import ip_network

from service.networks import Address

_ROWS = 4
_PLACES = 1 << 15  # a row; 4 rows of 8 bytes a place are a megabyte
_BURST = 10_000
"""Milliseconds of work that a client may ask for at once: a window of forty tabs opened again."""
_LEAST = 2.0  # milliseconds that an answer costs at least, for what no clock of ours sees
MOST_WAIT = 100.0
"""Milliseconds of waiting that one answer is charged for at most. An engine that is slow today is
no fault of its readers."""
_BYTES = 500_000.0
"""That are sent for a millisecond of work: 37 MB of a dump are some 70 of the loop's time."""

_shared: mmap.mmap | None = None


def share() -> None:
    """Create the table shared by the processes forked from this one."""
    global _shared  # noqa: PLW0603 - what a fork inherits is the state of the process
    _shared = _table()


def _table() -> mmap.mmap:
    return mmap.mmap(-1, _ROWS * _PLACES * 8)


def is_shared() -> bool:
    """Return whether this process was forked from one with a table."""
    return _shared is not None


class Budgets:
    """The accounts of all clients.

    `rate` is in milliseconds of work a second. `bits` are the lengths of an IPv4 and of an IPv6
    network that is one client.
    """

    def __init__(self, rate: int, bits: tuple[int, int]) -> None:
        self._rate = rate
        self._bits = bits
        self._moments = memoryview(_shared if _shared is not None else _table()).cast("d")

    def wait(self, client: Address | None, now: float) -> int:
        """Return the whole seconds that a client has to wait, or 0 if it need not."""
        ahead = self._moment(self._places(client)) - now
        over = ahead - _BURST / self._rate
        return math.ceil(over) if over > 0 else 0

    def charge(self, client: Address | None, now: float, price: float) -> None:
        """Charge a client for milliseconds of work."""
        places = self._places(client)
        moment = max(self._moment(places), now) + price / self._rate
        for place in places:
            # Two processes may write at once, and one of their prices be lost: that is cheaper
            # than a lock for each request.
            self._moments[place] = max(self._moments[place], moment)

    def _moment(self, places: list[int]) -> float:
        return min(self._moments[place] for place in places)

    def _places(self, client: Address | None) -> list[int]:
        name = b""
        if client is not None:
            bits = self._bits[0 if client.version == 4 else 1]
            name = ip_network((client, bits), strict=False).network_address.packed
        hashed = hashlib.blake2b(name, digest_size=4 * _ROWS, key=_KEY).digest()
        return [
            row * _PLACES + int.from_bytes(hashed[4 * row : 4 * row + 4], "big") % _PLACES
            for row in range(_ROWS)
        ]


# Made before the processes are forked, so that they agree; nobody outside can find out who shares
# a place with whom.
_KEY = os.urandom(16)


def price(began: float, worked: float) -> float:
    """Return the cost of an answer in milliseconds.

    `began` is its start (`time.perf_counter`), `worked` the processor seconds of this thread at
    that time (`time.thread_time`). Any other time is waiting, for example for the engine.
    """
    work, waited = spent(began, worked)
    return max(_LEAST, work + min(waited, MOST_WAIT))


def spent(began: float, worked: float) -> tuple[float, float]:
    """Return the milliseconds of work and of waiting since two times, as for `price`."""
    milliseconds = (time.perf_counter() - began) * 1000
    work = (time.thread_time() - worked) * 1000
    return work, max(0.0, milliseconds - work)


def bytes_price(sent: int) -> float:
    """Return the cost of sending a number of bytes, in milliseconds."""
    return sent / _BYTES
