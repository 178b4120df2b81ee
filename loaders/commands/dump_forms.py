"""The other forms of a published dump: a table, and a database with a full-text index.

Both have the values of each record that the API returns, and no more. A new form is a function and
a line of `WRITERS`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path

import orjson

from index_mappings.json_values import Json, members
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.drafts.dump_files import written
from service.errors import LoadError
from service.exports.delimited import csv_rows
from service.schemas.answer_json import record_json
from service.upkeep.published_dumps import CSV, SQLITE, DumpForm

_AT_ONCE = 500  # rows sent to SQLite at once

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE records (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
    summary TEXT NOT NULL, text TEXT NOT NULL, first_day TEXT, last_day TEXT, record TEXT NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5(
    title, summary, text, content='records', content_rowid='number',
    tokenize="unicode61 remove_diacritics 2"
);
"""
_SEARCH = (
    "SELECT id, records.title FROM words JOIN records ON number = words.rowid "
    "WHERE words MATCH 'harbour' ORDER BY rank"
)


Writer = Callable[[Path, Iterable[Record], RecordMapping, dict[str, str]], None]
"""What writes a file: it takes the path, the records, the mapping and what describes the whole."""


def _csv(
    path: Path, records: Iterable[Record], mapping: RecordMapping, _about: dict[str, str]
) -> None:
    with written(path) as file:
        file.writelines(csv_rows(records, mapping, text=True))


def _sqlite(
    path: Path, records: Iterable[Record], mapping: RecordMapping, about: dict[str, str]
) -> None:
    aside = path.with_name(f".{path.name}.new")
    aside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(aside)) as db:
            # nobody reads it before it is whole, so nothing need be safe on the way
            db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
            facts = {**about, "search": _SEARCH}
            db.executemany("INSERT INTO about VALUES (?, ?)", facts.items())
            rows = _rows(records, mapping)
            while some := list(islice(rows, _AT_ONCE)):
                db.executemany("INSERT INTO records VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", some)
            db.execute("INSERT INTO words(words) VALUES ('rebuild')")
            db.commit()
        aside.replace(path)
    except sqlite3.Error as error:
        raise LoadError(f"{path} cannot be written: {error}") from error
    finally:
        aside.unlink(missing_ok=True)


def _rows(records: Iterable[Record], mapping: RecordMapping) -> Iterator[tuple[Json, ...]]:
    full = mapping.full_text
    for record in records:
        shown = record_json(mapping.ordered(record), mapping)
        days = members(shown.get(mapping.date))
        yield (
            record.id,
            record.text(mapping.title),
            record.text(mapping.summary),
            record.text(full) if full else "",
            days.get("from"),
            days.get("to"),
            orjson.dumps(shown).decode(),
        )


WRITERS: Mapping[DumpForm, Writer] = {CSV: _csv, SQLITE: _sqlite}
