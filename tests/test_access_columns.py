"""Columns that say who may see a record, in words that no list has whole: in doubt, held back."""

from __future__ import annotations

from pathlib import Path

import pytest

from index_mappings.mapping import load
from loaders.drafts.draft import Draft, Held
from loaders.drafts.format import Options
from loaders.tables.csv_files import FORMAT
from tests.test_listed_names import home, run
from tests.test_shown_again import shown

__all__ = ["home"]

HELD = """
Öffentlichkeitsstatus|öffentlich|nicht öffentlich
Restriction|None|75 years
Restrictions||30 Jahre
Access code|OPEN|CLOSED100
Sensitivity||Medical records
FOI exemption||Section 40
Donor restriction||Not to be seen before 2060
Klausul||Klausuleret
Riservatezza||Riservato
Consultabilità|Libera|Esclusa
Comunicabilidade|Comunicável|Não comunicável
Openbaarheidsbeperking||AVG
Zugangsregelung|frei|Benutzung nur mit Genehmigung des Leihgebers
閲覧|可|不可
Open?|Yes|No
isOpen|true|false
Open to researchers|yes|no
Access permitted|Yes|No
Offen|ja|nein
Frei zugänglich|ja|nein
Disponible|oui|non
Открыто|да|нет
开放|是|否
Under embargo|no|yes
Classified|No|Yes
Declassified|Yes|No
"""
WITHOUT_TEXT = """
Consulta|Libre|Restringida hasta 2060
Permission needed|No|Yes
"""
SHOWN = """
Access note||Ask at the desk for the key
Digital access|Open|Onsite only
Availability|Available|In print
Publish|yes|
Medium||x
Open|1950|1961
Free|yes|no
Restrictions on access|None|The collection is open and available for research.
Restrictions on access||The papers are seen by appointment only; please ask the desk a week before.
Access|The entire collection is open to the public|The series is available for use
"""


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


def loaded(place: Path, line: str) -> str:
    header, one, other = line.split("|")
    table = f"Ref,Title,Full text,{header}\nA/1,Alpha,first,{one}\nA/2,Beta,second,{other}\n"
    place.joinpath("t.csv").write_text(table, encoding="utf-8")
    run("load", "csv", "t.csv")
    return shown()


@pytest.mark.parametrize("line", lines(HELD))
def test_what_may_be_closed_is_held_back(line: str, home: Path) -> None:
    found = loaded(home, line)
    assert "Alpha" in found
    assert "Beta" not in found


@pytest.mark.parametrize("line", lines(WITHOUT_TEXT))
def test_what_is_restricted_has_no_text(line: str, home: Path) -> None:
    found = loaded(home, line)
    assert "Beta" in found and "second" not in found and "first" in found


@pytest.mark.parametrize("line", lines(SHOWN))
def test_what_says_how_to_read_it_holds_nothing_back(line: str, home: Path) -> None:
    found = loaded(home, line)
    assert "Beta" in found and "second" in found


@pytest.mark.parametrize("tick", ["x", "X", "✓"])
def test_a_row_without_a_tick_among_ticks_is_held_back(tick: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"Ref,Title,Publish\nA/1,Alpha,{tick}\nA/2,Beta,\n", encoding="utf-8")
    found = list(FORMAT.read([str(path)], Options(load("records"), "s", {})))
    assert "Beta" not in [item.values["title"] for item in found if isinstance(item, Draft)]
    assert "Publish: no tick" in [item.mark for item in found if isinstance(item, Held)]


def test_words_that_are_not_known_in_a_note_of_a_finding_aid_hold_nothing_back(home: Path) -> None:
    home.joinpath("e.xml").write_text(
        "<ead><eadheader><eadid>r</eadid></eadheader><archdesc level='fonds'><did>"
        "<unittitle>Alpha</unittitle></did><accessrestrict id='ref12'><head>Conditions</head>"
        "<p>Folder 2 in the vault</p></accessrestrict></archdesc></ead>"
    )
    run("load", "ead", "e.xml")
    assert "Alpha" in shown()
