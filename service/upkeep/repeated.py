"""What records have in common that they should not: the same date and title, the same summary."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from index_mappings.folding import key
from index_mappings.json_values import members
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.upkeep.finding import LISTED, Finding

_TELLING = 40  # characters: shorter summaries ("Letter of thanks.") say the same of many records

_Group = tuple[int, int, str, bool, tuple[str, ...]]
"""Records, kinds of the other column, the title of the first, whether its date is a day, ids."""

_SCHEMA = """
CREATE TABLE seen (
    id TEXT,
    same BLOB,      -- a digest of date and title, NULL where they tell nothing
    summary BLOB,   -- a digest of the summary, NULL where it tells nothing
    title TEXT,
    exact INTEGER   -- 1 where the date is a day
);
"""


class Repeats:
    """Digests of what each record says, in a database that is on disk."""

    def __init__(self, db: sqlite3.Connection, mapping: RecordMapping) -> None:
        self._db = db
        self._mapping = mapping
        db.executescript(_SCHEMA)

    def note(self, record: Record) -> None:
        """Take in a record."""
        mapping = self._mapping
        title, summary = key(record.text(mapping.title)), key(record.text(mapping.summary))
        date = record.date(mapping.date)
        when = f"{date.start} {date.end} {date.time} {date.display}" if date else ""
        above = [members(item).get("id") for field in mapping.fields if field.kind.leads_up
                 for item in record.many(field.name)]  # fmt: skip
        # without a date a title says little: photographs are all called "Photograph"
        tells = bool(title and (when or len(summary) >= _TELLING))
        same = (title, when or summary, *above[-1:])
        self._db.execute(
            "INSERT INTO seen VALUES (?, ?, ?, ?, ?)",
            (
                record.id,
                _digest("\x1f".join(map(str, same))) if tells else None,
                _digest(summary) if len(summary) >= _TELLING else None,
                record.text(mapping.title)[:100],
                date is not None and date.precision == "day",
            ),
        )

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each group of records that are alike."""
        for count, kinds, title, is_exact, ids in self._groups("same", "count(DISTINCT summary)"):
            if kinds == 1:
                message = f"{count:,} records have the title {title!r}, one date and one summary"
                severity = "error"
                mend = "keep one of them, if they are one item"
            else:
                message = f"{count:,} records have the title {title!r} and one date"
                # portraits of one year are not one portrait
                severity = "warning" if is_exact else "notice"
                mend = "tell them apart (a number, a place), or keep one"
            yield Finding(severity, "same-record", ids, count, message, mend)
        for count, kinds, title, _, ids in self._groups("summary", "count(DISTINCT same)"):
            if kinds != 1:  # else it has been said above
                yield Finding(
                    "warning", "summary-repeated", ids, count,
                    f"{count:,} records have the summary of {title!r}",
                    "give each its own summary, or keep one if they are one item",
                )  # fmt: skip

    def _groups(self, column: str, kinds: str) -> Iterator[_Group]:
        db = self._db
        db.execute(f"CREATE INDEX seen_by_{column} ON seen ({column})")
        groups = db.execute(
            f"SELECT {column}, count(*), {kinds}, min(rowid) FROM seen"
            f" WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > 1 ORDER BY 4"
        )
        for digest, count, different, first in groups:
            title, is_exact = db.execute(
                "SELECT title, exact FROM seen WHERE rowid = ?", (first,)
            ).fetchone()
            ids = db.execute(
                f"SELECT id FROM seen WHERE {column} = ? ORDER BY rowid LIMIT {LISTED}", (digest,)
            )
            yield count, different, title, bool(is_exact), tuple(id for (id,) in ids)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
