"""Where each record's id stands in the order of all ids, by the record's number in its build.

tantivy leaves records of one score in the order of its segments. With a rank for each record
they can be put in order of id without reading the ids: four bytes a record, mapped from a file.
"""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Sequence
from pathlib import Path

IDS = "ids"
"""The ids of a build in the order of loading, each as hex on a line of its own."""
RANKS = "ranks"
"""The rank of each of them, four bytes each in the machine's order."""


class IdLog:
    """The ids of a build as it is written: a file, or a list where the build is in memory."""

    def __init__(self, folder: Path | None, copied: Path | None = None) -> None:
        self._folder = folder
        self._held: list[bytes] = []
        self._file = None
        if folder is not None:
            before = (copied / IDS).read_bytes() if copied is not None else b""
            self._file = (folder / IDS).open("wb")
            self._file.write(before)

    def add(self, id: str) -> None:
        """Note the id of the next record."""
        line = id.encode().hex().encode()
        if self._file is None:
            self._held.append(line)
        else:
            self._file.write(line + b"\n")

    def finish(self) -> memoryview | None:
        """Write the ranks beside the ids, or return them where the build is in memory."""
        if self._file is None:
            return memoryview(ranks_of(self._held))
        self._file.close()
        assert self._folder is not None
        ranks = ranks_of((self._folder / IDS).read_bytes().splitlines())
        with (self._folder / RANKS).open("wb") as file:
            ranks.tofile(file)
        return None

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()


def ranks_of(ids: Sequence[bytes]) -> array[int]:
    """Return the rank of each id among all; hex has the order of the ids themselves."""
    ranks = array("I", bytes(4 * len(ids)))
    for rank, place in enumerate(sorted(range(len(ids)), key=ids.__getitem__)):
        ranks[place] = rank
    return ranks


def open_ranks(folder: Path) -> memoryview:
    """Return the ranks of a finished build, mapped, so that only what is asked for is read."""
    with (folder / RANKS).open("rb") as file:
        if not (folder / RANKS).stat().st_size:
            return memoryview(array("I"))
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("I")
