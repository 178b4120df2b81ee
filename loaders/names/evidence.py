"""Evidence on names in a catalogue, collected record by record in a temporary file.

A catalogue may have very many names; on disk they need no memory, whatever their number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from index_mappings.folding import fold, key
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.names.forms import bare_name, forms, identified, is_full
from loaders.names.likeness import group, skeleton

CALLED, BRACKET, TEXT = "called", "bracket", "text"
"""How a name is said to be somebody's: by the source's own reference, by a bracket after it in a
party, by a bracket in a title or summary."""

KEPT = 5
"""Ids of records that are kept as evidence: enough to look at."""
_BATCH = 20_000  # rows held before they are written

_PRAGMAS = """
pragma cache_size = -65536;
pragma journal_mode = off;
pragma synchronous = off;
"""
"""64 MB of memory, however large the file is. The file may be lost in a crash."""

_TABLES = """
create table name (name text primary key, key text, grp text, bones text, bare text,
    uses int, ids text) without rowid;
create table form (name text, form text, key text, how text, uses int, ids text,
    primary key (name, form, how)) without rowid;
create table word (word text, name text, primary key (word, name)) without rowid;
"""
_ADD = """ on conflict do update set uses = uses + 1,
    ids = case when length(ids) - length(replace(ids, char(9), '')) < {} then ids || char(9) ||
    excluded.ids else ids end"""


@dataclass(frozen=True, slots=True)
class Use:
    """A name used for a person: the form of the evidence, the number of records, some of them."""

    name: str
    form: str
    how: str
    uses: int
    ids: tuple[str, ...]


class Evidence:
    """Collects names with `add`, then answers questions about them."""

    def __init__(self, mapping: RecordMapping) -> None:
        self._db = sqlite3.connect("")  # a file of SQLite's own, deleted when it is closed
        self._db.executescript(_PRAGMAS + _TABLES)
        self._fields = [field.name for field in mapping.fields if field.kind.names_people]
        self._texts = (mapping.title, mapping.summary)
        self._names: list[tuple[str, ...]] = []
        self._forms: list[tuple[str, ...]] = []

    def add(self, record: Record) -> None:
        """Add the parties of a record, and the persons identified in its title and summary."""
        named: dict[str, None] = {}
        called: dict[tuple[str, str, str], None] = {}
        for field in self._fields:
            for party in record.named(field):
                if not party.person or not key(party.name):
                    continue
                named[party.name] = None
                for form in forms(party):
                    how = BRACKET if form.by_bracket else CALLED
                    called[(party.name, form.text, how)] = None
        for text in self._texts:
            for form_text, name in identified(record.text(text)):
                called[(name, form_text, TEXT)] = None
        self._names += [(name, record.id) for name in named]
        self._forms += [(*one, record.id) for one in called]
        if len(self._names) + len(self._forms) > _BATCH:
            self._write()

    def settle(self) -> None:
        """Prepare everything added for questions."""
        self._write()
        self._db.execute("create index name_grp on name (grp) where grp != ''")
        self._db.execute("create index name_bones on name (bones) where bones != ''")
        self._db.execute("create index name_bare on name (bare) where bare != ''")
        self._db.execute("create index name_key on name (key)")
        self._db.execute("create index form_key on form (key)")

    def uses(self) -> Iterator[Use]:
        """Yield all forms used for the person with a name in the catalogue."""
        found = self._db.execute(
            "select form.name, form, how, form.uses, form.ids from form join name using (name) "
            "order by form.name, form.uses desc, form"
        )
        for name, form, how, uses, ids in found:
            yield Use(name, form, how, uses, tuple(ids.split("\t")))

    def groups(self, by: str) -> Iterator[tuple[str, ...]]:
        """Yield groups of similar names.

        They are similar by "grp" (initials may agree), "bones" (sounds may agree) or "bare" (equal
        except for a form of address).
        """
        assert by in ("grp", "bones", "bare"), "a column of the table"
        same = f"{by} != '' and {by} in (select {by} from name group by {by} having count(*) > 1)"
        rows = self._db.execute(f"select {by}, name from name where {same} order by 1, 2")
        for _, names in groupby(rows, key=itemgetter(0)):
            yield tuple(name for _, name in names)

    def records(self, name: str) -> tuple[int, tuple[str, ...]]:
        """Return the number of records that name a person, and the ids of some of them."""
        row = self._db.execute("select uses, ids from name where name = ?", (name,)).fetchone()
        return (row[0], tuple(row[1].split("\t"))) if row else (0, ())

    def owners(self, form: str) -> frozenset[str]:
        """Return the names of all persons for whom a source uses this form, or who have it."""
        wanted = key(form)
        rows = self._db.execute(
            "select name from form where key = ? union select name from name where key = ?",
            (wanted, wanted),
        )
        return frozenset(name for (name,) in rows)

    def with_word(self, word: str) -> frozenset[str]:
        """Return the names that contain a folded word."""
        rows = self._db.execute("select name from word where word = ?", (word,))
        return frozenset(name for (name,) in rows)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _write(self) -> None:
        with self._db:
            self._db.executemany(
                "insert into name values (?, ?, ?, ?, ?, 1, ?)" + _ADD.format(KEPT - 1),
                map(_name_row, self._names),
            )
            self._db.executemany(
                "insert into form values (?, ?, ?, ?, 1, ?)" + _ADD.format(KEPT - 1),
                ((name, form, key(form), how, id) for name, form, how, id in self._forms),
            )
            self._db.executemany("insert or ignore into word values (?, ?)", _words(self._names))
        self._names.clear()
        self._forms.clear()


def _name_row(row: Sequence[str]) -> tuple[str, ...]:
    name, id = row
    bare = bare_name(name)
    alike = bare if " " in bare and "," not in name else ""
    bones = skeleton(name) if "," not in name else ""  # what follows a comma is an office
    return name, key(name), group(name) if is_full(name) else "", bones, key(alike), id


def _words(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for name in {row[0] for row in rows}:
        for word in set(fold(name.partition(",")[0]).split()):
            yield word.strip(".,'’"), name
