"""Glosses in brackets are proposed as bridges, and what mends, completes or remarks is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue import people, record
from click.testing import CliRunner

from index_mappings.mapping import load
from index_mappings.record import Record
from loaders.names.glosses import Glosses, pairs_in
from service.cli import cli

MAPPING = load("records")


def proposed(*records: Record) -> list[tuple[str, str]]:
    found = Glosses(MAPPING)
    for one in records:
        found.add(one)
    return [(line["kind"], line["forms"]) for line in found.proposals()]


def told(text: str, times: int = 3, **more: object) -> list[Record]:
    return [record(f"r{at}", f"Letter {at}", summary=text, **more) for at in range(times)]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("He came from Oldport [Newport] by sea.", ("Oldport", "Newport")),
        ("Embassy Oldport [Newport]", ("Oldport", "Newport")),
        ("the EDC [European Defense Community]", ("EDC", "European Defense Community")),
        ("the European Defense Community [EDC]", ("European Defense Community", "EDC")),
    ],
)
def test_a_name_and_the_other_in_the_bracket(text: str, pair: tuple[str, str]) -> None:
    assert list(pairs_in(text)) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "Peiping [sic]", "Peiping [Sic]", "Peiping [illegible]", "Peiping [Enclosure]", "Oct [Aug]",
        "Peiping [Page]", "Peiping [August]", "Peiping [Ambassador]", "Peiping [in the north]",
        "peiping [Peking]", "Peiping[Peking]", "Peiping [Peking?]", "Peiping [1949]", "Peiping []",
        "[Peking]", "Peiping [the Secretary of State]", "Peiping [Peiping]", "Peiping [[Peking]",
    ],
)  # fmt: skip
def test_other_brackets_are_none(text: str) -> None:
    assert list(pairs_in(text)) == []


def test_a_place_is_proposed_where_it_is_met_again() -> None:
    text = "He came from Oldport [Newport] by sea."
    assert proposed(*told(text, 3, places=["Newport"])) == [("place", "Oldport | Newport")]
    assert proposed(*told(text, 1, places=["Newport"])) == []
    assert proposed(*told(text, 2, places=["Newport", "Oldport"])) == [], "it may mend"
    assert proposed(*told("In Newpart [Newport].", 3)) == [], "a misprint is mended"
    assert proposed(*told("In Aldmere [Wexby].", 3)) == [], "nobody says that it is a place"


def test_an_abbreviation_is_proposed_where_its_letters_stand_in_the_name() -> None:
    assert proposed(*told("the HRC [Harbor Repair Council]", 1)) == [
        ("abbreviation", "HRC | Harbor Repair Council")
    ]
    assert proposed(*told("the TVA [TBA]")) == []
    assert proposed(*told("at HRC [HARC]")) == []
    assert proposed(*told("the XYZ [Harbor Repair Council]")) == []


def test_people_are_the_business_of_rings_and_what_is_shipped_is_known() -> None:
    mao = told("Filippov [Stalin] said so.", 3, sender=people("Stalin"), places=["Stalin"])
    assert proposed(*mao) == []
    assert proposed(*told("in Peiping [Peking]", 4, places=["Peking"])) == []


def test_the_command_writes_what_waits_and_leaves_decisions(
    tmp_path: Path,
) -> None:
    kept = tmp_path / "bridges.csv"
    env = {"SEARCHROOM_BRIDGES": str(kept), "SEARCHROOM_HOME": str(tmp_path)}
    tmp_path.joinpath("some.csv").write_text(
        "id,title,summary,places\n"
        + "".join(f"{at},Letter {at},In Oldport [Newport].,Newport\n" for at in range(3))
    )
    env["SEARCHROOM_ENGINE"] = f"embedded:{tmp_path / 'index'}"
    run = CliRunner()
    assert run.invoke(cli, ["load", "csv", str(tmp_path / "some.csv")], env=env).exit_code == 0
    for count in (1, 0):
        done = run.invoke(cli, ["bridges", "propose"], env=env)
        assert f"{count} glosses are proposed" in done.output, done.output
    line = kept.read_text().splitlines()[1]
    assert line.startswith("place,Oldport | Newport,") and line.endswith(",")
    bare = run.invoke(cli, ["bridges", "propose"], env={**env, "SEARCHROOM_BRIDGES": ""})
    assert "SEARCHROOM_BRIDGES" in str(bare.exception) + bare.output
