"""Which files of the published dump are as they were written, as one process of a server knows it.

    small, or touched since it was read   read whole before it is given to anybody again
    large, and new to this process        given, and read slowly in the background
    read, and not as it was written       given to nobody, until it is touched or another is made

A thread looks every two seconds whether a file was touched, and reads all of them again and again,
with at most a hundredth of a processor. A request costs a look at the sizes and times of the files.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index_mappings.plain_files import Mark, mark_of
from service.engines.contract import Engine
from service.engines.slow_reading import Pace
from service.upkeep.dump_problems import AGAIN, unreadable_note
from service.upkeep.published_dumps import DumpFile, PublishedDump, PublishedDumps

log = logging.getLogger(__name__)

CARE = "searchroom.dumps"
"""The name under which an application keeps its `DumpCare`."""

_SMALL = 32_000_000  # bytes that a request reads once: some 50 ms, as of an index that is opened
_CHUNK = 4_000_000  # bytes read at a time: some 5 ms of work
_LOOK = 2.0  # seconds between two looks at the files
_LEAST = 60.0  # seconds between the beginnings of two passes over small files
_REST = 20  # so many times as long as a pass took, no pass is begun, but for
_LONGEST_REST = 3600.0  # seconds at most
# What is wrong with a file, and not with a machine that is short of something for a moment.
_OF_THE_FILE = frozenset(
    {errno.ENOENT, errno.EACCES, errno.EPERM, errno.EIO, errno.EISDIR, errno.ENOTDIR}
)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What reading a file of a checksum has shown, while its mark is the same."""

    mark: Mark | None
    sha256: str
    is_whole: bool


class DumpCare:
    """What is known of the files of one published dump. Thread-safe."""

    def __init__(self, place: PublishedDumps) -> None:
        self._place = place
        self._known: dict[str, _Verdict] = {}
        self._lock = threading.Lock()
        self._told = ""
        self._stopped = threading.Event()

    def open_to_all(self, engine: Engine) -> PublishedDump | None:
        """Return the dump that may be fetched now, None where there is none or it is damaged.

        Raises EngineUnavailable where it cannot be known what is live and what is withdrawn.
        """
        found = self._place.open_to_all(engine)
        return found if found and all(map(self._is_given, found.files)) else None

    def damage(self) -> str:
        """Return a sentence on what is damaged or gone of what was published, "" for nothing."""
        for _ in range(2):  # another may take its place between the two looks
            found = self._place.kept()
            if found is None:
                return unreadable_note(self._place)
            names = [
                one.file
                for one in found.files
                if not self._place.has_size(one) or not self._is_given(one)
            ]
            if self._place.kept() == found:
                break
        if not names:
            return ""
        return (
            f"the published dump is damaged, or a part of it is gone: {', '.join(names)}; nobody "
            f"can fetch it, and {AGAIN}"
        )

    def watch(self) -> None:
        """Look after the files in a daemon thread until `stop`."""
        threading.Thread(target=self._run, name="dump-check", daemon=True).start()

    def stop(self) -> None:
        """Stop within one step of reading."""
        self._stopped.set()

    def look(self) -> None:
        """Read at once what was touched, and tell in the log what has begun or ended."""
        found = self._place.kept()
        for file in found.files if found else ():
            known = self._known.get(file.file)
            if known and known.sha256 == file.sha256 and known.mark != self._mark(file):
                self._read(file)
        problem = self.damage()
        if problem == self._told:
            return
        self._told = problem
        if problem:
            log.error("%s", problem)
        else:
            log.warning("the published dump is damaged no more, or was taken back")

    def read_slowly(self, found: PublishedDump) -> None:
        """Read each file of a dump whole; stop where another takes its place."""
        pace = Pace(sum(one.size for one in found.files), self._stopped)

        def goes_on(count: int) -> bool:
            return not pace.rest(count) and self._place.kept() == found

        for file in found.files:
            if not self._read(file, goes_on):
                return

    def _run(self) -> None:
        passed: PublishedDump | None = None
        again = 0.0
        while not self._stopped.wait(_LOOK):
            self.look()
            found = self._place.kept()
            if found is None or (found == passed and time.monotonic() < again):
                continue
            begun = time.monotonic()
            self.read_slowly(found)
            took = time.monotonic() - begun
            passed, again = found, begun + took + min(max(_LEAST, _REST * took), _LONGEST_REST)

    def _is_given(self, file: DumpFile) -> bool:
        known = self._known.get(file.file)
        if known is None or known.sha256 != file.sha256:
            if file.size > _SMALL:
                return True
        elif known.mark == self._mark(file):
            return known.is_whole
        elif file.size > _SMALL:
            return False  # the thread reads it, as soon as it looks
        with self._lock:
            self._read(file)
        known = self._known.get(file.file)
        return known is None or known.is_whole

    def _read(self, file: DumpFile, goes_on: Callable[[int], bool] = lambda _: True) -> bool:
        """Read a file whole and keep what that shows; return whether it was read to its end."""
        mark = self._mark(file)
        try:
            found = _sum(self._place.folder / file.file, goes_on)
        except OSError as error:
            if error.errno not in _OF_THE_FILE:
                log.warning("the published dump could not be examined: %s", error)
                return True
            found = "none"
        if found:
            self._known[file.file] = _Verdict(mark, file.sha256, found == file.sha256)
        return bool(found)

    def _mark(self, file: DumpFile) -> Mark | None:
        return mark_of(self._place.folder / file.file)


def _sum(path: Path, goes_on: Callable[[int], bool]) -> str:
    """Return the SHA-256 of a file, "" where it does not go on to its end."""
    found = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
            if not goes_on(len(chunk)):
                return ""
        # so that the next pass reads the disk itself, and the index keeps the memory
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return found.hexdigest()
