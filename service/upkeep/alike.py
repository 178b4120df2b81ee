"""Names one letter apart: which of the names in a catalogue may be one, misspelled.

Each name gives the keys that it has with one letter left out. Two names a letter apart share one
of these, so that they are found without holding each name against each other.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.engines.edits import within_edits
from service.upkeep.finding import Finding

_SHORTEST = 5  # letters of a word: of shorter ones too many real names are a letter apart (Li, Liu)
_RARE, _COMMON = 2, 20  # records: a name of two beside one of twenty is hardly another person
_KEPT = 10  # ids kept of each name
_BETWEEN = "\x1f"  # between ids: the ASCII unit separator, which no record has

_SCHEMA = """
CREATE TABLE names (name TEXT PRIMARY KEY, count INTEGER, ids TEXT);
CREATE TABLE shortened (hash INTEGER, name INTEGER);
"""


class Names:
    """The names of a catalogue's parties, in a database that is on disk."""

    def __init__(self, db: sqlite3.Connection, mapping: RecordMapping) -> None:
        self._db = db
        self._fields = [item.name for item in mapping.fields if item.kind.names_people]
        db.executescript(_SCHEMA)

    def note(self, record: Record) -> None:
        """Count the names of a record."""
        found = {party.name for field in self._fields for party in record.parties(field)}
        if not found:
            return
        self._db.executemany(
            "INSERT INTO names VALUES (?, 1, ?) ON CONFLICT DO UPDATE SET count = count + 1,"
            f" ids = CASE WHEN count < {_KEPT} THEN ids || '{_BETWEEN}' || excluded.ids"
            " ELSE ids END",
            [(name, record.id) for name in found],
        )

    def findings(self) -> Iterator[Finding]:
        """Yield each pair of names that are a letter apart, or differ in marks alone."""
        db = self._db
        for row, name in db.execute("SELECT rowid, name FROM names"):
            folded = key(name)
            if len(folded) >= _SHORTEST and not any(map(str.isdigit, folded)):
                shorter = {folded, *(folded[:at] + folded[at + 1 :] for at in range(len(folded)))}
                db.executemany(
                    "INSERT INTO shortened VALUES (?, ?)", [(_hash(one), row) for one in shorter]
                )
        db.execute("CREATE INDEX shortened_by_hash ON shortened (hash, name)")
        pairs = db.execute(
            "SELECT DISTINCT one.name, other.name FROM shortened one JOIN shortened other"
            " ON other.hash = one.hash AND other.name > one.name"
        )
        for rows in pairs:
            (one, often, _), (other, seldom, ids) = sorted(
                (
                    db.execute("SELECT name, count, ids FROM names WHERE rowid = ?", (row,))
                    .fetchone()
                    for row in rows
                ),
                key=lambda item: (-item[1], item[0]),
            )  # fmt: skip
            if apart := how_apart(one, other):
                is_clear = seldom <= _RARE and often >= _COMMON
                yield Finding(
                    "warning" if is_clear else "notice", "names-alike",
                    tuple(ids.split(_BETWEEN)), seldom,
                    f"{other!r} ({seldom:,}) and {one!r} ({often:,}) {apart}",
                    f"if they are one, write {one!r} in the source, or put the two in a ring of "
                    "names (SEARCHROOM_NAMES)",
                )  # fmt: skip


def how_apart(one: str, other: str) -> str:
    """Return how two names differ where they may be one, else ""."""
    first, second = key(one), key(other)
    if first == second:
        return "differ only in accents, capitals or marks"
    if not within_edits(first, second, 1):
        return ""
    words, others = first.split(), second.split()
    changed = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    # A blank that moved or went ("Robert Ellis", "Rober tEllis") changes no one word.
    if len(words) == len(others) and len(changed) == 1:
        ((word, other),) = changed
        # Mason and Jason are two: a first letter is seldom mistaken
        if max(len(word), len(other)) < _SHORTEST or word[0] != other[0]:
            return ""
    return "are one letter apart"


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
