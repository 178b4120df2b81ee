"""What a build writes of a record is the same whether its values came before or not."""

from __future__ import annotations

from typing import Any

import orjson

from index_mappings.mapping import load
from index_mappings.record import Record
from service.engines.embedded.entries import Entries
from service.engines.embedded.schema import make_schema

SCHEMA = make_schema(load("records"))

VALUES: dict[str, Any] = {
    "title": "Roe to Doe on the Military Assistance Advisory Group",
    "date": {"display": "May 1950", "from": -7185, "to": -7155, "precision": "month"},
    "sender": [{"name": "Roe, Jane", "as_written": "Miss Roe"}],
    "people": [{"name": f"Doe, {number}", "as_written": "Doe's"} for number in range(9)],
    "places": ['Almar "on the hill"', "Bréda"],
    "notes": [{"label": "Stamp", "text": "Seen by the Military Assistance Advisory Group"}],
    "position": 3,
}


def _entry(entries: Entries, number: int) -> Any:
    return orjson.loads(entries.make(Record(f"a/{number}", VALUES), number))


def test_an_entry_is_the_same_where_its_values_came_before() -> None:
    entries = Entries(SCHEMA)
    first = _entry(entries, 1)
    assert first == _entry(entries, 1) == _entry(Entries(SCHEMA), 1)
    assert first["sender.name"] == ["Roe, Jane"] and first["places"] == VALUES["places"]
    assert "breda" in first["everything.folded"]


def test_no_path_of_an_entry_is_there_twice() -> None:
    entries = Entries(SCHEMA)
    written = entries.make(Record("a/1", VALUES), 1)
    for path in orjson.loads(written):
        assert written.count(f'"{path}":') == 1, path
