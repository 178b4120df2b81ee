"""The sample of each format is named rightly, and loads."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pytest

from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from loaders.commands.guessing import guess
from loaders.drafts.draft import Draft, Reject
from loaders.drafts.format import FORMATS, Options

SAMPLES = Path(__file__).parents[1] / "samples" / "formats"
READ_BY = {
    "catalogue.csv": "csv", "catalogue.xlsx": "csv", "catalogue.ods": "csv",
    "omeka-items.json": "omeka", "omeka-classic.json": "omeka",
    "object.mets.xml": "mets", "objects.lido.xml": "lido",
    "iiif-collection.json": "iiif", "iiif-manifest.json": "iiif",
    "archivesspace.json": "archivesspace", "descriptions.atom.csv": "atom",
    "catalogue.jsonl": "jsonl", "catalogue.sqlite": "sqlite", "dublin-core.xml": "dc",
    "finding-aid.xml": "ead", "letter.xml": "tei", "letters": "markdown", "mods.xml": "mods",
    "names.mads.xml": "mads", "oai-response.xml": "oai", "person.eac.xml": "eac",
    "records.marcxml": "marc", "volume.xml": "tei",
}  # fmt: skip
BESIDE = {"pages"}  # the pages of the METS, which are no records


def test_every_sample_is_here() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == READ_BY.keys() | BESIDE


@pytest.mark.parametrize("name", READ_BY)
def test_a_sample_is_named_rightly_and_loads(name: str, mapping: RecordMapping) -> None:
    path = str(SAMPLES / name)
    assert guess(path) == READ_BY[name]
    (found,) = entry_points(group=FORMATS, name=READ_BY[name])
    items = list(found.load().read([path], Options(mapping, "samples")))
    assert sum(isinstance(item, Reject) for item in items) == 0
    assert any(isinstance(item, Draft | NameEntry) for item in items)
