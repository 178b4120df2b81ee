"""What a note on access says, and what a record that is held back may not leave in a report."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index_mappings.access import CLOSED, RESTRICTED
from index_mappings.dates import read_date
from loaders.drafts.access_wording import Access, read_access, read_note, stricter
from loaders.drafts.publicity import Verdict, held_by, verdict
from tests.test_held_back import WORD, Site, adds_up, site, written

__all__ = ["site"]


@pytest.mark.parametrize(
    ("note", "kind", "opens"),
    [
        ("Closed.", CLOSED, None),
        ("Closed until 2050.", CLOSED, date(2050, 1, 1)),
        ("This file is closed for 30 years.", CLOSED, date(1981, 1, 1)),
        ("Access to this collection is restricted.", RESTRICTED, None),
        ("Open for research. Closed until 2050", CLOSED, date(2050, 1, 1)),
        ("Open; restricted", RESTRICTED, None),
        ("Geschlossen", CLOSED, None),
        ("Non communicable", CLOSED, None),
        ("Private", CLOSED, None),
        ("Private papers, open to all.", "", None),
        ("Open, but for box 5, which is closed.", "", None),
        ("Closed stacks: ask for it a day before.", "", None),
        ("No restrictions", "", None),
        ("", "", None),
    ],
)
def test_notes_on_access(note: str, kind: str, opens: date | None) -> None:
    assert read_note(note, read_date("1950").to_json()) == Access(kind, opens)


def test_the_stricter_of_two() -> None:
    soon, late = Access(CLOSED, date(2030, 1, 1)), Access(CLOSED, date(2040, 1, 1))
    assert stricter(soon, late) == stricter(late, soon) == late
    assert stricter(Access(CLOSED), late) == Access(CLOSED)
    assert stricter(Access(RESTRICTED), soon) == soon


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Publish to web", "no"),
        ("Öffentlich", "nein"),
        ("Statut de publication", "Brouillon"),
        ("Estado", "Borrador"),
        ("Status", "Draft - do not publish"),
        ("Record status", "Not for publication"),
        ("Audience", "staff"),
        ("Confidential", "yes"),
        ("Release status", "Not released"),
    ],
)
def test_other_spellings(name: str, value: str) -> None:
    assert verdict(name, value) is Verdict.NOT_PUBLIC


def test_an_object_about_the_record_holds_it_back() -> None:
    assert held_by({"title": "A", "meta": {"published": False}}) is not None
    assert held_by({"title": "A", "cover": {"published": False}}) is None


EAD = (
    "<ead><eadheader><eadid>x</eadid></eadheader><archdesc level='fonds'><did><unittitle>Open"
    "</unittitle></did>{}</archdesc></ead>"
)
COMPONENT = f"<c level='series'><did><unittitle>{WORD}</unittitle></did>{{}}</c>"
MARC = (
    "<collection xmlns='http://www.loc.gov/MARC21/slim'><record>"
    "<leader>00000npc a2200000 a 4500</leader><controlfield tag='001'>1</controlfield>{}"
    "</record></collection>"
)
FIELD = "<datafield tag='{}' ind1=' ' ind2=' '><subfield code='a'>{}</subfield></datafield>"
CLOSED_EAD = EAD.format(
    f"<dsc>{COMPONENT.format('<accessrestrict><p>Closed.</p></accessrestrict>' + COMPONENT)}</dsc>"
)
PLACES = {
    "a note of AtoM, and a child": (
        "csv",
        "legacyId,parentId,title,accessConditions\n1,,Open,Open\n"
        f"2,,{WORD},Closed until 2990\n3,2,{WORD} below,Open\n",
    ),
    "a child first, whose date is remarked on": (
        "csv",
        "legacyId,parentId,title,publicationStatus,eventDates\n1,,Open,Published,1950\n"
        f"4,3,deep,Published,{WORD} date\n3,,{WORD},Draft,1950\n",
    ),
    "a collection that only closed records name": (
        "csv",
        f"id,title,access,collection\n1,Open,open,Papers\n2,a,closed,{WORD} papers\n",
    ),
    "a date of a closed record": (
        "csv",
        f"id,title,access,date\n1,Open,open,1950\n2,a,closed,{WORD} date\n",
    ),
    "access of a component": ("ead", CLOSED_EAD),
    "an internal list of components": (
        "ead",
        EAD.format(f"<dsc audience='internal'>{COMPONENT}</dsc>"),
    ),
    "506 of MARC": (
        "marc",
        MARC.format(FIELD.format("245", WORD) + FIELD.format("506", "Closed until 2990")),
    ),
    "59X of MARC": ("marc", MARC.format(FIELD.format("245", "Open") + FIELD.format("590", WORD))),
}


@pytest.mark.parametrize("name", PLACES)
def test_it_is_nowhere(name: str, site: Site, tmp_path: Path) -> None:
    format, content = PLACES[name]
    done = site.load(format, written(tmp_path, "some.xml", content))
    assert done.exit_code == 0, done.output
    assert WORD.encode() not in site.everything()
    assert "held back" in done.output
    assert adds_up(site)


@pytest.mark.parametrize(
    "line",
    [
        f'{{"title": "{WORD}", "published": false',
        json.dumps({"title": WORD, "access": "closed", "date": {"from": "x", "q": [1]}}),
        json.dumps({"title": WORD, "published": False, "date": {"from": "x", "q": [1]}}),
    ],
)
def test_a_reject_has_none_of_it(line: str, site: Site, tmp_path: Path) -> None:
    site.load("jsonl", written(tmp_path, "a.jsonl", f'{{"title": "Open"}}\n{line}\n'))
    assert WORD.encode() not in site.everything()
    report = site.report()
    counts = report["loaded"] + report["rejected"] + report["held_back"]["records"]
    assert report["read"] == counts == 2


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Personnel files are closed for 75 years.", "restricted"),
        ("Some folders are closed for 30 years.", "restricted"),
        ("Medical records and staff papers are closed for 100 years.", "restricted"),
        ("Records are closed for 75 years.", "closed"),
        ("All files closed for 75 years.", "closed"),
        ("Closed for 75 years.", "closed"),
        ("75 years closed.", "closed"),
    ],
)
def test_years_for_some_of_the_files_close_no_whole_fonds(note: str, kind: str) -> None:
    assert read_access(note).kind == kind
    assert (read_note(note).kind == "closed") is (kind == "closed")


def test_a_sample_with_such_a_note_is_published(site: Site) -> None:
    sample = Path(__file__).parents[1] / "samples/formats/finding-aid.xml"
    site.load("ead", str(sample))
    assert site.report()["loaded"] > 1
