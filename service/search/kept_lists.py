"""Long lists that are the same for every request, kept compressed for one version of the index.

Pays for: `/sitemap.xml`, which would read each record on each request (3 s of processor at 27,000).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_MOST = 40  # parts kept, of 50,000 addresses and about 500 kB each: two million records


class KeptLists:
    """The parts of a list, by their numbers, of the latest version that was asked for.

    Two threads that meet a new version at once both make its parts; the last one is kept.
    """

    def __init__(self) -> None:
        self._of: tuple[str, dict[int, tuple[bytes, ...]]] = ("", {})

    def part(self, version: str, number: int) -> Iterator[str] | None:
        """Return the pieces of a part, or None if it is not kept."""
        kept_version, parts = self._of
        if kept_version != version or number not in parts:
            return None
        return (zlib.decompress(piece).decode() for piece in parts[number])

    def keep(self, version: str, number: int, pieces: tuple[bytes, ...]) -> None:
        """Keep a part whose pieces are `packed`; a version without a name cannot be told again."""
        if not version:
            return
        kept_version, parts = self._of
        if kept_version != version:
            self._of = (version, {number: pieces})
        elif len(parts) < _MOST:
            parts[number] = pieces


def packed(piece: str) -> bytes:
    """Return a piece as it is kept."""
    return zlib.compress(piece.encode(), 1)  # the fastest; the addresses are alike
