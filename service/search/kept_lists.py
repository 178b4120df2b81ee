"""A compressed cache of long lists that are the same for every request, for one index version.

Pays for: `/sitemap.xml`, which would read each record on each request (3 s of processor at 27,000).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from threading import Lock

_MOST = 40  # parts kept, of 50,000 addresses and about 500 kB each: two million records


class KeptLists:
    """The parts of a list, by number, of the latest requested version."""

    def __init__(self) -> None:
        self._of: tuple[str, dict[int, tuple[bytes, ...]]] = ("", {})
        self._making: tuple[str, dict[int, _Together]] = ("", {})
        self._lock = Lock()

    def part(self, version: str, number: int) -> Iterator[str] | None:
        """Return the pieces of a part, or None if it is not cached."""
        kept_version, parts = self._of
        if kept_version != version or number not in parts:
            return None
        return map(_unpacked, parts[number])

    def made(self, version: str, number: int, make: Callable[[], Iterator[bytes]]) -> Iterator[str]:
        """Return the pieces of a part that is not cached, made by `make`, each `packed`.

        Concurrent requests share the pieces. It raises the errors of `make`.
        """
        with self._lock:
            making_version, all_parts = self._making
            is_same = making_version == version and version
            parts = {at: one for at, one in all_parts.items() if is_same and not one.has_ended}
            self._making = (version, parts)
            if number not in parts:
                parts[number] = _Together(make())
            return map(_unpacked, parts[number])

    def keep(self, version: str, number: int, pieces: tuple[bytes, ...]) -> None:
        """Cache a part with `packed` pieces, unless the version has no name."""
        if not version:
            return
        kept_version, parts = self._of
        if kept_version != version:
            self._of = (version, {number: pieces})
        elif len(parts) < _MOST:
            parts[number] = pieces


class _Together:
    """Pieces made once for all readers: a reader at their end makes the next."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._made: list[bytes] = []
        self._lock = Lock()
        self._error: Exception | None = None
        self.has_ended = False

    def __iter__(self) -> Iterator[bytes]:
        at = 0
        while at < len(self._made) or self._makes_one_more(at):
            yield self._made[at]
            at += 1

    def _makes_one_more(self, at: int) -> bool:
        with self._lock:
            if self._error:
                raise self._error
            if at == len(self._made) and not self.has_ended:
                try:
                    self._made.append(next(self._pieces))
                except StopIteration:
                    self.has_ended = True
                except Exception as error:
                    self._error, self.has_ended = error, True
                    raise
            return at < len(self._made)


def packed(piece: str) -> bytes:
    """Return a piece in cached form."""
    return zlib.compress(piece.encode(), 1)  # the fastest; the addresses are alike


def _unpacked(piece: bytes) -> str:
    return zlib.decompress(piece).decode()
