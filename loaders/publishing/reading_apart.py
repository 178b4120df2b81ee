"""Reading large files in other processes, while this one receives their items.

Reading is most of the work of a load, and Python does it on one core. If a format's files are
independent (`apart`), several are read at once, and their items are returned in the order of the
files, as if one process had read them. Small loads start no process. Pays for: "loading volumes of
TEI" and "loading short records" of `make bench`.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType

from loaders.drafts.draft import Item
from loaders.drafts.format import Format, GivenOptions, Options
from loaders.publishing.parcels import unpacked
from loaders.publishing.reader_process import END, FAULT, ITEMS, Task
from service.errors import LoadError

_SMALL = 8_000_000  # bytes of files that two processes read sooner than this one, starts included
_SMALL_WHOLE = 32_000_000  # bytes that one process reads: won is only what is taken in meanwhile
_AHEAD = 32_000_000  # bytes of parcels that wait, of each process: one volume of an edition

Part = Sequence[str]
"""Paths that are read together."""


def read_apart(format: Format, paths: Sequence[str], options: Options) -> Iterator[Item]:
    """Yield the items of a format, read by other processes if worthwhile; raise its errors.

    Also raises LoadError if such a process is killed.
    """
    parts = _parts(format, paths, options)
    if not parts:
        yield from format.read(paths, options)
        return
    with _Readers(Task.of(format, options), parts) as readers:
        if not readers.are_there:
            yield from format.read(paths, options)
            return
        yield from readers.items()
        if isinstance(options.extra, GivenOptions):
            options.extra.note_used(readers.asked)


def _parts(format: Format, paths: Sequence[str], options: Options) -> list[Part]:
    """Return the parts to be read in other processes, or none if all is read here."""
    divide = getattr(format, "apart", None)
    if divide is None or options.live is not None or _cores() < 2 or not sys.executable:
        return []
    parts: list[Part] = divide(paths)
    least = _SMALL if len(parts) > 1 else _SMALL_WHOLE
    return parts if sum(map(_size, parts)) >= least else []


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(part: Part) -> int:
    size = 0
    for path in part:
        with suppress(OSError):  # reading the file reports the fault
            size += Path(path).stat().st_size
    return size


class _Reader:
    """A process that reads one part at a time."""

    def __init__(self, task: bytes) -> None:
        self.pipe, theirs = Pipe()
        self.part = -1
        """The number of the part that it reads, or -1 for none."""
        with theirs:
            number = theirs.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "loaders.publishing.reader_process", str(number)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[number],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                process_group=0,  # Ctrl-C is for the load's own process, which ends this one
            )
        self._send(task)

    def read(self, number: int, part: Part) -> None:
        """Make the process begin to read a part."""
        self.part = number
        self._send(pickle.dumps(list(part)))

    def end(self) -> int:
        """End the process, which has nothing to write; return how it ended."""
        self._process.kill()
        self.pipe.close()
        return self._process.wait()

    def ended(self) -> int:
        """Return how the process ended after its pipe was closed."""
        return self._process.wait()

    def _send(self, message: bytes) -> None:
        with suppress(ConnectionError):  # it has ended, which is seen when it is read from
            self.pipe.send_bytes(message)


class _Readers:
    """The processes of one source, and their items that were not yet yielded."""

    def __init__(self, task: Task, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._given: list[deque[bytes]] = [deque() for _ in parts]
        self._next = 0  # the first part that nobody reads yet
        self._readers: list[_Reader] = []
        self.asked: frozenset[str] = frozenset()
        packed = pickle.dumps(task)
        with suppress(OSError):  # no room for another process: what there are will do
            for _ in range(min(len(parts), _cores())):
                self._readers.append(_Reader(packed))

    @property
    def are_there(self) -> bool:
        """Whether there is any process."""
        return bool(self._readers)

    def __enter__(self) -> _Readers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for reader in self._readers:
            reader.end()

    def items(self) -> Iterator[Item]:
        """Yield the items of all parts in order; raise errors from reading them."""
        for reader in self._readers:
            self._begin(reader)
        for number, given in enumerate(self._given):
            while True:
                self._take_in(number, wanted=not given)
                if not given:
                    continue
                message = given.popleft()
                if message.startswith(ITEMS):
                    yield from unpacked(message[len(ITEMS) :])
                elif message.startswith(FAULT):
                    fault: Exception = pickle.loads(message[len(FAULT) :])
                    raise fault
                else:
                    self.asked |= pickle.loads(message[len(END) :])
                    break

    def _begin(self, reader: _Reader) -> None:
        """Assign the next part, if any, to a process."""
        reader.part = -1
        if self._next < len(self._parts):
            reader.read(self._next, self._parts[self._next])
            self._next += 1

    def _take_in(self, number: int, *, wanted: bool) -> None:
        """Receive available messages; if a part's items are `wanted`, wait for any message."""
        open_ = {
            reader.pipe: reader
            for reader in self._readers
            if reader.part == number
            or (reader.part >= 0 and sum(map(len, self._given[reader.part])) < _AHEAD)
        }
        for pipe in wait(list(open_), None if wanted else 0):
            assert isinstance(pipe, Connection)
            reader = open_[pipe]
            try:
                message = pipe.recv_bytes()
            except (EOFError, OSError):
                message = FAULT + pickle.dumps(self._death(reader))
            self._given[reader.part].append(message)
            if message.startswith(END):
                self._begin(reader)
            elif message.startswith(FAULT):
                reader.part = -1

    def _death(self, reader: _Reader) -> LoadError:
        code = reader.ended()
        files = ", ".join(self._parts[reader.part][:3])
        how = f"by the signal {-code}" if code < 0 else f"with the code {code}"
        return LoadError(
            f"{files}: the process that read it was ended {how}; nothing was published. Load "
            "again, with more memory if the machine had none left"
        )
