"""The rows of the list of changes, in which damage is seen: SQLite keeps no checksums.

Each change has a checksum of its own. Numbers go on without a gap, and each publish writes down
the last one, so that a row that a damaged page no longer leads to is missed too. A file of an
earlier Searchroom has none of this until the next publish.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress

import orjson

from service.lasting.changes import Change, Kind

_TABLES = """
CREATE TABLE IF NOT EXISTS changes (
    number INTEGER PRIMARY KEY,
    move INTEGER NOT NULL,      -- the move of the pointer that made it so
    at TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, collections BLOB NOT NULL, sum BLOB
);
CREATE TABLE IF NOT EXISTS ends (move INTEGER PRIMARY KEY, last INTEGER NOT NULL, sum BLOB);
"""
_ROW = "number, move, at, kind, id, collections"
_SUM_BYTES = 8  # enough to see any accident; nobody who can write the file needs to forge one


class RowsDamaged(Exception):
    """The list is not as it was written; the message says where."""


def prepare(db: sqlite3.Connection) -> None:
    """Make the tables, or give those of an earlier Searchroom their checksums, in one write."""
    db.create_function("row_sum", -1, _sum, deterministic=True)
    has_rows = _has(db, "changes")
    is_sealed = _is_sealed(db)
    db.executescript(f"BEGIN IMMEDIATE; {_TABLES}")
    if has_rows and not is_sealed:
        db.execute("ALTER TABLE changes ADD COLUMN sum BLOB")
        db.execute("DROP INDEX IF EXISTS changes_by_move")  # nothing asks them any more
        db.execute("DROP INDEX IF EXISTS changes_by_id")
        db.execute(f"UPDATE changes SET sum = row_sum({_ROW})")
        db.execute("INSERT INTO ends SELECT move, max(number), NULL FROM changes GROUP BY move")
        db.execute("UPDATE ends SET sum = row_sum(move, last)")


def append(db: sqlite3.Connection, changes: Iterable[Change], move: int) -> None:
    """Number changes on for the n-th move; RowsDamaged where the end of the list is damaged.

    What a killed publish left is overwritten.
    """
    end = _end(db, move - 1)
    for change, of in db.execute("SELECT number, move FROM changes WHERE number > ?", (end,)):
        if not isinstance(of, int) or of < move:
            raise _damaged(change)
    db.execute("DELETE FROM changes WHERE number > ?", (end,))
    db.execute("DELETE FROM ends WHERE move >= ?", (move,))
    if _last(db) != end:
        raise _damaged(end)
    rows = (
        (number, move, one.at, str(one.kind), one.id, orjson.dumps(one.collections))
        for number, one in enumerate(changes, end + 1)
    )
    db.executemany(
        "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)", ((*row, _sum(*row)) for row in rows)
    )
    last = _last(db)
    db.execute("INSERT INTO ends VALUES (?, ?, ?)", (move, last, _sum(move, last)))


def read(db: sqlite3.Connection, after: int, move: int) -> Iterator[Change]:
    """Yield the changes beyond a number, of the moves up to `move`; RowsDamaged for damage."""
    is_sealed = _is_sealed(db)
    end = _end(db, move) if is_sealed else None
    number = after
    rows = db.execute(
        f"SELECT {_ROW}, {'sum' if is_sealed else 'NULL'} FROM changes"
        " WHERE number > ? AND move <= ? ORDER BY number",
        (after, move),
    )
    for *row, sum in rows:
        if is_sealed and (row[0] != number + 1 or sum != _sum(*row)):
            raise _damaged(number + 1)
        number, _, at, kind, id, collections = row
        try:
            change = Change(number, at, Kind(kind), id, tuple(orjson.loads(collections)))
        except (ValueError, TypeError) as error:  # of a row without a checksum
            raise _damaged(number) from error
        yield change
    if end is not None and (number < end or after < end < number):
        raise _damaged(min(number, end) + 1)


def known_collections(db: sqlite3.Connection) -> dict[bytes, list[str]]:
    """Return the lists of collections that changes have, by their text; none that is damaged."""
    known: dict[bytes, list[str]] = {}
    for (text,) in db.execute("SELECT DISTINCT collections FROM changes"):
        with suppress(ValueError, TypeError):
            known[text] = orjson.loads(text)
    return known


def replace_collections(db: sqlite3.Connection, stale: Iterable[tuple[bytes, bytes]]) -> None:
    """Give changes other collections, (kept, was); what is damaged stays so, to be seen."""
    db.execute("PRAGMA secure_delete = ON")  # else what was there stays in the file
    db.execute("CREATE TEMP TABLE stale (kept BLOB, was BLOB PRIMARY KEY)")
    db.executemany("INSERT INTO stale VALUES (?, ?)", stale)
    db.execute(
        "UPDATE changes SET collections = stale.kept,"
        " sum = row_sum(number, move, at, kind, id, stale.kept) FROM stale"
        f" WHERE collections = stale.was AND sum = row_sum({_ROW})"
    )


def _end(db: sqlite3.Connection, move: int) -> int:
    """Return the last number of the moves up to `move`; RowsDamaged where it is damaged."""
    row = db.execute(
        "SELECT move, last, sum FROM ends WHERE move <= ? ORDER BY move DESC LIMIT 1", (move,)
    ).fetchone()
    if row is None:
        return 0
    *end, sum = row
    if sum != _sum(*end):
        raise RowsDamaged("the number of its last change is not as it was written")
    return int(end[1])


def _damaged(number: int) -> RowsDamaged:
    return RowsDamaged(f"change {number} is not as it was written")


def _last(db: sqlite3.Connection) -> int:
    (last,) = db.execute("SELECT coalesce(max(number), 0) FROM changes").fetchone()
    return int(last)


def _is_sealed(db: sqlite3.Connection) -> bool:
    columns = {name for _, name, *_ in db.execute("PRAGMA table_info(changes)")}
    return "sum" in columns or _has(db, "ends")


def _has(db: sqlite3.Connection, table: str) -> bool:
    found = db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
    return found.fetchone() is not None


def _sum(*values: object) -> bytes:
    """Return a checksum of values as SQLite gives them, their types included."""
    return hashlib.blake2b(repr(values).encode(), digest_size=_SUM_BYTES).digest()
