"""Databases of SQLite: the table that is a catalogue, queries, and databases made to do harm."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index_mappings.mapping import RecordMapping
from loaders.commands.guessing import guess
from loaders.drafts.draft import Draft, Held, Item, Remark
from loaders.drafts.format import Options
from loaders.tables import databases
from loaders.tables.sqlite_files import FORMAT
from service.errors import LoadError

BOATS = """
create table harbours (name text, feet real);
insert into harbours values ('East mole', 41.0), ('West mole', 38.5);
create table boats (id integer primary key, title text, date text, summary text, plan blob, published text);
insert into boats values
  (1, 'Mary Ann', '1949-08-01', 'A trawler, "old"' || char(10) || 'and slow', x'00ff', 'yes'),
  (2, 'Daisy', 'c. 1950', null, null, 'yes'),
  (3, 'Xylograph', '1951', 'Xylograph', null, 'no');
create virtual table found using fts5(title);
create view late as select title, date from boats where id > 1;
"""  # noqa: E501


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "boats.db"
    with closing(sqlite3.connect(path)) as made:
        made.executescript(BOATS)
    return path


@pytest.fixture
def read(mapping: RecordMapping) -> Callable[..., list[Item]]:
    def read_file(path: Path, **extra: str) -> list[Item]:
        return list(FORMAT.read([str(path)], Options(mapping, "boats", extra)))

    return read_file


def drafts(items: list[Item]) -> list[Draft]:
    return [item for item in items if isinstance(item, Draft)]


def test_the_table_with_the_most_known_columns_is_read(
    database: Path, read: Callable[..., list[Item]]
) -> None:
    items = read(database)
    first, second = drafts(items)
    assert (first.own_id, first.values["title"]) == ("1", "Mary Ann")
    assert first.values["summary"] == 'A trawler, "old"\nand slow'
    assert "summary" not in second.values
    assert [item.is_part for item in items if isinstance(item, Held)] == [False]
    assert "Xylograph" not in "".join(map(repr, items))
    told = [item for item in items if isinstance(item, Remark) and "-o table=NAME" in item.message]
    assert [item.quote for item in told] == ["harbours, found, late"]
    assert guess(str(database)) == "sqlite"


@pytest.mark.parametrize(
    ("extra", "titles"),
    [
        ({"table": "late"}, ["Daisy", "Xylograph"]),
        ({"query": "select title from boats where date like '1949%'"}, ["Mary Ann"]),
        ({"query": "select name as title, feet from harbours"}, ["East mole", "West mole"]),
    ],
)
def test_a_table_or_a_query_is_named(
    database: Path, read: Callable[..., list[Item]], extra: dict[str, str], titles: list[str]
) -> None:
    assert [draft.values["title"] for draft in drafts(read(database, **extra))] == titles


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"table": "none such"}, "no table 'none such'; it has harbours, boats"),
        ({"table": "boats", "query": "select 1"}, "not both"),
        ({"query": "delete from boats"}, "cannot be read"),
        ({"query": "attach 'other.db' as other"}, "cannot be read"),
        ({"query": "select load_extension('x') as title"}, "cannot be read"),
        ({"query": "pragma journal_mode = off"}, "cannot be read"),
        ({"query": "select nonsense"}, "cannot be read"),
    ],
)
def test_what_is_no_table_or_would_write_is_refused(
    database: Path, read: Callable[..., list[Item]], extra: dict[str, str], said: str
) -> None:
    before = database.read_bytes()
    with pytest.raises(LoadError, match=said):
        read(database, **extra)
    assert database.read_bytes() == before


def test_a_query_without_an_end_is_given_up(
    database: Path, read: Callable[..., list[Item]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "_SILENT", 0.2)
    endless = (
        "with recursive n(title) as (select 1 union all select title + 1 from n) "
        "select count(*) as title from n"
    )
    with pytest.raises(LoadError, match="gave no row for"):
        read(database, query=endless)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"x" * 500, b"Title\nA\n"])
def test_a_file_that_is_no_database_says_so(
    tmp_path: Path, read: Callable[..., list[Item]], content: bytes
) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(LoadError, match=r"not an SQLite database|cannot be read"):
        read(path)
