"""A common first choice: SQLite with FTS5, served by Datasette.

It runs in an environment of its own (`make bench` makes .venv-bench from requirements-bench.txt),
for its dependencies are not ours. Its table has the columns of our answer, its full-text index
the same texts; stemming is SQLite's own (Porter's first), so a few totals differ by some records.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench import corpora
from bench.plan import Missing
from bench.queries import SIZE, Question
from bench.servers import Running, free_port, serving

PROGRAM = Path(__file__).resolve().parents[1] / ".venv-bench" / "bin" / "datasette"
FACETS = ("type", "sender")
_SHOWN = ("id", "title", "summary", "type", "sender", "date")


def database(name: str) -> Path:
    """Return the database of a corpus, made once."""
    path = corpora.KEPT / "datasette" / f"{corpora.label(name)}.db"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".new")
        aside.unlink(missing_ok=True)
        fill(aside, corpora.objects(name))
        aside.rename(path)
    return path


def fill(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Make a database of records, as our answers have them, with their full-text index."""
    with sqlite3.connect(path) as db:
        db.execute(
            "CREATE TABLE records (id TEXT PRIMARY KEY, title TEXT, summary TEXT, text TEXT,"
            " type TEXT, sender TEXT, recipient TEXT, people TEXT, places TEXT, subjects TEXT,"
            " date TEXT)"
        )
        rows = map(_row, records)
        db.executemany("INSERT INTO records VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
        for column in FACETS:
            db.execute(f"CREATE INDEX by_{column} ON records ({column})")
        texts = "title, summary, text, type, people, places, subjects"
        db.execute(
            f'CREATE VIRTUAL TABLE records_fts USING fts5 ({texts}, content="records",'
            " tokenize='porter unicode61 remove_diacritics 2')"
        )
        db.execute("INSERT INTO records_fts (records_fts) VALUES ('rebuild')")
        db.execute("INSERT INTO records_fts (records_fts) VALUES ('optimize')")
        db.execute("ANALYZE")


def _row(record: dict[str, object]) -> tuple[object, ...]:
    def listed(field: str, *keys: str) -> str:
        values = record.get(field) or []
        assert isinstance(values, list)
        named = [[one[key] for key in keys] if keys else [one] for one in values]
        return "; ".join(text for texts in named for text in texts)

    date = record.get("date") or {}
    assert isinstance(date, dict)
    return (
        record["id"], record["title"], record.get("summary", ""), record.get("text", ""),
        record.get("type"), listed("sender", "name") or None, listed("recipient", "name"),
        listed("people", "name", "as_written"), listed("places"), listed("subjects"),
        date.get("edtf", ""),
    )  # fmt: skip


@contextmanager
def serve(name: str) -> Iterator[Running]:
    """Serve the database of a corpus; Missing where Datasette is not installed."""
    with serve_database(database(name)) as server:
        yield server


@contextmanager
def serve_database(path: Path) -> Iterator[Running]:
    """Serve a database that `fill` made; Missing where Datasette is not installed."""
    if not PROGRAM.exists():
        raise Missing("Datasette is not installed: `make bench` installs it")
    port = free_port()
    # else facets that take long are left out of the answer, and nothing tells that they were
    limits = {"facet_time_limit_ms": 20_000, "sql_time_limit_ms": 20_000}
    settings = [part for name, value in limits.items() for part in ("--setting", name, str(value))]
    command = [str(PROGRAM), "serve", "--immutable", str(path), "--port", str(port), *settings]
    command += ["--setting", "suggest_facets", "off"]
    with serving(command, port, "/-/versions.json") as server:
        yield server


def address(name: str, question: Question) -> str:
    """Return the address of a search: hits, total and two facets."""
    asked = [("_search", question.text), ("_size", str(SIZE)), ("_shape", "objects")]
    asked += [("_facet", facet) for facet in FACETS] + [("_col", column) for column in _SHOWN]
    if question.facet:
        asked.append((question.facet, question.value))
    return f"/{database(name).stem}/records.json?{urlencode(asked)}"


def total(answer: bytes) -> int:
    """Return the total of an answer."""
    return int(json.loads(answer)["filtered_table_rows_count"])
