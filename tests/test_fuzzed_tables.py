"""Real tables with bytes of them changed: they load or are refused, and never end otherwise."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft
from loaders.drafts.fitting import Fitting
from loaders.drafts.format import Options
from loaders.json_files.json_lines import JSON_FILE, JSON_LINES
from loaders.tables.csv_files import FORMAT
from service.errors import LoadError

SEED = 1950
ROUNDS = 40  # of each file: some seconds in all
_ODD = (
    b'"',
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\r",
    b"\n\n",
    b",,,,",
    b"=1+1",
    b"{[",
    b"\t;|",
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return data with a few places changed, cut out or doubled."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(made) + 1)
        match chance.randrange(4):
            case 0:
                made[place:place] = chance.choice(_ODD)
            case 1:
                del made[place : place + chance.randrange(200)]
            case 2:
                made[place:place] = made[place : place + chance.randrange(200)]
            case _:
                made[place : place + 1] = bytes([chance.randrange(256)])
    return bytes(made)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("formats/atom_csv/lib/task/import/example/example_accessions.csv", FORMAT),
        ("formats/omeka_csv/csv_files/test.csv", FORMAT),
        ("formats/archivesspace/fixtures/bulk_import/bulk_import_multi_date_test.csv", FORMAT),
        ("formats/archivesspace/fixtures/bulk_import/testTopLinkerUpload.xlsx", FORMAT),
        ("formats/dpla_ingestion3/json-retcon/lc.json", JSON_FILE),
        ("formats/dpla_ingestion3/community-webs.json", JSON_LINES),
    ],
)  # fmt: skip
def test_changed_bytes_load_or_are_refused(
    shared_data: Path, tmp_path: Path, mapping: RecordMapping, name: str, form: Any
) -> None:
    data = (shared_data / name).read_bytes()
    chance = random.Random(SEED)
    fitting = Fitting(mapping)
    path = tmp_path / Path(name).name
    ended = {"loaded": 0, "refused": 0}
    for _ in range(ROUNDS):
        path.write_bytes(mutated(data, chance))
        try:
            for item in form.read([str(path)], Options(mapping, "fuzz")):
                if isinstance(item, Draft):
                    fitting.fit(item)
        except LoadError as error:
            assert str(error)
            ended["refused"] += 1
        else:
            ended["loaded"] += 1
    assert sum(ended.values()) == ROUNDS
