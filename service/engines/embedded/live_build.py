"""The live build of a folder: opening it, following the pointer, and monitoring it.

    whole   it is open, and answers
    lost    it cannot be opened: no pointer, a file gone, no permission; tried again at each read
    damaged its bytes are not as they were written: read again once a file of it was touched

Each change is one line in the log of a server. Any repair of the files ends it, without a restart.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from index_mappings.mapping import RecordMapping
from service.engines.embedded.failures import is_of_the_machine
from service.engines.embedded.folder import Folder
from service.engines.embedded.open_build import OpenBuild, open_build
from service.engines.embedded.schema import IndexSchema
from service.engines.embedded.seal import Marks, Seal, read_seal
from service.errors import EngineUnavailable, IndexDamaged, IndexUnreadable

log = logging.getLogger(__name__)

_TRIES = 3  # openings of the live build; one may be pruned between reading the pointer and opening
_SMALL = 32_000_000  # bytes that are read whole when they are opened: 45 ms after a publish
_DOUBT = 600  # seconds in which a build that was just found whole is not read whole again


@dataclass(frozen=True, slots=True)
class _Opened:
    """A build that is open, the mark of the pointer that named it, and its files as they were."""

    build: OpenBuild
    pointer: object
    seal: Seal
    marks: Marks


@dataclass(frozen=True, slots=True)
class _Damage:
    """The damage of a build, valid as long as its files are unchanged."""

    sentence: str
    marks: Marks


class LiveBuild:
    """The live build, as the pointer of a folder names it. Safe to share between threads."""

    def __init__(self, folder: Folder, mapping: RecordMapping, schema: IndexSchema) -> None:
        self._folder = folder
        self._mapping = mapping
        self._schema = schema
        self._opened: _Opened | None = None
        self._was_open = False  # ever
        self._damaged: dict[Path, _Damage] = {}
        self._found_whole: dict[Path, float] = {}
        self._told = ""
        self.tells = False  # a command says its one sentence itself
        self._lock = threading.RLock()

    def get(self) -> OpenBuild:
        """Return the live build, reopened if the pointer has moved since the last request.

        Raises NoIndex if nothing was ever published, IndexDamaged where it is gone or not as
        it was written, EngineUnavailable where it cannot be opened for now.
        """
        opened = self._opened
        if opened is not None and opened.pointer == self._folder.mark():
            return opened.build
        with self._lock:
            opened = self._opened
            if opened is None or opened.pointer != self._folder.mark():
                try:
                    opened = self._opened = self._reopened()
                    self._was_open = True
                except EngineUnavailable as error:
                    self._opened = None
                    self._tell(error)
                    raise
                self._tell(None)
            return opened.build

    def look(self) -> None:
        """See whether a file of the open build was touched; if so, read it whole.

        Raises what `get` raises.
        """
        self.get()
        opened = self._opened
        if opened is None or opened.seal.marks() == opened.marks:
            return
        with self._lock:
            self._examine(opened)
            if self._opened is opened:
                self._opened = _Opened(
                    opened.build, opened.pointer, opened.seal, opened.seal.marks()
                )

    def verify(self) -> None:
        """Read the open build whole; raise IndexDamaged."""
        opened = self._opened
        if opened is not None:
            with self._lock:
                self._examine(opened)

    def suspect(self, build: OpenBuild) -> None:
        """Read a build whole after a read of it failed; raise IndexDamaged.

        What fails in a whole build is a defect of ours, so it is not read again for each.
        """
        path = self._folder.build(build.info.name)
        with self._lock:
            if time.monotonic() - self._found_whole.get(path, -_DOUBT) < _DOUBT:
                return
            opened = self._opened
            if opened is not None and opened.build is build:
                self._examine(opened)
            else:
                read_seal(path).check()
            self._found_whole[path] = time.monotonic()

    def opened(self) -> OpenBuild | None:
        """Return the build that is open now, or None if there is none."""
        opened = self._opened
        return opened.build if opened else None

    def open_seal(self) -> Seal | None:
        """Return the seal of the build that is open now, or None if there is none."""
        opened = self._opened
        return opened.seal if opened else None

    def found_damaged(self, error: IndexDamaged, seal: Seal) -> None:
        """Serve a build no longer, until a file of it is touched or the pointer moves."""
        with self._lock:
            opened = self._opened
            if opened and opened.seal.build == seal.build and self._folder.mark() != opened.pointer:
                return  # another is live by now, and this one was removed
            self._damaged[seal.build] = _Damage(str(error), seal.marks())
            if self._opened is not None and self._opened.seal.build == seal.build:
                self._opened = None
                self._tell(error)

    def close(self) -> None:
        """Let go of the open build."""
        self._opened = None

    def _examine(self, opened: _Opened) -> None:
        try:
            read_seal(opened.seal.build).check()
        except IndexDamaged as error:
            self.found_damaged(error, opened.seal)
            if self._opened is not opened:
                raise
        except OSError as error:
            if not is_of_the_machine(error):
                raise
            log.warning("the live index could not be examined: %s", error)

    def _reopened(self) -> _Opened:
        for number in range(_TRIES):
            mark = self._folder.mark()
            pointer = self._folder.pointer()
            if pointer is None:
                raise self._folder.absence(was_open=self._was_open)
            path = self._folder.build(pointer.live)
            try:
                seal = read_seal(path)
                self._refuse_damaged(seal)
                if sum(file.size for file in seal.files) <= _SMALL:
                    seal.check()
                marks = seal.marks()
                build = open_build(seal, pointer, self._mapping, self._schema)
                return _Opened(build, mark, seal, marks)
            except IndexDamaged:
                # pruned meanwhile: then the pointer names another by now
                if number == _TRIES - 1 or self._folder.mark() == mark:
                    raise
        raise AssertionError("the last try returns or raises")

    def _refuse_damaged(self, seal: Seal) -> None:
        """Raise IndexDamaged for a build found damaged, unless it has been repaired since."""
        known = self._damaged.get(seal.build)
        if known is None:
            return
        if known.marks == seal.marks():
            raise IndexDamaged(known.sentence)
        marks = seal.marks()
        try:
            seal.check()
        except IndexDamaged as error:
            self._damaged[seal.build] = _Damage(str(error), marks)
            raise
        del self._damaged[seal.build]

    def _tell(self, error: EngineUnavailable | None) -> None:
        """Write to the log what has begun, and what has ended, once."""
        message = str(error) if isinstance(error, IndexUnreadable) else ""
        if message == self._told or not self.tells:
            return
        self._told = message
        if message:
            log.error("searches cannot be answered: %s", message)
        else:
            log.warning("searches are answered again")
