"""The archive's own bridges: imported from SKOS or CSV, accepted by somebody, then in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue import record
from click.testing import CliRunner, Result
from conftest import MakeEngine, filled

from service.app import create_app
from service.cli import cli
from service.settings import Settings

SKOS = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept><skos:prefLabel>Altdorf</skos:prefLabel><skos:altLabel>Oldham Village</skos:altLabel>
</skos:Concept>
<skos:Concept><skos:prefLabel>Alone</skos:prefLabel></skos:Concept>
</rdf:RDF>
"""


def run(home: Path, *words: str) -> Result:
    env = {"SEARCHROOM_BRIDGES": str(home / "bridges.csv")}
    return CliRunner().invoke(cli, ["bridges", "import", *words], env=env, standalone_mode=False)


def test_a_thesaurus_is_proposed_accepted_and_in_force(
    tmp_path: Path, make_engine: MakeEngine
) -> None:
    kept, rdf = tmp_path / "bridges.csv", tmp_path / "list.rdf"
    rdf.write_text(SKOS)
    records = [record("a", "A map of Altdorf"), record("b", "The road to Oldham Village")]
    site = create_app(Settings(bridges=str(kept)), filled(make_engine("embedded"), records))
    client = site.test_client()

    def found() -> int:
        total: int = client.get("/api/v1/search?q=Altdorf").get_json()["total"]["value"]
        return total

    assert run(tmp_path, str(rdf), "--kind", "place").exception is None
    assert "place,Altdorf | Oldham Village,listed by list.rdf,\n" in kept.read_text()
    assert found() == 1, "a proposal is not in force"
    kept.write_text(kept.read_text().replace("list.rdf,\n", "list.rdf,yes\n"))
    assert found() == 2
    assert "0 new bridges" in run(tmp_path, str(rdf)).output
    assert "yes" in kept.read_text(), "a decision stays"
    kept.write_text("broken")
    assert found() == 2
    assert "SEARCHROOM_BRIDGES" in str(client.get("/readyz").get_json()["warnings"])


@pytest.mark.parametrize("name", ["a.csv", "a.rdf"])
def test_what_cannot_be_read_changes_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("nothing of the kind")
    said = run(tmp_path, str(tmp_path / name))
    assert name in str(said.exception)
    assert not (tmp_path / "bridges.csv").exists()
