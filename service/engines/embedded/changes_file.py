"""The list of changes of an embedded catalogue: <folder>/<catalogue>-changes.sqlite.

What is written before a publish counts once the pointer has moved as often as it says; what a
killed publish left is overwritten by the next.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import orjson

from service.errors import EngineUnavailable
from service.lasting.changes import Change, Kind
from service.lasting.storing import Gone

_SCHEMA = """
CREATE TABLE IF NOT EXISTS changes (
    number INTEGER PRIMARY KEY,
    move INTEGER NOT NULL,      -- the move of the pointer that made it so
    at TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, collections BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS changes_by_move ON changes (move);
CREATE INDEX IF NOT EXISTS changes_by_id ON changes (id);
"""


class ChangesFile:
    """The list of changes in one file, which readers need not be able to write."""

    def __init__(self, root: Path, catalogue: str) -> None:
        self._path = root / f"{catalogue}-changes.sqlite"

    def append(self, changes: Iterable[Change], *, move: int) -> None:
        """Number changes on, for the publish that will be the n-th move."""
        with self._open() as db, db:
            db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA}")  # the file and its rows are one write
            db.execute("DELETE FROM changes WHERE move >= ?", (move,))
            (last,) = db.execute("SELECT coalesce(max(number), 0) FROM changes").fetchone()
            db.executemany(
                "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (at, move, one.at, one.kind, one.id, orjson.dumps(one.collections))
                    for at, one in enumerate(changes, last + 1)
                ),
            )

    def changes(self, after: int, *, move: int) -> Iterator[Change]:
        """Yield the changes with a number beyond `after`, of the moves up to `move`."""
        if not self._path.exists():
            return
        with self._open(writing=False) as db:
            rows = db.execute(
                "SELECT number, at, kind, id, collections FROM changes"
                " WHERE number > ? AND move <= ? ORDER BY number",
                (after, move),
            )
            for number, at, kind, id, collections in rows:
                try:
                    change = Change(number, at, Kind(kind), id, tuple(orjson.loads(collections)))
                except ValueError as error:  # a byte of it is not as it was written
                    raise self._unusable(error) from error
                yield change

    def forget_collections(self, gone: Gone) -> None:
        """Take the collections that are gone out of all changes, and off the disk."""
        if not self._path.exists():
            return
        with self._open() as db, db:
            known = {
                row: orjson.loads(row)
                for (row,) in db.execute("SELECT DISTINCT collections FROM changes")
            }
            lost = frozenset(gone({name for names in known.values() for name in names}))
            stale = [
                (orjson.dumps([name for name in names if name not in lost]), row)
                for row, names in known.items()
                if not lost.isdisjoint(names)
            ]
            if stale:
                db.execute("PRAGMA secure_delete = ON")  # else what was there stays in the file
                db.execute("CREATE TEMP TABLE stale (kept BLOB, was BLOB PRIMARY KEY)")
                db.executemany("INSERT INTO stale VALUES (?, ?)", stale)
                db.execute(
                    "UPDATE changes SET collections = stale.kept FROM stale"
                    " WHERE collections = stale.was"
                )

    @contextmanager
    def _open(self, *, writing: bool = True) -> Iterator[sqlite3.Connection]:
        mode = "rwc" if writing else "ro"
        try:
            if writing:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            address = f"{self._path.absolute().as_uri()}?mode={mode}"
            with closing(sqlite3.connect(address, uri=True)) as db:
                yield db
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> EngineUnavailable:
        return EngineUnavailable(
            f"the list of changes {self._path.name} cannot be used: {error}; searches go on. Put "
            "it back from a backup, or move it away: the next load then begins a new one, and "
            "whoever follows the changes starts again"
        )
