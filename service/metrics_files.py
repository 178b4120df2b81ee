"""The files in which the processes of a server count together, on a disk that may fill up.

The client library of Prometheus maps sparse files into memory: where the disk has no room for a
page that is written to, the system kills the process. So room is taken before a file is mapped,
and if there is none the process goes on counting in memory of its own, which nobody reads:
what cannot be written is not counted, and nothing else happens.
"""

from __future__ import annotations

import mmap
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import prometheus_client.values
from prometheus_client.mmap_dict import MmapedDict

_FIRST = 1 << 16  # bytes that the library gives a new file


class ReservedDict(MmapedDict):
    """The library's file of values, with its room taken before it is used."""

    def __init__(self, filename: str, read_mode: bool = False) -> None:
        self._in_memory = False
        try:
            if not read_mode:
                _reserve(filename)
            super().__init__(filename, read_mode)  # type: ignore[no-untyped-call]
        except OSError:
            if read_mode:
                raise
            with suppress(OSError):
                Path(filename).unlink()  # an empty one could not be read
            self._f: Any = None
            self._positions: dict[str, int] = {}
            self._used = 8
            self._move_to_memory(_FIRST)

    def _init_value(self, key: str) -> None:
        # the length of a key, its padding and two numbers, as the library lays them out
        needed = self._used + len(key.encode()) + 4 + 8 + 16
        while needed > self._capacity:
            size = self._capacity * 2
            if self._in_memory:
                self._move_to_memory(size)
                continue
            try:
                os.posix_fallocate(self._f.fileno(), 0, size)
            except OSError:
                self._move_to_memory(size)
            else:
                self._capacity = size
                self._m = mmap.mmap(self._f.fileno(), size)
        super()._init_value(key)  # type: ignore[no-untyped-call]

    def close(self) -> None:
        """Let go of the file."""
        if self._f is not None:
            super().close()  # type: ignore[no-untyped-call]

    def _move_to_memory(self, size: int) -> None:
        held = mmap.mmap(-1, size)
        if self._positions:
            held[: self._used] = self._m[: self._used]
        self._m, self._capacity, self._in_memory = held, size, True


def count_in_reserved_files() -> None:
    """Have the library use files whose room is taken; before the first value is made."""
    prometheus_client.values.MmapedDict = ReservedDict  # type: ignore[attr-defined]


def _reserve(filename: str) -> None:
    handle = os.open(filename, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        if os.fstat(handle).st_size == 0:
            os.posix_fallocate(handle, 0, _FIRST)
    finally:
        os.close(handle)
