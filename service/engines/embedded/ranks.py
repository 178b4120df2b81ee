"""The rank of each record's id among all ids, by the record's number in its build.

tantivy leaves records of one score in the order of its segments. With a rank for each record
they can be put in order of id without reading the ids: four bytes a record, mapped from a file.
The rows `search` and `search-large` of `make bench` pay for it: every page of theirs settles ties.
"""

from __future__ import annotations

import heapq
import mmap
import shutil
from array import array
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile

IDS = "ids"
"""The ids of a build in the order of loading, each as hex on a line of its own."""
RANKS = "ranks"
"""The rank of each of them, four bytes each in the machine's order."""

_RUN = 100_000  # ids that are sorted at a time, some 15 MB


class IdLog:
    """The ids of a build as it is written: a file, or a list where the build is in memory."""

    def __init__(self, folder: Path | None, copied: Path | None = None) -> None:
        self._folder = folder
        self._held: list[bytes] = []
        self._file = None
        if folder is not None:
            if copied is not None:
                shutil.copyfile(copied / IDS, folder / IDS)
            self._file = (folder / IDS).open("ab")

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
        with (self._folder / IDS).open("rb") as file:
            ranks = ranks_of(line.rstrip() for line in file)
        with (self._folder / RANKS).open("wb") as target:
            ranks.tofile(target)
        return None

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()


def ranks_of(ids: Iterable[bytes]) -> array[int]:
    """Return the rank of each id among all; hex has the order of the ids themselves.

    No more than some ids are held at a time: they are sorted in runs, which are then merged.
    """
    with ExitStack() as files:
        runs: list[Iterable[bytes]] = []
        count = 0
        lines = iter(ids)
        while run := list(islice(lines, _RUN)):
            # a blank is less than any digit, so the shorter of two ids comes first
            run = sorted(b"%b %d\n" % (id, place) for place, id in enumerate(run, count))
            count += len(run)
            if len(run) == _RUN:
                file = files.enter_context(TemporaryFile())
                file.writelines(run)
                file.seek(0)
                runs.append(file)
            else:
                runs.append(run)
        ranks = array("I", bytes(4 * count))
        for rank, line in enumerate(heapq.merge(*runs)):
            ranks[int(line.rpartition(b" ")[2])] = rank
    return ranks


def open_ranks(folder: Path) -> memoryview:
    """Return the ranks of a finished build, mapped, so that only what is asked for is read."""
    with (folder / RANKS).open("rb") as file:
        if not (folder / RANKS).stat().st_size:
            return memoryview(array("I"))
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("I")
