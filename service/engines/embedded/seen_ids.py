"""Which ids a build may have had already, in a few megabytes for any number of them."""

from __future__ import annotations

_BITS = 1 << 26  # 8 MB: of a million ids one in a hundred is taken for one that was written


class SeenIds:
    """Remembers ids as one bit each, so that it may take a new one for an old, never otherwise."""

    def __init__(self) -> None:
        self._bits = bytearray(_BITS // 8)

    def has(self, id: str) -> bool:
        """Tell whether an id may have been written, and note it as written."""
        place, bit = divmod(hash(id) % _BITS, 8)
        before = self._bits[place]
        self._bits[place] = before | 1 << bit
        return bool(before >> bit & 1)
