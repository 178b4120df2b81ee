"""Parties whose office, as a record has it, is that of another person in the source's list.

An edition points from "the Secretary of State (Dulles)" into its list of persons. Where the
pointer leads to Allen W. Dulles, Director of Central Intelligence, and the list has a John Foster
Dulles, Secretary of State, the pointer is wrong.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from index_mappings.name_kinds import name_kind
from index_mappings.names import NameEntry
from index_mappings.record import Party, Record
from service.upkeep.finding import LISTED, Finding

_SCHEMA = """
CREATE TABLE listed (source TEXT, name TEXT, surname TEXT, heading TEXT, history TEXT);
CREATE TABLE contradicted (
    name TEXT, role TEXT, history TEXT, other TEXT, count INTEGER, ids TEXT,
    PRIMARY KEY (name, role, other));
"""
_BETWEEN = "\x1f"  # between ids: the ASCII unit separator, which no record has
_KEPT = 10_000  # pairs of a name and an office remembered: a catalogue has fewer that come often
_WORDS = 2  # of an office that is one person's: many are "Director" or "Mr"
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_BELOW = r"(?<!under )(?<!deputy )(?<!assistant )(?<!vice )(?<!acting )(?<!former )"
"""Words that make another office of one: the Under Secretary of State is not the Secretary."""


class ListedRoles:
    """The lists of persons of a catalogue, and the offices that its records give them."""

    def __init__(self, db: sqlite3.Connection, mapping: RecordMapping) -> None:
        self._db = db
        self._fields = [item.name for item in mapping.fields if item.kind.names_people]
        self._other = lru_cache(maxsize=_KEPT)(self._holder)
        self._sources: set[str] = set()
        db.executescript(_SCHEMA)

    def list_names(self, names: Iterable[NameEntry]) -> None:
        """Take in who is listed, and what each list says of them."""
        persons = (item for item in names if name_kind(item.kind).is_person and item.forms)
        for item in persons:
            self._sources.add(item.source)
            heading = item.forms[0].text
            self._db.executemany(
                "INSERT INTO listed VALUES (?, ?, ?, ?, ?)",
                (
                    (item.source, key(form.text), _surname(form.text), heading, item.history)
                    for form in item.forms
                ),
            )
        self._db.execute("CREATE INDEX listed_by_name ON listed (source, name)")
        self._db.execute("CREATE INDEX listed_by_surname ON listed (source, surname)")

    def note(self, record: Record) -> None:
        """Look at the parties of a record whose source has a list."""
        source = record.source
        if source not in self._sources:
            return
        found = {
            (party.name, office)
            for field in self._fields
            for party in record.parties(field)
            for office in (party.role, _written_office(party))
            if office
        }
        for name, role in found:
            history, other = self._other(source, name, role)
            if other:
                self._db.execute(
                    "INSERT INTO contradicted VALUES (?, ?, ?, ?, 1, ?)"
                    " ON CONFLICT DO UPDATE SET"
                    f" ids = CASE WHEN count < {LISTED} THEN ids || '{_BETWEEN}' || excluded.ids"
                    " ELSE ids END, count = count + 1",
                    (name, role, history, other, record.id),
                )

    def findings(self) -> Iterator[Finding]:
        """Yield each person with an office that is another's, with the records that say so."""
        rows = self._db.execute("SELECT * FROM contradicted ORDER BY count DESC, name, role")
        for name, role, history, other, count, ids in rows:
            yield Finding(
                "warning", "listed-role", tuple(ids.split(_BETWEEN)), count,
                f"{name!r} is called {role!r}, which the list of persons says of {other!r}; of "
                f"{name!r} it says {history!r}",
                "see whom the text means, and mend the pointer in the source",
            )  # fmt: skip

    def _holder(self, source: str, name: str, role: str) -> tuple[str, str]:
        """Return what a list says of a person, and who else has the office there, or ""."""
        office = key(role)
        own = self._db.execute(
            "SELECT heading, history FROM listed WHERE source = ? AND name = ?",
            (source, key(name)),
        ).fetchall()
        description = "; ".join(dict.fromkeys(history for _, history in own))
        if len(office.split()) < _WORDS or not description or _shares(office, key(description)):
            return description, ""
        headings = {heading for heading, _ in own}
        office_of = re.compile(rf"{_BELOW}\b{re.escape(office)}\b")
        others = self._db.execute(
            "SELECT heading, history FROM listed WHERE source = ? AND surname = ? ORDER BY rowid",
            (source, _surname(name)),
        )
        for heading, history in others:
            if heading not in headings and office_of.search(key(history)):
                return description, heading
        return description, ""


def _written_office(party: Party) -> str:
    """Return what the source writes beside a name: "Secretary of State Dulles" has an office."""
    name = set(key(party.name).split())
    return " ".join(word for word in party.as_written.split() if key(word) not in name).strip(" ,")


def _shares(office: str, description: str) -> bool:
    """Return whether a description of a person names the office, or may in other words."""
    return office in description or description in office


def _surname(name: str) -> str:
    words = [word for word in key(name).split() if word not in _SUFFIXES]
    return words[-1] if words else ""
