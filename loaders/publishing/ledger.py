"""The data that a load needs of all its records at once, in a file to bound memory.

A private temporary SQLite database holds the drafts as read and a few values of each live record of
the same sources. Repeated ids, deleted and changed records, and corrections are then found by SQL,
for five records or a million.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from index_mappings.json_values import Json
from index_mappings.made_often import made_often
from index_mappings.names import NameEntry
from index_mappings.record import Record
from loaders.drafts.draft import Where
from loaders.drafts.identity import derived_id
from service.lasting.changes import record_digest
from service.lasting.derived_ids import is_derived

_BATCH = 500  # rows sent to SQLite at once; more is not faster

_SCHEMA = """
CREATE TABLE drafts (
    position INTEGER PRIMARY KEY,   -- in the order of reading, over all sources of the load
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    own INTEGER NOT NULL,           -- 1 where the source gave the id
    body BLOB NOT NULL,
    file TEXT NOT NULL, line INTEGER NOT NULL, number INTEGER NOT NULL
);
CREATE TABLE live (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    position INTEGER NOT NULL,
    digest BLOB NOT NULL,           -- of all its values but the position
    date TEXT NOT NULL, title TEXT NOT NULL, summary BLOB NOT NULL,
    former TEXT NOT NULL,           -- its former ids, as JSON
    derived INTEGER NOT NULL,       -- 1 where its id is of the derived form
    kept INTEGER NOT NULL,          -- 1 where it is one that today's values would not give
    first_seen TEXT NOT NULL, changed TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE names (id TEXT PRIMARY KEY, digest BLOB NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE hidden (text TEXT NOT NULL);
CREATE TABLE waiting (id TEXT NOT NULL, source TEXT NOT NULL, day TEXT NOT NULL);
CREATE TABLE former (id TEXT NOT NULL, was TEXT NOT NULL, PRIMARY KEY (id, was)) WITHOUT ROWID;
"""


@made_often
@dataclass(frozen=True, slots=True)
class Entry:
    """A draft in the ledger: its place in the load, its id so far, and its values."""

    position: int
    source: str
    id: str
    own: bool
    values: dict[str, Json]
    where: Where

    @property
    def raw(self) -> dict[str, Json]:
        """The part kept in a reject: enough to be corrected and loaded."""
        return {"id": self.id, **self.values} if self.own else self.values


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """The values of a live record in the ledger."""

    id: str
    source: str
    position: int
    digest: bytes
    former: tuple[str, ...]
    first_seen: str = ""
    changed: str = ""


class Ledger:
    """The drafts of one load and the live records that they replace."""

    def __init__(self) -> None:
        # An empty name is a database of its own in a temporary file that is already unlinked.
        self.db = sqlite3.connect("", isolation_level=None)
        self.db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;"
            "PRAGMA cache_size=-20000;"  # 20 MB of pages in memory, the rest on disk
        )
        self.db.executescript(_SCHEMA)
        self.db.execute("BEGIN")
        self._drafts: list[tuple[object, ...]] = []
        self._live: list[tuple[object, ...]] = []
        self._position = 0
        self.has_live = False
        self._rejected: Counter[str] = Counter()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    def note_draft(
        self, source: str, id: str, values: dict[str, Json], where: Where, *, own: bool
    ) -> None:
        """Add a fitted draft with its own id or its first derived one."""
        self._position += 1
        self._drafts.append((self._position, source, id, own, orjson.dumps(values), *place(where)))
        if len(self._drafts) >= _BATCH:
            self._flush()

    def note_live(self, record: Record, date: str, title: str, summary: str) -> None:
        """Add a live record of a source that is being loaded."""
        self.has_live = True
        source = record.source
        derived = is_derived(record.id, source)
        self._live.append(
            (
                record.id,
                source,
                record.values.get("position", 0),
                record_digest(record),
                date,
                title,
                text_digest(summary),
                orjson.dumps(record.many("former_ids")).decode(),
                derived,
                derived
                and record.id != derived_id(source, date, title)
                and record.id != derived_id(source, date, title, summary),
                record.text("first_seen"),
                record.text("changed"),
            )
        )
        if len(self._live) >= _BATCH:
            self._flush()

    def note_name(self, entry: NameEntry) -> None:
        """Add a name listed by a source; the later of two with the same id counts."""
        self.db.execute(
            "INSERT OR REPLACE INTO names VALUES (?, ?, ?)",
            (entry.id, self.name_digest(entry), orjson.dumps(entry.to_json())),
        )

    def names(self) -> Iterator[NameEntry]:
        """Yield the names in the order of their ids."""
        for (body,) in self.db.execute("SELECT body FROM names ORDER BY id"):
            yield NameEntry.from_json(orjson.loads(body))

    def forget_names(self, ids: Iterable[str]) -> None:
        """Remove names that must not be listed."""
        self.db.executemany("DELETE FROM names WHERE id = ?", ((id,) for id in ids))

    def note_hidden(self, text: str) -> None:
        """Add the values of a record that is kept out, to find the names that only it has."""
        self.db.execute("INSERT INTO hidden VALUES (?)", (text,))

    def hidden(self) -> Iterator[str]:
        """Yield the values of the records that are kept out."""
        return (text for (text,) in self.db.execute("SELECT text FROM hidden"))

    def name_digests(self) -> Iterator[tuple[str, bytes]]:
        """Yield the id and the digest of each name."""
        yield from self.db.execute("SELECT id, digest FROM names ORDER BY id")

    @staticmethod
    def name_digest(entry: NameEntry) -> bytes:
        """Return the digest of a name, which shows whether it has changed."""
        return hashlib.blake2b(orjson.dumps(entry.to_json()), digest_size=16).digest()

    def close_drafts(self) -> None:
        """End the adding of drafts; their ids can be looked up from now on."""
        self._flush()
        self.db.execute("CREATE INDEX drafts_by_id ON drafts (id)")

    def close_live(self) -> None:
        """End the adding of live records."""
        self._flush()

    def has(self, id: str) -> bool:
        """Return whether a draft has that id."""
        return self.db.execute("SELECT 1 FROM drafts WHERE id = ?", (id,)).fetchone() is not None

    def count(self) -> int:
        """Return the number of drafts."""
        return int(self.db.execute("SELECT count(*) FROM drafts").fetchone()[0])

    def count_of(self, source: str) -> int:
        """Return the number of records from a source, including those rejected since."""
        row = self.db.execute("SELECT count(*) FROM drafts WHERE source = ?", (source,)).fetchone()
        return int(row[0]) + self._rejected[source]

    def ids(self) -> Iterator[str]:
        """Yield the ids of all drafts, in order."""
        return (id for (id,) in self.db.execute("SELECT id FROM drafts ORDER BY id"))

    def entries(self, where: str = "", parameters: Iterable[object] = ()) -> Iterator[Entry]:
        """Yield drafts in the order of reading; `where` is the SQL after FROM drafts."""
        columns = "position, source, id, own, body, file, line, number"
        order = "" if "ORDER BY" in where else " ORDER BY position"
        rows = self.db.execute(f"SELECT {columns} FROM drafts {where}{order}", tuple(parameters))
        for position, source, id, own, body, file, line, number in rows:
            yield Entry(
                position, source, id, bool(own), orjson.loads(body), Where(file, line, number)
            )

    def live(self, id: str) -> LiveEntry | None:
        """Return the entry of a live record, or None if none of these sources has the id."""
        if not self.has_live:
            return None  # a first load asks this for each of its records
        row = self.db.execute(
            "SELECT id, source, position, digest, former, first_seen, changed FROM live "
            "WHERE id = ?",
            (id,),
        ).fetchone()
        if row is None:
            return None
        id, source, position, digest, former, *days = row
        return LiveEntry(id, source, position, digest, tuple(orjson.loads(former)), *days)

    def has_derived(self, source: str) -> bool:
        """Return whether a source has live records whose ids were derived."""
        row = self.db.execute("SELECT 1 FROM live WHERE source = ? AND derived = 1", (source,))
        return row.fetchone() is not None

    def last_position(self, source: str) -> int:
        """Return the last position of a live record of a source, or 0 if there is none."""
        row = self.db.execute("SELECT max(position) FROM live WHERE source = ?", (source,))
        return int(row.fetchone()[0] or 0)

    def former_ids(self, id: str) -> tuple[str, ...]:
        """Return the ids that a draft had before this load changed its id to this one."""
        if not self.has_live:
            return ()
        return tuple(
            was
            for (was,) in self.db.execute("SELECT was FROM former WHERE id = ? ORDER BY was", (id,))
        )

    def note_waiting(self, source: str, id: str, day: str) -> None:
        """Add a record that is held back until a day, or whose text is."""
        self.db.execute("INSERT INTO waiting VALUES (?, ?, ?)", (id, source, day))

    def waiting(self) -> Iterator[tuple[str, str, str]]:
        """Yield source, id and day of the waiting records in the order of reading."""
        yield from self.db.execute("SELECT source, id, day FROM waiting ORDER BY rowid")

    def gone(self) -> Iterator[str]:
        """Yield the ids of the live records that no draft has, in order."""
        rows = self.db.execute(
            "SELECT id FROM live WHERE id NOT IN (SELECT id FROM drafts) ORDER BY id"
        )
        return (id for (id,) in rows)

    def set_ids(self, changes: Iterable[tuple[str, int]]) -> None:
        """Set the ids of drafts, from pairs of the id and the draft's position."""
        self.db.execute("CREATE TEMP TABLE IF NOT EXISTS renamed (id TEXT, position INTEGER)")
        # The pairs may come from a question to the drafts, so they are first put aside.
        self.db.executemany("INSERT INTO renamed VALUES (?, ?)", changes)
        self.db.execute(
            "UPDATE drafts SET id = renamed.id FROM renamed "
            "WHERE drafts.position = renamed.position"
        )
        self.db.execute("DELETE FROM renamed")

    def remove(self, position: int) -> None:
        """Remove a rejected draft."""
        row = self.db.execute(
            "DELETE FROM drafts WHERE position = ? RETURNING source", (position,)
        ).fetchone()
        if row:
            self._rejected[row[0]] += 1

    def _flush(self) -> None:
        self.db.executemany("INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._drafts)
        self.db.executemany(
            "INSERT OR REPLACE INTO live VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._live
        )
        self._drafts.clear()
        self._live.clear()


def place(where: Where) -> tuple[str, int, int]:
    """Return a place as the columns file, line and number."""
    # A file's name may hold bytes that are not text; SQLite takes only text.
    return where.file.encode(errors="replace").decode(), where.line, where.number


def text_digest(text: str) -> bytes:
    """Return a digest of a text, empty for an empty one."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest() if text else b""
