"""A server thread that monitors the live index, so that damage is found before readers meet it.

Every two seconds it checks whether a file was touched, which takes some microseconds. It also reads
the whole index repeatedly and slowly: with at most a hundredth of one processor, each pass within
an hour.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress

from service.engines.embedded.changes_file import ChangesFile
from service.engines.embedded.live_build import LiveBuild
from service.engines.embedded.seal import Seal
from service.engines.slow_reading import Pace
from service.errors import EngineUnavailable, IndexDamaged, SearchroomError

log = logging.getLogger(__name__)

_LOOK = 2.0  # seconds between two looks at the files; a reader waits for none of them
_SHARE = 100  # one part of so many of a processor's time goes to reading
_REST = 20  # so many times as long as a pass took, no pass is begun
_LONGEST_REST = 0.5  # seconds between two parts of the changes: a million of them in ten minutes
_LEAST = 60.0  # seconds between the beginnings of two passes over a small index


class Background:
    """Monitors a live build until it is stopped, in one daemon thread."""

    def __init__(self, live: LiveBuild, changes: ChangesFile | None = None) -> None:
        self._live = live
        self._changes = changes
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="index-check", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop within one step of reading."""
        self._stopped.set()

    def _run(self) -> None:
        passed: Seal | None = None
        again = 0.0
        while not self._stopped.wait(_LOOK):
            try:
                with suppress(SearchroomError):  # it is in the log already
                    self._live.look()
                seal = self._live.open_seal()
                if seal is None or (seal == passed and time.monotonic() < again):
                    continue
                begun = time.monotonic()
                self.read_whole(seal)
                self.read_changes()
                took = time.monotonic() - begun
                passed, again = seal, begun + max(_LEAST, _REST * took)
            except OSError as error:  # the machine is short of something for a moment
                log.warning("the live index could not be examined: %s", error)

    def read_whole(self, seal: Seal) -> None:
        """Read a whole build slowly and report damage; stop if it is no longer live."""
        size = sum(file.size for file in seal.files)
        pace, looked = Pace(size, self._stopped), time.monotonic()
        try:
            for count in seal.check_bytes():
                if pace.rest(count):
                    return
                if time.monotonic() - looked > _LOOK:
                    looked = time.monotonic()
                    with suppress(SearchroomError):
                        self._live.look()
                    if self._live.open_seal() is not seal:
                        return
        except IndexDamaged as error:
            self._live.found_damaged(error, seal)

    def read_changes(self) -> None:
        """Read the whole list of changes slowly; it reports damage itself."""
        last = 0
        with suppress(EngineUnavailable):
            while self._changes:
                begun = time.monotonic()
                last = self._changes.read_some(last)
                rest = min(_SHARE * (time.monotonic() - begun), _LONGEST_REST)
                if not last or self._stopped.wait(rest):
                    return
