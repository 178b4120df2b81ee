"""What was taken away as a table loads back: unchanged it changes nothing, mended one field."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from catalogue import day, month, people, years
from flask.testing import FlaskClient
from openpyxl import load_workbook
from serving import client_of

from index_mappings.json_values import Json
from index_mappings.mapping import load
from service.engines.embedded import EmbeddedEngine
from service.exports.tables import LARGEST_CELL, defused, is_left_out, undefused
from tests.test_archive_rules import run
from tests.test_held_back import Site, written

WORDS = (
    "=1+1", "+49 30", "-5", "@home", "'quoted", "Đặng Xuân Khu", "毛泽东", "a; b", "two\nlines",
    'say "so"', "[sic]", "x,y", "  blank ", "1950", "n.d.", "Ministère", "=HYPERLINK(\"x\")",
    "TRUE",
)  # fmt: skip
DATES: tuple[dict[str, Any], ...] = (
    day(1949, 10, 1), month(1950, 2), years(1949, 1951), years(-43), {"display": "n.d."},
    {"display": "May 4, 1949, 3 p. m.", "edtf": "1949-05-04T15:00", "from": "1949-05-04",
     "to": "1949-05-04", "precision": "day", "time": "15:00"},
)  # fmt: skip
LONG = "lamp " * 7_000
"""A text that no cell of a sheet holds."""


def varied(count: int) -> Iterator[dict[str, Json]]:
    """Yield records of every kind of value, the same at each run."""
    dice = random.Random(15)

    def some(most: int) -> list[str]:
        return [dice.choice(WORDS).strip() for _ in range(dice.randrange(most))]

    for number in range(count):
        who = people(*dict.fromkeys(some(3)))
        if who and number % 2:
            who[0] |= {"role": "Consul General at Batavia", "as_written": f"The Consul ({number})"}
        values = {
            "id": dice.choice(("a/{}", "=b{}", "c,{}", "d {}")).format(number),
            "title": f"{dice.choice(WORDS).strip()} {number}",
            "summary": dice.choice((*WORDS, LONG)).strip(),
            "text": dice.choice(("", "Preamble.\n\nBody, whole.", "=SUM(A1)")),
            "type": dice.choice(("", "Letter", "Cable")),
            "date": dice.choice(DATES),
            "sender": who,
            "recipient": people(*dict.fromkeys(some(3))),
            "places": list(dict.fromkeys(some(4))),
            "number": dice.choice(("", "-5", "No. 3", "007")),
            "reference": dice.choice(("", "FO 371/1", "=A1")),
            "notes": [{"label": "Copy", "text": text} for text in some(2)],
        }
        yield {name: value for name, value in values.items() if value}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path]:
    folder = tmp_path_factory.mktemp("round") / "site"
    folder.mkdir()
    site = Site(folder)
    lines = "".join(json.dumps(item) + "\n" for item in varied(60))
    path = written(folder.parent, "all.jsonl", lines)
    done = run(site, "load", "jsonl", str(path), "--source", "s")
    assert done.exit_code == 0, done.output
    return site, folder.parent


@contextmanager
def client(site: Site) -> Iterator[FlaskClient]:
    engine = EmbeddedEngine.open(site.folder / "index", load("records"))
    try:
        yield client_of(engine)
    finally:
        engine.close()


def taken(site: Site, asked: str) -> bytes:
    with client(site) as reader:
        return bytes(reader.get(f"/api/v1/export?{asked}").data)


def update(site: Site, folder: Path, name: str, body: bytes, *options: str) -> dict[str, Any]:
    path = folder / name
    path.write_bytes(body)
    report = folder / "report.json"
    done = run(
        site, "load", "csv", str(path), "--source", "s", "--update", "--dry-run", "--report",
        str(report), *options,
    )  # fmt: skip
    assert done.exit_code == 0, (done.output, done.exception)
    made: dict[str, Any] = json.loads(report.read_text())
    return made


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["format=csv", "format=csv&text=1", "format=xlsx&text=1"])
def test_a_table_as_it_was_taken_away_changes_nothing(
    filled: tuple[Site, Path], asked: str
) -> None:
    site, folder = filled
    ending = "xlsx" if "xlsx" in asked else "csv"
    report = update(site, folder, f"all.{ending}", taken(site, asked))
    assert (report["read"], report["unchanged"], report["changed"]) == (60, 60, 0)
    assert report["corrections"] == report["changes"] == []
    assert report["rejected"] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("title", "=2+2 Đặng"), ("summary", "Mended."), ("type", "Report"), ("date", "6 May 1951"),
        ("sender", "Jane Doe"), ("recipient", "Jane Doe; Ernst Roe"), ("places", "Hanoi; Huế"),
        ("number", "+8"), ("reference", "@9"),
    ],
)  # fmt: skip
def test_one_cell_mended_changes_that_field(
    filled: tuple[Site, Path], field: str, cell: str
) -> None:
    site, folder = filled
    rows = list(csv.reader(io.StringIO(taken(site, "format=csv").decode("utf-8-sig"), newline="")))
    place, row = rows[0].index(field), rows[7]
    row[place] = defused(cell)
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    report = update(site, folder, "mended.csv", made.getvalue().encode("utf-8-sig"))
    assert (report["changed"], report["unchanged"]) == (1, 59)
    (entry,) = report["changes"]
    assert (entry["id"], entry["field"]) == (undefused(row[0]), field)


def test_a_cell_over_the_limit_is_named_and_read_as_nothing(filled: tuple[Site, Path]) -> None:
    site, _ = filled
    for row in csv.DictReader(io.StringIO(taken(site, "format=csv").decode("utf-8-sig"))):
        assert all(len(cell) <= LARGEST_CELL for cell in row.values())
    assert len(LONG) > LARGEST_CELL
    said = f"[left out: {len(LONG.strip()):,} characters, more than a cell holds]"
    assert said.encode() in taken(site, "format=csv") and is_left_out(said)
    sheet = load_workbook(io.BytesIO(taken(site, "format=xlsx"))).active
    assert sheet is not None
    assert said in [cell for row in sheet.iter_rows(values_only=True) for cell in row]


@pytest.mark.parametrize("cell", ["=1", "'=1", "'", "", "a", "-", "\t"])
def test_what_is_defused_comes_back(cell: str) -> None:
    assert undefused(defused(cell)) == cell or cell.startswith("'")
