"""How one index differs from another, record by record: what a rollback changes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from index_mappings.record import Record
from service.engines.contract import Engine
from service.results import IndexInfo

_SHOWN = 5  # ids of each kind: enough to recognise the load that brought them


@dataclass(frozen=True, slots=True)
class Part:
    """Some records: how many there are, and the first few of their ids."""

    count: int
    ids: tuple[str, ...]

    def __str__(self) -> str:
        """Return "3 records (a, b, c)"."""
        noun = "record" if self.count == 1 else "records"
        more = ", ..." if self.count > len(self.ids) else ""
        return f"{self.count:,} {noun}" + (f" ({', '.join(self.ids)}{more})" if self.ids else "")


@dataclass(frozen=True, slots=True)
class Difference:
    """What goes, what comes back, and what is in both but differs."""

    goes: Part
    returns: Part
    differs: Part

    def lines(self) -> Iterator[str]:
        """Yield it for a screen."""
        if not self.goes.count + self.returns.count + self.differs.count:
            yield "the records of the two are the same"
        if self.goes.count:
            yield f"  taken away: {self.goes}"
        if self.returns.count:
            yield f"  back again: {self.returns}"
        if self.differs.count:
            yield f"  as before:  {self.differs}"


def difference(engine: Engine, live: IndexInfo, other: IndexInfo) -> Difference:
    """Return what changes where `other` takes the place of `live`; both are read once.

    Memory stays flat: a digest of each record is held on disk. Raises NoIndex where one of the
    two is not there any more.
    """
    db = sqlite3.connect("", isolation_level=None)
    try:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;")
        db.execute("BEGIN")
        for table, index in (("live", live), ("other", other)):
            db.execute(f"CREATE TABLE {table} (id TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID")
            db.executemany(
                f"INSERT OR REPLACE INTO {table} VALUES (?, ?)",
                _digests(engine.scan(index=index.name)),
            )
        return Difference(
            _part(db, "FROM live WHERE id NOT IN (SELECT id FROM other)"),
            _part(db, "FROM other WHERE id NOT IN (SELECT id FROM live)"),
            _part(db, "FROM live JOIN other USING (id) WHERE live.digest != other.digest"),
        )
    finally:
        db.close()


def _digests(records: Iterable[Record]) -> Iterator[tuple[str, bytes]]:
    for record in records:
        raw = orjson.dumps(dict(record.values), option=orjson.OPT_SORT_KEYS)
        yield record.id, hashlib.blake2b(raw, digest_size=16).digest()


def _part(db: sqlite3.Connection, where: str) -> Part:
    (count,) = db.execute(f"SELECT count(*) {where}").fetchone()
    ids = db.execute(f"SELECT id {where} ORDER BY id LIMIT {_SHOWN}")
    return Part(count, tuple(id for (id,) in ids))
