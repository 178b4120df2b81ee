"""An index held against the one before it, by digests on disk: memory stays flat."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Iterator

import orjson

from index_mappings.record import Record
from service.lasting.changes import Change, Kind, record_digest

_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE; PRAGMA cache_size=-8000;
CREATE TABLE before (id TEXT PRIMARY KEY, digest BLOB, collections BLOB) WITHOUT ROWID;
CREATE TABLE after (id TEXT PRIMARY KEY, digest BLOB, collections BLOB, place INTEGER)
    WITHOUT ROWID;
"""

_BATCH = 500  # rows sent to SQLite at once; more is not faster

_CHANGES = """
SELECT after.id, after.collections, before.id IS NULL FROM after LEFT JOIN before USING (id)
    WHERE before.id IS NULL OR before.digest != after.digest ORDER BY after.place
"""
_GONE = """
SELECT id, collections FROM before WHERE id NOT IN (SELECT id FROM after) ORDER BY id
"""


class Comparison:
    """What an index had, and what the next one has.

    Of the first index, before which there was none, all is new, so that no digest is made.
    """

    def __init__(self, *, is_first: bool = False) -> None:
        self._is_first = is_first
        # An empty name is a database of its own in a temporary file that is already unlinked.
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")
        self._place = 0
        self._rows: list[tuple[str, bytes, bytes, int]] = []

    def had(self, records: Iterable[Record]) -> Iterator[Record]:
        """Note the records of the index before, and yield them."""
        for record in records:
            self._db.execute("INSERT OR REPLACE INTO before VALUES (?, ?, ?)", _row(record))
            yield record

    def knew(self, changes: Iterable[Change]) -> None:
        """Note what was before by the list of changes alone, where the index cannot be read.

        What is still there then counts as changed.
        """
        self._db.execute("DELETE FROM before")
        for change in changes:
            if change.kind in (Kind.DELETED, Kind.WITHDRAWN):
                self._db.execute("DELETE FROM before WHERE id = ?", (change.id,))
            else:
                row = (change.id, b"", orjson.dumps(change.collections))
                self._db.execute("INSERT OR REPLACE INTO before VALUES (?, ?, ?)", row)

    def has(self, records: Iterable[Record]) -> Iterator[Record]:
        """Note the records of the next index, and yield them; the later of one id counts."""
        for record in records:
            self._place += 1
            digest = b"" if self._is_first else record_digest(record)
            self._rows.append((record.id, digest, _collections(record), self._place))
            if len(self._rows) >= _BATCH:
                self._write()
            yield record

    def has_not(self, id: str) -> None:
        """Note that a record is not in the next index."""
        self._write()
        self._db.execute("DELETE FROM after WHERE id = ?", (id,))

    def ids(self) -> Iterator[str]:
        """Yield the ids of the next index that are noted."""
        self._write()
        return (id for (id,) in self._db.execute("SELECT id FROM after ORDER BY id"))

    def changes(self, at: str, withdrawn: Container[str]) -> Iterator[Change]:
        """Yield what differs, unnumbered: new and changed in their order, then what is gone."""
        self._write()
        for id, collections, is_new in self._db.execute(_CHANGES):
            kind = Kind.ADDED if is_new else Kind.CHANGED
            yield Change(0, at, kind, id, tuple(orjson.loads(collections)))
        for id, collections in self._db.execute(_GONE):
            kind = Kind.WITHDRAWN if id in withdrawn else Kind.DELETED
            yield Change(0, at, kind, id, tuple(orjson.loads(collections)))

    def _write(self) -> None:
        self._db.executemany("INSERT OR REPLACE INTO after VALUES (?, ?, ?, ?)", self._rows)
        self._rows.clear()

    def close(self) -> None:
        """Let go of the digests."""
        self._db.close()


def _row(record: Record) -> tuple[str, bytes, bytes]:
    return record.id, record_digest(record), _collections(record)


def _collections(record: Record) -> bytes:
    return orjson.dumps(list(record.many("collections")))
