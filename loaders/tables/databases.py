"""SQLite databases as tables: one of their tables, or the result of a query.

The file is never written. Its views, triggers and functions can only read, within a time limit: a
view may be made to run without end.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Remark, Where
from loaders.drafts.field_maps.headers import recognised
from loaders.drafts.mistaken_format import refuse_make
from loaders.tables.delimited import COLUMNS, Cells
from loaders.tables.rows import Table
from service.errors import LoadError

_HEADER = b"SQLite format 3\0"
_SAMPLE = 500  # rows that tell ids from repeated values, and dates from names
_LONGEST = 32_000_000  # bytes of one value: the longest text of a record has a tenth
_SILENT = 60.0  # seconds without a row, after which a query is given up
_STEPS = 100_000  # of the database's machine between two looks at the clock: some milliseconds
_ALLOWED = frozenset(
    {
        sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
    }
)  # fmt: skip
_HARMFUL = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})


class _Clock:
    """Ends a query that returns no row for too long."""

    def __init__(self) -> None:
        self.started = time.monotonic()

    def is_over(self) -> bool:
        return time.monotonic() - self.started > _SILENT


def open_database(path: str, mapping: RecordMapping, extra: Mapping[str, str]) -> Table:
    """Return the table or query named by the options of a load, else the likeliest table.

    That is the one with the most columns with known headers. Raises LoadError if the file is not a
    database or has no such table.
    """
    refuse_make(path, "database", "sqlite")
    if "table" in extra and "query" in extra:
        raise LoadError("say -o table=NAME or -o query='select ...', and not both")
    with _reading(path) as database:
        names = _names(database)
        wanted = extra.get("table", "")
        if wanted and wanted not in names:
            raise LoadError(
                f"{path} has no table {wanted!r}; it has {', '.join(names[:30]) or 'none'}"
            )
        query = extra.get("query", "")
        name = wanted or ("" if query else _likeliest(database, names, mapping))
        if not query and not name:
            raise LoadError(f"{path} has no table with rows")
        query = query or f"select * from {_quoted(name)}"
        headers = _columns(path, database, query)
    if len(headers) > COLUMNS:
        raise LoadError(f"{path}: there are {len(headers):,} columns, and a table has {COLUMNS:,}")
    table = Table(path, headers, (), (), _rows(path, query), is_headless=True)
    table.sample = [row.cells for row in islice(table.rows(), _SAMPLE)]
    others = [other for other in names if other != name] if not extra.get("query") else []
    if others and not wanted:
        listed = ", ".join(others[:20])
        message = "other tables were not read (-o table=NAME reads one, -o query= joins several)"
        table.remarks = [Remark(Where(path), message, quote=listed)]
    return table


@contextmanager
def _reading(path: str, clock: _Clock | None = None) -> Iterator[sqlite3.Connection]:
    """Open the database read-only; raise LoadError for its faults."""
    clock = clock or _Clock()
    address = f"{Path(path).absolute().as_uri()}?mode=ro"
    try:
        with Path(path).open("rb") as file:
            if file.read(len(_HEADER)) != _HEADER:
                raise LoadError(f"{path} is not an SQLite database")
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.execute("pragma trusted_schema = off")
            database.execute("pragma query_only = on")
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            database.text_factory = _text
            database.set_authorizer(_allow)
            database.set_progress_handler(clock.is_over, _STEPS)
            yield database
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            message = f"{path}: the query gave no row for {_SILENT:.0f} seconds"
            raise LoadError(message) from error
        raise LoadError(f"{path} cannot be read: {error}") from error
    except (sqlite3.Error, OSError) as error:
        raise LoadError(f"{path} cannot be read: {error}") from error


def _allow(action: int, _one: str | None, name: str | None, *_: object) -> int:
    is_harmful = action == sqlite3.SQLITE_FUNCTION and (name or "").casefold() in _HARMFUL
    return sqlite3.SQLITE_OK if action in _ALLOWED and not is_harmful else sqlite3.SQLITE_DENY


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _names(database: sqlite3.Connection) -> list[str]:
    """Return the tables and views, without the internal tables of a full-text index."""
    found = database.execute(
        "select name, sql from sqlite_master where type in ('table', 'view') "
        "and name not like 'sqlite^_%' escape '^' order by rowid"
    ).fetchall()
    virtual = [str(name) for name, sql in found if str(sql).casefold().startswith("create virtual")]
    return [
        str(name)
        for name, _ in found
        if not any(str(name).startswith(f"{index}_") for index in virtual)
    ]


def _likeliest(database: sqlite3.Connection, names: Sequence[str], mapping: RecordMapping) -> str:
    """Return the table with the most known headers, the first of equals, or "" if none has rows."""
    known: dict[str, int] = {}
    for name in names:
        try:
            cursor = database.execute(f"select * from {_quoted(name)} limit 1")
            if cursor.fetchone() is not None:
                known[name] = recognised([column[0] for column in cursor.description], mapping)
        except sqlite3.Error:
            continue  # a view of what is not there any more
    return max(known, key=lambda name: known[name], default="")


def _columns(path: str, database: sqlite3.Connection, query: str) -> tuple[str, ...]:
    cursor = database.execute(query)
    if cursor.description is None:
        raise LoadError(f"{path}: the query gives no rows; it must begin with select")
    return tuple(str(column[0]) for column in cursor.description)


def _rows(path: str, query: str) -> Callable[[], Iterator[Cells]]:
    def rows() -> Iterator[Cells]:
        clock = _Clock()
        with _reading(path, clock) as database:
            for number, row in enumerate(database.execute(query), 1):
                yield Cells(number, [_cell(value) for value in row])
                clock.started = time.monotonic()

    return rows


def _cell(value: object) -> str:
    """Return a value as text; bytes (a picture, a file) are left out."""
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
