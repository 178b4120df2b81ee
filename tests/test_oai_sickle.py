"""The catalogue harvested whole by another's client: Sickle, which shares no code with us."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from catalogue import RECORDS
from served_app import served
from serving import more_records, publish

from index_mappings.mapping import RecordMapping
from service.engines.embedded import EmbeddedEngine
from service.engines.guarded import GuardedEngine
from service.oai_pmh.sets import set_name

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of escapes in its source, which Python warns of
    from sickle import Sickle
    from sickle.oaiexceptions import IdDoesNotExist


def test_another_client_harvests_it_whole(mapping: RecordMapping, tmp_path: Path) -> None:
    engine = GuardedEngine(EmbeddedEngine.open(tmp_path / "index", mapping))
    publish(engine, [*RECORDS, *more_records()])
    with served(engine, contact="archivist@example.org") as address:
        sickle = Sickle(f"{address}/oai", timeout=60)
        assert sickle.Identify().deletedRecord == "persistent"
        assert {form.metadataPrefix for form in sickle.ListMetadataFormats()} >= {
            "oai_dc", "mods", "ead",
        }  # fmt: skip
        found = list(sickle.ListRecords(metadataPrefix="oai_dc"))
        assert len(found) == len(RECORDS) + len(more_records())
        assert len({record.header.identifier for record in found}) == len(found)
        titles = [title for record in found for title in record.metadata["title"]]
        assert "Harbour report for August" in titles
        (wanted,) = [one.setSpec for one in sickle.ListSets() if one.setSpec == set_name("korea")]
        in_set = list(sickle.ListIdentifiers(metadataPrefix="mods", set=wanted))
        assert {header.identifier.rpartition(":")[2] for header in in_set} == {
            record.id for record in RECORDS if "korea" in record.values.get("collections", ())
        }
        one = sickle.GetRecord(identifier=found[0].header.identifier, metadataPrefix="ead")
        assert one.header.identifier == found[0].header.identifier
        with pytest.raises(IdDoesNotExist):
            sickle.GetRecord(identifier="oai:localhost:nothing", metadataPrefix="oai_dc")
