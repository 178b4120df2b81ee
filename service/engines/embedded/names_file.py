"""The names of an embedded build: one SQLite file beside the records.

Names are read one after the other and by id, and never searched for words, which a table does.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from index_mappings.names import NameEntry

NAMES = "names.sqlite"

_SCHEMA = "CREATE TABLE IF NOT EXISTS names (id TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID"


class NamesFile:
    """The names of a build that is being written; in memory where it has no folder."""

    def __init__(self, folder: Path | None, clone_of: Path | None) -> None:
        self._path = folder / NAMES if folder else None
        if self._path and clone_of and (clone_of / NAMES).is_file():
            shutil.copyfile(clone_of / NAMES, self._path)
        self.db = sqlite3.connect(
            self._path or ":memory:", isolation_level=None, check_same_thread=False
        )
        # What is replaced must not stay readable in the file, and a build that dies is dropped
        # whole, so no journal is kept.
        self.db.executescript(f"PRAGMA secure_delete=ON; PRAGMA journal_mode=OFF; BEGIN; {_SCHEMA}")

    def add(self, names: Iterable[NameEntry]) -> None:
        """Write names; an entry of an id that is there replaces it."""
        rows = ((item.id, orjson.dumps(item.to_json())) for item in names)
        self.db.executemany("INSERT OR REPLACE INTO names VALUES (?, ?)", rows)

    def delete(self, ids: Iterable[str]) -> None:
        """Take names out."""
        self.db.executemany("DELETE FROM names WHERE id = ?", ((id,) for id in ids))

    def finish(self) -> None:
        """Make what was written durable."""
        if self.db.in_transaction:
            self.db.execute("COMMIT")
        if self._path:
            self.db.close()

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def __iter__(self) -> Iterator[NameEntry]:
        """Yield the names of a finished build in memory."""
        return _entries(self.db)


def read_names(folder: Path) -> Iterator[NameEntry]:
    """Yield the names of a build in the order of their ids; none where it has no such file."""
    path = folder / NAMES
    if not path.is_file():
        return
    # immutable: a finished build never changes, and a reader writes nothing beside it
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        yield from _entries(db)
    finally:
        db.close()


def _entries(db: sqlite3.Connection) -> Iterator[NameEntry]:
    for (body,) in db.execute("SELECT body FROM names ORDER BY id"):
        yield NameEntry.from_json(orjson.loads(body))
