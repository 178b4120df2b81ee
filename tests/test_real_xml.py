"""The tables of docs/real-files.md for XML, MARC and OAI-PMH say what the formats do."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Reject
from loaders.drafts.format import Options

PAGE = Path(__file__).parents[1] / "docs" / "real-files.md"
FOLDERS = {
    "projectblacklight/arclight": "ead_arclight",
    "archivesspace/archivesspace": "archivesspace",
    "artefactual/atom": "atom_csv",
    "dpla/ingestion3": "dpla_ingestion3",
    "mloesch/sickle": "oai_sickle",
    "edsu/pymarc": "marc_pymarc",
}
MODULES = {
    "ead": "loaders.ead",
    "marc": "loaders.marc",
    "mods": "loaders.mods",
    "dc": "loaders.dublin_core",
    "oai": "loaders.oai",
}
_ROW = re.compile(r"\| (\S+) \| `(.+?)` \| ([\d,]+) \| (\d+) \| (.*) \|")


def rows() -> list[tuple[str, str, str, int, int, str]]:
    found = []
    format = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            format = line.split("`")[1] if "`" in line else ""
        row = _ROW.fullmatch(line)
        if row and format in MODULES:
            origin, path, records, rejects, reason = row.groups()
            count = int(records.replace(",", ""))
            found.append((format, origin, path, count, int(rejects), reason))
    return found


def test_no_file_is_missing_from_the_tables(shared_data: Path) -> None:
    listed = {(FOLDERS[origin], path) for _, origin, path, *_ in rows()}
    there = {
        (folder, str(path.relative_to(shared_data / "formats" / folder)))
        for folder in FOLDERS.values()
        for path in (shared_data / "formats" / folder).rglob("*")
        if path.is_file() and (path.suffix == ".xml" or folder == "marc_pymarc")
    }
    assert there <= listed


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]} {row[2]}")
def test_what_came_in(
    row: tuple[str, str, str, int, int, str], mapping: RecordMapping, shared_data: Path
) -> None:
    format, origin, path, records, rejects, reason = row
    file = shared_data / "formats" / FOLDERS[origin] / path
    items = list(import_module(MODULES[format]).FORMAT.read([str(file)], Options(mapping, "s")))
    drafts = [item for item in items if isinstance(item, Draft)]
    refused = [item for item in items if isinstance(item, Reject)]
    assert (len(drafts), len(refused)) == (records, rejects)
    if refused:
        assert refused[0].reason[:40] in reason
