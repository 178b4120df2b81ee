"""The progress of a harvest: a server that never ends is abandoned."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from service.errors import LoadError

_IDLE = 20  # answers without a new record: a server that skips what is deleted gives a few
# more records than a server said, beyond twice as many: its number may be an estimate, and the
# list may grow while it is read; what goes on beyond that is made up
_BEYOND = 10_000
_DIGITS = 15  # of a number of records; a longer one is none
_BITS = 1 << 27  # 16 MB, however long the list: of a million ids four in ten thousand seem known


class GoingOn:
    """The ids seen in a harvest, as a Bloom filter with two hashes."""

    def __init__(self) -> None:
        self._marks = bytearray(_BITS // 8)
        self._idle = 0
        self.records = 0

    def note(self, ids: Iterable[str], url: str, said: str = "") -> None:
        """Note the ids of an answer, and the number of records announced by the server.

        Raises LoadError after too many answers without a new id, or with far more than announced.
        """
        before = self.records
        for id in ids:
            self.records += self._is_new(id)
        self._idle = 0 if self.records > before else self._idle + 1
        if self._idle == _IDLE:
            raise LoadError(
                f"{url}: {_IDLE} answers in a row had no record that was new, and the server gives "
                "a token for more; nothing of the harvest was loaded"
            )
        size = _size(said)
        if size is not None and self.records > 2 * size + _BEYOND:
            raise LoadError(
                f"{url}: the server said that its list has {size:,} records, gave "
                f"{self.records:,}, and goes on; nothing of the harvest was loaded"
            )

    def _is_new(self, id: str) -> bool:
        digest = hashlib.blake2b(id.encode(errors="replace"), digest_size=16).digest()
        known = True
        for half in (digest[:8], digest[8:]):
            at, bit = divmod(int.from_bytes(half, "big") % _BITS, 8)
            if not self._marks[at] >> bit & 1:
                known = False
                self._marks[at] |= 1 << bit
        return not known


def counted(size_given: str, had: int) -> str:
    """Return the deviation from the announced number of records, or "" if there is none.

    `size_given` is the attribute `completeListSize`, which a server may omit or only estimate.
    """
    size = _size(size_given)
    if size is None or size <= had:
        return ""
    return f"the server said that its list has {size:,} records, and gave {had:,}"


def _size(number: str) -> int | None:
    return int(number) if number.isdecimal() and len(number) <= _DIGITS else None
