"""Real files of each format say the same to the loaders as they do read another way."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from nothing_lost import lost
from other_way import (
    LANGUAGES,
    ROLES,
    Seen,
    dc,
    ead,
    json_objects,
    marc,
    mods,
    oai,
    role,
    tables,
    tei,
)
from other_way.plain import plain_fields

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Deletion, Draft, Item, Reject, Remark
from loaders.drafts.format import Options

MODULES = {
    "csv": ("loaders.tables.csv_files", "FORMAT"),
    "json": ("loaders.json_files.json_lines", "JSON_FILE"),
    "jsonl": ("loaders.json_files.json_lines", "JSON_LINES"),
    "dc": ("loaders.dublin_core", "FORMAT"),
    "ead": ("loaders.ead", "FORMAT"),
    "marc": ("loaders.marc", "FORMAT"),
    "mods": ("loaders.mods", "FORMAT"),
    "oai": ("loaders.oai", "FORMAT"),
    "tei": ("loaders.tei", "FORMAT"),
}
OTHER: dict[str, Callable[[Path], list[Seen]]] = {
    "json": json_objects.records,
    "jsonl": json_objects.records,
    "dc": dc.records,
    "ead": ead.records,
    "marc": marc.records,
    "mods": mods.records,
    "oai": oai.records,
    "tei": tei.records,
}

FILES = [  # format, file, number of the record that is compared from 0
    ("jsonl", "catalogues/tate-artworks.jsonl", 2_000),
    ("jsonl", "ir/cacm/corpus.jsonl", 1_000),
    ("jsonl", "ir/adi/corpus.jsonl", 30),
    ("json", "formats/dpla_ingestion3/dlg.json", 0),
    ("json", "formats/dpla_ingestion3/fl.json", 0),
    ("json", "formats/archivesspace/fixtures/oai/archival_object.json", 0),
    ("tei", "frus/frus1948v01p1.xml", 50),
    ("tei", "frus/frus1949v07p1.xml", 23),
    ("tei", "frus/frus1952-54v01p1.xml", 36),
    ("ead", "formats/archivesspace/examples/ead/hornstein.xml", 300),
    ("ead", "formats/archivesspace/examples/ead/voorhis.xml", 200),
    ("ead", "formats/ead_arclight/nlm/alphaomegaalpha.xml", 1),
    ("marc", "formats/marc_pymarc/marc.dat", 5),
    ("marc", "formats/marc_pymarc/test.dat", 3),
    ("marc", "formats/marc_pymarc/multi_isbn.dat", 0),
    ("marc", "formats/archivesspace/examples/marc/american-communist.xml", 0),
    ("marc", "formats/archivesspace/examples/marc/samuel-morse.xml", 0),
    ("marc", "formats/marc_pymarc/batch.xml", 0),
    ("marc", "formats/marc_pymarc/batch.json", 0),
    ("marc", "formats/marc_pymarc/one.json", 0),
    ("marc", "formats/marc_pymarc/test.json", 0),
    ("mods", "formats/dpla_ingestion3/nypl.xml", 0),
    ("mods", "formats/dpla_ingestion3/ct.xml", 0),
    ("mods", "formats/dpla_ingestion3/bhl.xml", 0),
    ("dc", "formats/dpla_ingestion3/vt.xml", 0),
    ("dc", "formats/dpla_ingestion3/virginias.xml", 0),
    ("dc", "formats/dpla_ingestion3/orbis-cascade.xml", 0),
    ("oai", "formats/oai_sickle/ListRecords.xml", 0),
    ("oai", "formats/dpla_ingestion3/oai-page.xml", 2),
    ("oai", "formats/archivesspace/fixtures/oai/responses/getrecord_resource_oai_marc.xml", 0),
    ("oai", "formats/archivesspace/fixtures/oai/responses/getrecord_resource_oai_mods.xml", 0),
    ("oai", "formats/archivesspace/fixtures/oai/responses/getrecord_oai_dc.xml", 0),
]
NOT_COMPARED = {"tei": {"text", "layout", "editorial_notes", "rights"}, "marc": {"filed_as"}}
"""What other tests look at: the text of a document (test_edited_text), a licence of the volume, and
titles without their articles (test_marc)."""


@pytest.fixture(scope="module")
def loaded(shared_data: Path, mapping: RecordMapping) -> Callable[[str, Path], list[Item]]:
    """What a format gives for a file of the real data, each read once."""
    kept: dict[tuple[str, Path], list[Item]] = {}

    def load(format: str, path: Path) -> list[Item]:
        if (format, path) not in kept:
            module, name = MODULES[format]
            form = getattr(import_module(module), name)
            kept[format, path] = list(
                form.read(
                    [str(path)], Options(mapping, "answers", {"raw": "keep"}, publish_held=True)
                )
            )
        return kept[format, path]

    return load


@pytest.fixture(scope="module")
def read(shared_data: Path) -> Callable[[str, Path], list[Seen]]:
    """The same file read another way, once."""
    kept: dict[Path, list[Seen]] = {}

    def read_once(format: str, path: Path) -> list[Seen]:
        if path not in kept:
            kept[path] = OTHER[format](path)
        return kept[path]

    return read_once


def drafts(items: list[Item]) -> list[Draft]:
    return [item for item in items if isinstance(item, Draft)]


def differences(draft: Draft, seen: Seen, left_out: set[str]) -> dict[str, Any]:
    """Return the fields that are not as another way reads them, each with both readings."""
    ours = plain_fields(draft)
    told = ours.pop("notes", [])
    expected = dict(seen.fields)
    found: dict[str, Any] = {
        f"note {label}": text
        for label, text in expected.pop("notes", [])
        if (label, text) not in told
    }
    if "id" not in expected:  # it is made of what the record says
        ours.pop("id", "")
    for name in sorted({*ours, *expected} - left_out):
        if ours.get(name) != expected.get(name):
            found[name] = (ours.get(name), expected.get(name))
    return found


def name_of(case: tuple[str, str, int]) -> str:
    return f"{case[0]} {Path(case[1]).parent.name}/{Path(case[1]).name}"


@pytest.mark.parametrize("case", FILES, ids=name_of)
def test_as_many_records(case: tuple[str, str, int], shared_data: Path, loaded, read) -> None:
    format, name, _ = case
    path = shared_data / name
    items = loaded(format, path)
    assert len(drafts(items)) == len(read(format, path))
    assert not [item for item in items if isinstance(item, Reject)]
    if format == "oai":
        gone = [item.own_id for item in items if isinstance(item, Deletion)]
        assert gone == oai.deleted(path)


@pytest.mark.parametrize("case", FILES, ids=name_of)
def test_a_record_field_by_field(
    case: tuple[str, str, int], shared_data: Path, loaded, read
) -> None:
    format, name, number = case
    path = shared_data / name
    draft, seen = drafts(loaded(format, path))[number], read(format, path)[number]
    assert len(seen.fields) > 2
    assert differences(draft, seen, NOT_COMPARED.get(format, set())) == {}


@pytest.mark.parametrize("case", [case for case in FILES if case[0] != "tei"], ids=name_of)
def test_every_value_is_in_its_own_record_or_said_of_it(
    case: tuple[str, str, int], shared_data: Path, loaded, read
) -> None:
    format, name, _ = case
    path = shared_data / name
    items = loaded(format, path)
    said: dict[Any, list[Item]] = {}
    of_file: list[Item] = []
    for item in items:
        if isinstance(item, Remark):
            said.setdefault((item.where.line, item.where.number), []).append(item)
            of_file.append(item)
        elif not isinstance(item, Draft):
            of_file.append(item)
    missing = {}
    for draft, seen in zip(drafts(items), read(format, path), strict=True):
        own = [*with_days(draft), *said.get((draft.where.line, draft.where.number), [])]
        # What a header says of the whole, and sets and their names, belong to no one record.
        texts = lost(lost(seen.texts, own), of_file) if lost(seen.texts, own) else []
        if gone := [text for text in texts if not is_code(text)]:
            missing[draft.where] = gone
    assert missing == {}


def with_days(draft: Draft) -> list[Item]:
    """Return a draft, and the days of its date in words: a source may have them as values."""
    return [draft, Remark(draft.where, " ".join(plain_fields(draft).get("date", ())))]


def is_code(text: str) -> bool:
    """Return whether a text consists of codes that are read as words."""
    parts = [part.strip() for part in text.split(";")]
    return all(part in LANGUAGES or role(part) in ROLES.values() for part in parts)


SERIES = "catalogues/naa_series_A711_A712/data"
TABLES = [
    (f"{SERIES}/A711.csv", 1_000),
    (f"{SERIES}/A712.csv", 9_000),
    ("formats/nla_finding_aids_csv/finding-aids-totals.csv", 700),
    ("formats/archivesspace/fixtures/bulk_import/Box36UploadDIDNT_WORK_test.xlsx", 5),
    ("formats/archivesspace/fixtures/bulk_import/checkingbugAug012023.xlsx", 3),
    ("formats/archivesspace/fixtures/bulk_import/testTopLinkerUpload.xlsx", 2),
]


@pytest.mark.parametrize(("name", "number"), TABLES, ids=lambda value: Path(str(value)).name)
def test_a_row_field_by_field(name: str, number: int, shared_data: Path, loaded) -> None:
    path = shared_data / name
    found = tables.records(path)
    ours = drafts(loaded("csv", path))
    assert len(ours) == len(found)
    assert differences(ours[number], found[number], set()) == {}


def test_tabs_say_what_commas_do(
    shared_data: Path, tmp_path: Path, loaded: Callable[[str, Path], list[Item]]
) -> None:
    rows = list(csv.reader(io.StringIO((shared_data / SERIES / "A711.csv").read_text())))
    path = tmp_path / "A711.tsv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, csv.excel_tab).writerows(rows[:501])
    ours = drafts(loaded("csv", path))
    found = tables.records(path)
    assert len(ours) == len(found) == 500
    assert [differences(*pair, set()) for pair in zip(ours, found, strict=True)] == [{}] * 500


def test_no_value_of_a_json_file_is_lost(shared_data: Path, loaded) -> None:
    counted = 0
    for path in sorted((shared_data / "formats/dpla_ingestion3").rglob("*.json")):
        texts = [text for seen in json_objects.records(path) for text in seen.texts]
        items = loaded("json", path)
        told = [*items, *(item for draft in drafts(items) for item in with_days(draft))]
        missing = [text for text in lost(texts, told) if not is_code(text)]
        assert missing == [], path.name
        counted += len(texts)
    assert counted > 1_000
