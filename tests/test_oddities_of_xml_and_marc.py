"""Dates of a finding aid's calendar, readings of TEI, coded days of MARC, MARCXML in UTF-16."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pymarc import Field, Indicators, Record, Subfield

from index_mappings.mapping import load
from loaders.commands.guessing import guess
from loaders.drafts.draft import Draft
from loaders.drafts.format import Options
from loaders.ead import FORMAT as EAD
from loaders.marc import FORMAT as MARC
from loaders.tei import FORMAT as TEI


def drafts(path: Path, format: Any) -> list[dict[str, Any]]:
    found = format.read([str(path)], Options(load("records"), "s", {}))
    return [dict(item.values) for item in found if isinstance(item, Draft)]


@pytest.mark.parametrize(
    ("attributes", "written", "edtf", "calendar"),
    [
        ('calendar="julian"', "25 October 1917", "1917-11-07", "julian"),
        ('calendar="gregorian"', "25 October 1917", "1917-10-25", ""),
        ('calendar="julian" normal="1917-11-07"', "25 October 1917", "1917-11-07", ""),
        ('calendar="islamic"', "1345", "1926-07-11/1927-07-01", "islamic"),
        ('calendar="hebrew"', "5708", "1947-09-15/1948-10-03", "hebrew"),
        ('calendar="islamic"', "no date that is known", "", ""),
    ],
)
def test_a_date_is_of_the_calendar_that_the_finding_aid_names(
    attributes: str, written: str, edtf: str, calendar: str, tmp_path: Path
) -> None:
    path = tmp_path / "e.xml"
    path.write_text(
        "<ead><eadheader><eadid>r</eadid></eadheader><archdesc level='fonds'><did>"
        "<unittitle>Roe</unittitle></did><dsc><c level='item'><did><unittitle>Letter</unittitle>"
        f"<unitdate {attributes}>{written}</unitdate></did></c></dsc></archdesc></ead>"
    )
    date = drafts(path, EAD)[1]["date"]
    assert (date["display"], date.get("edtf", "")) == (written, edtf)
    assert date.get("calendar", "") == calendar


def test_two_readings_of_a_word_are_two_words(tmp_path: Path) -> None:
    path = tmp_path / "t.xml"
    choices = (
        "<choice><sic>wnet</sic><corr>went</corr></choice> to "
        "<choice>\n<expan>Doctor</expan>\n<abbr>Dr</abbr>\n</choice> Doe"
    )
    path.write_text(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>Roe"
        "</title></titleStmt><publicationStmt/><sourceDesc/></fileDesc></teiHeader><text><body>"
        f"<div type='document'><head>He {choices}</head><p>He {choices}.</p></div></body></text>"
        "</TEI>"
    )
    [values] = drafts(path, TEI)
    assert values["text"] == "He wnet [went] to Dr [Doctor] Doe."
    assert values["title"] == "He wnet [went] to Dr [Doctor] Doe"


def marc(path: Path, *fields: Field) -> list[dict[str, Any]]:
    record = Record(force_utf8=True)
    record.add_field(Field("001", data="r1"), *fields)
    title = Field("245", Indicators("1", "0"), [Subfield("a", "Letters")])
    record.add_field(title)
    path.write_bytes(record.as_marc())
    return drafts(path, MARC)


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        ("19500512", "19510601", "1950-05-12/1951-06-01"),
        ("1950-05", "", "1950-05"),
        ("195005", "", "1950-05"),
        ("1950", "1955", "1950/1955"),
        ("someday", "", None),
    ],
)
def test_coded_days_of_creation_are_a_date(
    first: str, last: str, edtf: str | None, tmp_path: Path
) -> None:
    some = [Subfield("k", first), *([Subfield("l", last)] if last else [])]
    [values] = marc(tmp_path / "m.mrc", Field("046", Indicators(" ", " "), some))
    assert values.get("date", {}).get("edtf") == edtf


def test_marcxml_in_utf_16_is_known(tmp_path: Path) -> None:
    path = tmp_path / "m.xml"
    buffer = io.StringIO()
    buffer.write(
        '<?xml version="1.0" encoding="UTF-16"?><collection xmlns="http://www.loc.gov/MARC21/slim">'
        "<record><leader>00000nam a2200000 a 4500</leader><controlfield tag='001'>x</controlfield>"
        "<datafield tag='245' ind1='1' ind2='0'><subfield code='a'>Procès</subfield></datafield>"
        "</record></collection>"
    )
    path.write_bytes(buffer.getvalue().encode("utf-16"))
    assert guess(str(path)) == "marc"
    assert [values["title"] for values in drafts(path, MARC)] == ["Procès"]


def edition(path: Path, words: str) -> dict[str, Any]:
    path.write_text(
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>Roe"
        "</title></titleStmt><publicationStmt/><sourceDesc/></fileDesc></teiHeader><text><body>"
        f"<div type='document'><head>On {words}</head><p>{words}</p></div></body></text></TEI>",
        encoding="utf-8",
    )
    [values] = drafts(path, TEI)
    return values


CHANGED_WORDS = (
    ("A <del>gone</del><add>new</add> mill", "A new mill", "A gone new mill", ["gone"]),
    ("It <subst><del>was</del> <add>is</add></subst>.", "It is.", "It was is.", ["was"]),
    ("a <del>b</del><del>c</del><add>d</add>", "a d", "a b c d", ["b", "c"]),
    ("<restore><del>kept</del></restore> so", "kept so", "kept so", []),
    ("a <del>b</del>, c", "a, c", "a b, c", ["b"]),
)
"""What is written, its words on one line, those of the text, and what of them is struck through."""


@pytest.mark.parametrize(("written", "title", "text", "struck"), CHANGED_WORDS)
def test_deleted_words_are_struck_through_and_no_part_of_a_title(
    tmp_path: Path, written: str, title: str, text: str, struck: list[str]
) -> None:
    values = edition(tmp_path / "t.xml", written)
    assert (values["title"], values["text"]) == (f"On {title}", text)
    spans = [span for span in values.get("layout", ()) if span.get("value") == "struck through"]
    assert [text[span["at"] : span["to"]] for span in spans] == struck
    told = [note["text"] for note in values.get("editorial_notes", ())]  # what the title has not
    assert told == [f"Deleted: {words}" for words in struck]


WITHIN_WORDS = (
    ("rec<del>ei</del><add>ie</add>ve it", "recieve it", "Deleted: ei"),
    ("<subst><del>A</del><add>a</add></subst>rrival", "arrival", "Deleted: A"),
    ("letter<del>s</del> to", "letter to", "Deleted: s"),
    ("Mosk<choice><sic>u</sic><corr>o</corr></choice>w", "Moskow", "In the source: u"),
)


@pytest.mark.parametrize(("written", "text", "note"), WITHIN_WORDS)
def test_a_change_within_a_word_leaves_the_word_whole(
    tmp_path: Path, written: str, text: str, note: str
) -> None:
    values = edition(tmp_path / "t.xml", written)
    assert (values["title"], values["text"]) == (f"On {text}", text)
    notes = values["editorial_notes"]
    anchored = [said["text"] for said in notes if said.get("anchor") == "*"]
    assert anchored == [note]


def test_an_apparatus_and_a_gap_run_no_words_together(tmp_path: Path) -> None:
    apparatus = "<app><lem>king</lem><rdg wit='#B'>queen</rdg><note>B is late</note></app>"
    values = edition(tmp_path / "t.xml", f"the {apparatus} of <gap/> in<lb break='no'/>to")
    assert values["title"] == "On the king [queen] of […] into"
    assert values["text"] == "the king [queen] of […] into"
    assert {note["text"] for note in values["editorial_notes"]} == {"B is late"}
