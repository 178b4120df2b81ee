"""The list of changes of an embedded catalogue: <folder>/<catalogue>-changes.sqlite.

What is written before a publish counts once the pointer has moved as often as it says; what a
killed publish left is overwritten by the next.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path

import orjson

from index_mappings.plain_files import special_kind
from service.engines.embedded import changes_rows
from service.errors import EngineUnavailable
from service.lasting.changes import Change
from service.lasting.lost import ANEW, Kept
from service.lasting.storing import Gone

log = logging.getLogger(__name__)

_SOME = 2_000  # changes that are read together in the background: 8 ms of work
_ALL = 2**62  # beyond the number of any move

_UNUSABLE = (OSError, sqlite3.Error, UnicodeDecodeError, changes_rows.RowsDamaged)
_Mark = tuple[int, int, int, int] | None
_FAMILY = 0xFF  # of an error code of SQLite, which has finer ones in it
_WRITER_WAITS = 30.0  # seconds for a reader's page to end
_READER_WAITS = 1.0  # seconds for a publish to end: a reader of a long one is told to come again
_MEND = (
    f"Put it back from a backup, or move it away and run `{ANEW}`: the next load then begins a new "
    "one, and clients that follow the changes start again"
)


class ChangesFile:
    """The list of changes in one file, which readers need not be able to write."""

    def __init__(self, root: Path, catalogue: str) -> None:
        self._path = root / f"{catalogue}-changes.sqlite"
        self._kept = Kept(self._path)
        self._wrong: tuple[_Mark, str] = (None, "")
        self.tells = False  # a command says its one sentence itself

    def append(self, changes: Iterable[Change], *, move: int) -> None:
        """Number changes on, for the publish that will be the n-th move."""
        self._refuse_lost()
        with self._open() as db, db:
            changes_rows.prepare(db)  # the file and its rows are one write
            changes_rows.append(db, changes, move)
        self._kept.note()

    def changes(self, after: int, *, move: int) -> Iterator[Change]:
        """Yield the changes with a number beyond `after`, of the moves up to `move`.

        Raises EngineUnavailable if the list is lost, or a change not as it was written.
        """
        self._refuse_lost()
        if not self._path.exists():
            return
        with self._open(writing=False) as db:
            yield from changes_rows.read(db, after, move)

    def read_some(self, after: int) -> int:
        """Read some changes beyond `after`, and return the number of the last; 0 at the end.

        Raises what `changes` raises. No publish waits for it longer than for one page.
        """
        last = 0
        for change in islice(self.changes(after, move=_ALL), _SOME):
            last = change.number
        return last

    def problem(self) -> str:
        """Return why the list cannot be used, or "" if nothing is known of that."""
        with suppress(EngineUnavailable):
            self._refuse_lost()
        mark, message = self._wrong
        return message if mark == self._mark_of_file() else ""

    def forget_collections(self, gone: Gone) -> None:
        """Take the collections that are gone out of all changes, and off the disk."""
        if not self._path.exists():
            return
        with self._open() as db, db:
            changes_rows.prepare(db)
            known = changes_rows.known_collections(db)
            lost = frozenset(gone({name for names in known.values() for name in names}))
            stale = [
                (orjson.dumps([name for name in names if name not in lost]), row)
                for row, names in known.items()
                if not lost.isdisjoint(names)
            ]
            if stale:
                changes_rows.replace_collections(db, stale)

    def _refuse_lost(self) -> None:
        if self._kept.is_lost():
            raise self._unusable("it is gone")

    @contextmanager
    def _open(self, *, writing: bool = True) -> Iterator[sqlite3.Connection]:
        if kind := special_kind(self._path):
            raise self._unusable(f"it is {kind}, not a file")
        mode = "rwc" if writing else "ro"
        try:
            if writing:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            address = f"{self._path.absolute().as_uri()}?mode={mode}"
            waits = _WRITER_WAITS if writing else _READER_WAITS
            with closing(sqlite3.connect(address, uri=True, timeout=waits)) as db:
                yield db
        except _UNUSABLE as error:
            code = getattr(error, "sqlite_errorcode", 0) & _FAMILY
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise EngineUnavailable(
                    f"the list of changes {self._path.name} is being written; try again"
                ) from error
            if code == sqlite3.SQLITE_READONLY:  # what a killed load left is undone by a writer
                raise self._unusable(
                    "a load was killed while it wrote", "The next load fixes it"
                ) from error
            if self._path.exists() and not os.access(self._path, os.R_OK, effective_ids=True):
                raise self._unusable(
                    "permission denied", "Let the user of the server read it"
                ) from error
            raise self._unusable(error) from error

    def _unusable(self, why: Exception | str, mend: str = _MEND) -> EngineUnavailable:
        name = self._path.name
        message = f"the list of changes {name} cannot be used: {why}; searches still work. {mend}"
        if self.tells and self._wrong[1] != message:
            log.error("%s", message)
        self._wrong = (self._mark_of_file(), message)
        return EngineUnavailable(message)

    def _mark_of_file(self) -> _Mark:
        try:
            stat = self._path.stat()
        except OSError:
            return None
        # the last for a change of who may read it
        return stat.st_ino, stat.st_mtime_ns, stat.st_size, stat.st_ctime_ns
