"""Real tables: nothing of them is lost, and what is refused is no catalogue."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from lxml import html

from index_mappings.days import civil
from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.json_files.json_lines import JSON_FILE
from loaders.tables.csv_files import FORMAT
from service.errors import LoadError

NO_CATALOGUE = {
    "aspace_location_import_template.csv": "storage locations",
    "aspace_subject_import_template.csv": "subject headings",
    "example_authority_record_relationships.csv": "relations between authority records",
    "example_authority_records.csv": "authority records",
    "example_deaccessions.csv": "given away",
    "example_events.csv": "events",
    "example_physicalobject.csv": "boxes and shelves",
    "example_repositories.csv": "institutions",
    "finding-aids.csv": "no column is a title",
    "series_summary.csv": "could be titles",
    "agents.json": "agents",
    "subjects.json": "subject headings",
    "datapackage.json": "describes files of data",
    "batch.json": "MARC",
    "one.json": "MARC",
    "test.json": "with the format marc",
}
"""Files that are refused, and a word of the reason."""


def tables(folder: Path) -> list[Path]:
    return sorted(
        path
        for part in ("formats", "catalogues")
        for path in (folder / part).rglob("*")
        if path.suffix in (".csv", ".tsv", ".xlsx")
    )


def read(path: Path, mapping: RecordMapping, form: Any = FORMAT) -> list[Item]:
    return list(form.read([str(path)], Options(mapping, path.stem, publish_held=True)))


def other_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield line and cells, read by the standard library or openpyxl and nothing of ours."""
    if path.suffix == ".xlsx":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions that openpyxl does not know
            book = openpyxl.load_workbook(path, data_only=True)
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield number, ["" if cell is None else str(cell) for cell in row]
        return
    text = path.read_bytes().decode("utf-8-sig")
    blanks = ', "' in text.split("\n")[1]
    reader = csv.reader(io.StringIO(text, newline=""), skipinitialspace=blanks)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()


def said_of(draft: Draft, remarks: dict[int, str]) -> str:
    """Return all that a record and the report on its line say."""
    texts = [*words(draft.values), draft.own_id]
    date = draft.values.get("date") or {}
    texts += [str(civil(date[end])) for end in ("from", "to") if end in date]
    texts.append(remarks.get(draft.where.line, ""))
    return squeezed(" ".join(texts))


def words(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from words(item)
    else:
        yield str(value)


def is_there(value: str, said: str, draft: Draft) -> bool:
    value = squeezed(value)
    if value in said or value == "null":
        return True
    if "</" in value:  # HTML, of which the words are there
        return squeezed(html.fromstring(f"<div>{value}</div>").text_content()) in said
    # Split values, booleans, whole numbers and days of a span are there in another form.
    parts = [squeezed(part) for part in re.split(r"[|;,]", value) if part.strip()]
    if all(part in said for part in parts):
        return True
    day = re.fullmatch(r"(\d{4})(?:-(\d\d)-(\d\d))?.*", value)
    if day and "date" in draft.values:
        first, month, last = day.groups()
        wanted = f"({first}, " if month is None else f"({int(first)}, {int(month)}, {int(last)})"
        return wanted in said
    return value in ("open",) and draft.values.get("access") == "open"


def test_every_value_is_in_the_record_or_in_the_report(
    shared_data: Path, mapping: RecordMapping
) -> None:
    checked = 0
    for path in tables(shared_data):
        try:
            items = read(path, mapping)
        except LoadError:
            assert path.name in NO_CATALOGUE
            continue
        by_line = {item.where.line: item for item in items if isinstance(item, Draft)}
        remarks: dict[int, str] = {}
        for item in items:
            if isinstance(item, Remark):
                line = item.where.line
                remarks[line] = f"{remarks.get(line, '')} {item.field} {item.message} {item.quote}"
        assert not [item for item in items if isinstance(item, Reject)]
        headers: list[str] = []
        for line, cells in other_rows(path):
            some = [cell for cell in cells if cell.strip()]
            if not some:
                continue
            draft = by_line.get(line)
            if draft is None:
                told = squeezed(remarks.get(line, ""))
                if told and all(squeezed(cell)[:150] in told for cell in some):
                    continue
                assert not headers, f"{path.name}:{line} is neither a record nor reported"
                headers = cells
                continue
            said = said_of(draft, remarks)
            for cell in some:
                assert is_there(cell, said, draft), f"{path.name}:{line}: {cell!r}"
                checked += 1
    assert checked > 150_000


def test_what_is_refused_is_no_catalogue_and_the_reason_says_what(
    shared_data: Path, mapping: RecordMapping
) -> None:
    refused = {}
    files = [(path, FORMAT) for path in tables(shared_data)]
    files += [(path, JSON_FILE) for path in (shared_data / "formats").rglob("*.json")]
    for path, form in files:
        try:
            assert any(isinstance(item, Draft) for item in read(path, mapping, form)), path.name
        except LoadError as error:
            refused[path.name] = str(error)
    assert refused.keys() == NO_CATALOGUE.keys()
    for name, reason in refused.items():
        assert NO_CATALOGUE[name] in reason


def test_json_of_other_services_has_titles(shared_data: Path, mapping: RecordMapping) -> None:
    untitled = []
    for path in (shared_data / "formats/dpla_ingestion3").rglob("*.json"):
        items = read(path, mapping, JSON_FILE)
        titles = [item.values["title"] for item in items if isinstance(item, Draft)]
        assert titles
        if any(title.startswith("[Untitled") for title in titles):
            untitled.append(path.name)
    # Their titles are within lists of objects, or in a vocabulary of prefixed names.
    assert sorted(untitled) == ["nypl.json", "p2p.json"]
