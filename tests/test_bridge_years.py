"""A name that meant something else at another time counts within its years alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from catalogue import day, record
from conftest import filled
from flask.testing import FlaskClient

from index_mappings.record import Record
from service.app import create_app
from service.engines.contract import Engine
from service.settings import Settings

OWN = """kind,forms,why
place,Newmouth | Oldham Bay (-1850) | Stonemarket (1801-1850),renamed in 1850
place,Seaton | Oldham Bay (1851-),named after the older one
place,Seaton | Fourthport (1851-),no other place has this name
"""


def dated(id: str, title: str, year: int = 0, *people: str) -> Record:
    more: dict[str, Any] = {"date": day(year, 6, 1)} if year else {}
    return record(id, title, people=[{"name": name, "as_written": name} for name in people], **more)


def client_of(engine: Engine, folder: Path, *records: Record) -> FlaskClient:
    folder.joinpath("bridges.csv").write_text(OWN)
    settings = Settings(bridges=str(folder / "bridges.csv"))
    return create_app(settings, filled(engine, list(records))).test_client()


def ids(client: FlaskClient, q: str) -> set[str]:
    body = client.get("/api/v1/search", query_string={"q": q, "match": "all"}).get_json()
    return {hit["id"] for hit in body["results"]}


def test_a_name_of_two_places(empty_engine: Engine, tmp_path: Path) -> None:
    client = client_of(
        empty_engine,
        tmp_path,
        dated("old", "The harbour of Oldham Bay", 1840),
        dated("new", "The school of Oldham Bay", 1900),
        dated("undated", "The church of Oldham Bay"),
        dated("far", "A map of Fourthport", 1700),
    )
    assert ids(client, "Newmouth") == {"old"}
    assert ids(client, "Seaton") == {"new", "far"}, "what is no other place is of any year"
    assert ids(client, "Oldham Bay") == {"old", "new", "undated"}, "what was typed is unbounded"
    assert ids(client, "harbour Newmouth") == {"old"}
    assert ids(client, "school Newmouth") == set()


def test_a_surname(empty_engine: Engine, tmp_path: Path) -> None:
    client = client_of(
        empty_engine,
        tmp_path,
        *(dated(f"letter{at}", "From Mr. Stonemarket", 1810, "Stonemarket") for at in range(3)),
        dated("then", "The mill of Stonemarket", 1810),
        dated("later", "The mill of Stonemarket", 1900),
    )
    assert ids(client, "Newmouth") == {"then"}
    assert ids(client, "Stonemarket") >= {"letter0", "then", "later"}
