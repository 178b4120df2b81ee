"""Tate's artworks as records: short, many subjects, few words; a catalogue that is no archive's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from bench.plan import Missing
from index_mappings.dates import read_date
from index_mappings.json_values import Json
from index_mappings.record import Party

FILE = (
    Path(__file__).resolve().parents[2] / "shared" / "data" / "catalogues" / "tate-artworks.jsonl"
)


def records(path: Path = FILE) -> Iterator[dict[str, Json]]:
    """Yield every artwork as a record in JSON, in the order of the file; Missing without it."""
    if not path.exists():
        raise Missing("the artworks are not here: they belong into ../shared/data/catalogues")
    with path.open("rb") as file:
        for position, line in enumerate(file, 1):
            yield _record(orjson.loads(line), position)


def _record(artwork: dict[str, Json], position: int) -> dict[str, Json]:
    record = {
        "id": artwork["accession_number"],
        "title": artwork["title"] or "Untitled",
        "summary": artwork["medium"] or "",
        "type": artwork["classification"],
        "date": read_date(artwork["date_text"]).to_json() if artwork["date_text"] else None,
        "people": [Party(name).to_json() for name in artwork["artists"] or ()],
        "subjects": artwork["subjects"],
        "position": position,
        "source": "tate",
    }
    return {name: value for name, value in record.items() if value}
