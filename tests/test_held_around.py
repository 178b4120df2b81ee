"""What is around a record that is held back says nothing of it: titles above, links, headings."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from index_mappings.mapping import RecordMapping, load
from index_mappings.names import NameEntry, NameForm
from loaders.drafts.access import settle
from loaders.drafts.draft import Draft, Held
from loaders.drafts.format import Options
from loaders.drafts.private_notes import without_private_notes
from loaders.drafts.staff_names import is_for_staff
from loaders.publishing.listed_names import settled
from loaders.tables.csv_files import FORMAT as TABLE
from loaders.tei import FORMAT as TEI
from service.cli import cli
from service.engines.embedded import EmbeddedEngine

WORD = "Wobblecote"
"""A word of a title that nobody may see."""

MODS = (
    "<modsCollection xmlns='http://www.loc.gov/mods/v3'><mods><titleInfo><title>Mill</title>"
    "</titleInfo></mods><mods><titleInfo><title>Roe</title></titleInfo><relatedItem type='{1}'>"
    f"<titleInfo><title>{WORD}</title></titleInfo></relatedItem></mods><mods><identifier>D2"
    f"</identifier><titleInfo><title>{WORD}</title></titleInfo>{{0}}</mods></modsCollection>"
)
SUPPRESSED = "<recordInfo><recordInfoNote>suppressed</recordInfoNote></recordInfo>"
CLOSED = "<accessCondition type='restriction on access'>Closed</accessCondition>"
DC = (
    "<record><header><identifier>{}</identifier><datestamp>2020-01-01</datestamp>{}</header>"
    "<metadata><oai_dc:dc xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/oai_dc/' xmlns:dc="
    "'http://purl.org/dc/elements/1.1/'><dc:title>{}</dc:title>{}</oai_dc:dc></metadata></record>"
)
OAI = (
    "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><ListRecords>{}</ListRecords></OAI-PMH>"
)
EAD = (
    "<ead><eadheader><eadid>e</eadid></eadheader><archdesc level='fonds'><did><unittitle>Mill"
    "</unittitle></did><scopecontent><p>Letters</p><p>Staff note: ask "
    f"{WORD}</p></scopecontent><dsc><c level='file' audience='internal' id='x'><did><unittitle>"
    f"{WORD}</unittitle></did></c><c level='file' id='y'><did><unittitle>Roe</unittitle></did>"
    f"<relatedmaterial><p>{WORD}</p></relatedmaterial></c></dsc></archdesc></ead>"
)
AROUND = (
    ("mods", MODS.format(SUPPRESSED, "host"), 1),
    ("mods", MODS.format(CLOSED, "host"), 1),
    ("mods", MODS.format(SUPPRESSED, "otherVersion"), 2),
    (
        "oai",
        OAI.format(
            DC.format("1", "", "Roe", f"<dc:relation>{WORD}</dc:relation>")
            + DC.format("2", "<setSpec>private</setSpec>", WORD, "")
        ),
        1,
    ),
    ("ead", EAD, 2),
)


@pytest.mark.parametrize(("format", "text", "count"), AROUND)
def test_no_other_record_or_collection_names_it(
    format: str, text: str, count: int, tmp_path: Path
) -> None:
    path = tmp_path / "source.xml"
    path.write_text(text)
    env = {
        "SEARCHROOM_ENGINE": f"embedded:{tmp_path / 'index'}",
        "SEARCHROOM_SOURCES": str(tmp_path / "sources.toml"),
    }
    done = CliRunner().invoke(cli, ["load", format, str(path), "--source", "s"], env=env)
    engine = EmbeddedEngine.open(tmp_path / "index", load("records"))
    try:
        records = list(engine.scan())
        said = json.dumps([dict(record.values) for record in records])
        said += json.dumps([item.to_json() for item in engine.collections()])
    finally:
        engine.close()
    assert len(records) == count, done.output
    assert WORD not in said + done.output


HEADINGS = (("CLOSED FILES", ["Mill"]), ("Open files", ["Mill", "[Untitled, Open files]", "Roe"]))


@pytest.mark.parametrize(("heading", "shown"), HEADINGS)
def test_a_heading_in_the_first_cell_of_a_workbook_closes(
    heading: str, shown: list[str], tmp_path: Path, mapping: RecordMapping
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Ref", "Title", "Date"), (1, "Mill", 1950), (heading,), (2, "Roe", 1951)):
        sheet.append(row)
    book.save(tmp_path / "mill.xlsx")
    items = TABLE.read([str(tmp_path / "mill.xlsx")], Options(mapping, "town"))
    assert [item.values["title"] for item in items if isinstance(item, Draft)] == shown


VOLUME = (
    "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>V</title>"
    "</titleStmt><publicationStmt/><sourceDesc/></fileDesc></teiHeader><text><body>"
    "<div type='chapter'><div type='document'><head>Mill</head><p>x</p></div></div>"
    "<div type='chapter' {0}><head>C</head>{1}<div type='document'><head>Roe</head><p>x</p></div>"
    "</div><div type='document'><head>Weir</head><p>seen</p>"
    "<div {0}><head>Part</head>{1}<p>{2}</p></div></div></body></text></TEI>"
)
DIVISIONS = (
    ("subtype='closed'", "", True),
    ("ana='#closed'", "", True),
    ("", "<note type='access'>Closed until 2081</note>", True),
    ("subtype='letters'", "<note type='access'>Open</note>", False),
)


@pytest.mark.parametrize(("attribute", "note", "is_held"), DIVISIONS)
def test_a_closed_division_of_tei_closes_what_is_in_it(
    attribute: str, note: str, is_held: bool, tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "v.xml"
    path.write_text(VOLUME.format(attribute, note, WORD))
    items = list(TEI.read([str(path)], Options(mapping, "town")))
    drafts = [item for item in items if isinstance(item, Draft)]
    titles = [item.values["title"] for item in drafts]
    assert titles == (["Mill", "Weir"] if is_held else ["Mill", "Roe", "Weir"])
    assert "seen" in repr(drafts)
    assert (WORD in repr(drafts)) is not is_held
    assert any(isinstance(item, Held) for item in items) is is_held
    shown = TEI.read([str(path)], Options(mapping, "town", publish_held=True))
    drafts = [item for item in shown if isinstance(item, Draft)]
    assert len(drafts) == 3
    assert WORD in repr(drafts)


SAID = (
    ("Do not publish. Letters to Ann.", True),
    ("Letters to Ann.\nFor internal use only", True),
    ("Letters to Ann. Nicht veröffentlichen!", True),
    ("Letters [not for publication] to Ann", True),
    ("They did not publish. Letters.", False),
    ("Do not publish my letters, he wrote.", False),
    ("Unpublished", False),
)


@pytest.mark.parametrize(("said", "is_held"), SAID)
@pytest.mark.parametrize("field", ["summary", "notes"])
def test_a_sentence_that_forbids_to_publish(
    field: str, said: str, is_held: bool, mapping: RecordMapping
) -> None:
    value = said if field == "summary" else [{"label": "Note", "text": said}]
    found = settle({"title": "Roe", field: value}, mapping, date(2024, 1, 1))
    assert bool(found.held_by) is is_held


def test_a_tin_that_is_not_open(mapping: RecordMapping) -> None:
    values = {"title": "A tin", "summary": "A tin of salmon. Not open."}
    assert not settle(values, mapping, date(2024, 1, 1)).held_by


NAMES = (
    ("Location of box", True),
    ("Location of the boxes", True),
    ("Value of insurance", True),
    ("Location of originals", False),
    ("Date of birth", False),
)


@pytest.mark.parametrize(("name", "is_private"), NAMES)
def test_names_of_columns_in_the_other_order(name: str, is_private: bool) -> None:
    assert is_for_staff(name) is is_private


def test_notes_of_editors_and_biographies_have_no_note_for_the_staff(
    mapping: RecordMapping,
) -> None:
    notes = [{"text": "Staff note: ask Ann"}, {"text": "Not in the file."}]
    values = {"title": "Roe", "editorial_notes": notes}
    assert without_private_notes(values, mapping) == 1
    assert values["editorial_notes"] == notes[1:]
    entry = NameEntry("a", "person", (NameForm("Roe, Ann"),), "Was a miller.\nStaff note: ask Bob")
    assert settled(entry, "town").history == "Was a miller."
    assert "Bob" in settled(entry, "town", publish_held=True).history


BASE = f"""Identifier,Title,Access,Parent,Related to
A1,{WORD},Open,,
A2,Child,Open,A1,
A3,Seen,Open,,{WORD}
"""
CLOSING = f"Identifier,Title,Access\nA1,{WORD},Closed\n"
LATER = f"Identifier,Title,Parent,Related to\nA8,Later child,A1,\nA9,Later,,{WORD}\n"
OPENING = f"""Identifier,Title,Access,Parent,Related to
A1,{WORD},Open,,
A8,Later child,Open,A1,
A9,Later,,,{WORD}
"""


def test_an_update_that_closes_a_record_closes_what_is_below_it_and_what_names_it(
    tmp_path: Path,
) -> None:
    env = {
        "SEARCHROOM_ENGINE": f"embedded:{tmp_path / 'index'}",
        "SEARCHROOM_SOURCES": str(tmp_path / "sources.toml"),
    }

    def shown(text: str, *options: str) -> dict[str, str]:
        path = tmp_path / "sheet.csv"
        path.write_text(text)
        words = ["load", "csv", str(path), "--source", "s", "--id", "Identifier", *options]
        done = CliRunner().invoke(cli, words, env=env)
        assert done.exit_code == 0, done.output
        engine = EmbeddedEngine.open(tmp_path / "index", load("records"))
        try:
            return {record.id: repr(dict(record.values)) for record in engine.scan()}
        finally:
            engine.close()

    before = shown(BASE)
    assert [id for id, said in before.items() if WORD in said] == ["A1", "A2", "A3"]
    closed = shown(CLOSING, "--update")
    assert list(closed) == ["A3"]
    assert WORD not in repr(closed)
    later = shown(LATER, "--update")
    assert set(later) == {"A3", "A9"}
    assert WORD not in repr(later)
    opened = shown(OPENING, "--update")
    assert set(opened) == {"A1", "A3", "A8", "A9"}
    assert [id for id in ("A1", "A8", "A9") if WORD in opened[id]] == ["A1", "A8", "A9"]


def test_a_restore_leaves_out_what_names_a_record_held_back_since(tmp_path: Path) -> None:
    env = {
        "SEARCHROOM_ENGINE": f"embedded:{tmp_path / 'index'}",
        "SEARCHROOM_SOURCES": str(tmp_path / "sources.toml"),
        "SEARCHROOM_DUMPS": str(tmp_path / "dumps"),
    }
    path, dump = tmp_path / "sheet.csv", str(tmp_path / "dump.jsonl")

    def run(*words: str) -> None:
        done = CliRunner().invoke(cli, words, env=env)
        assert done.exit_code == 0, done.output

    def shown() -> dict[str, str]:
        engine = EmbeddedEngine.open(tmp_path / "index", load("records"))
        try:
            return {record.id: repr(dict(record.values)) for record in engine.scan()}
        finally:
            engine.close()

    load_all = ("load", "csv", str(path), "--source", "s", "--id", "Identifier", "--force")
    path.write_text(BASE)
    run(*load_all)
    run("dump", dump)
    path.write_text(BASE.replace("Open", "Closed", 1))
    run(*load_all)
    assert list(shown()) == ["A3"]
    run("restore", dump, "--force")
    assert list(shown()) == ["A3"]
    assert WORD not in shown()["A3"]
    path.write_text(BASE)
    run(*load_all)
    assert WORD in shown()["A3"]
    run("restore", dump, "--force")
    assert WORD in shown()["A3"]
    run("withdraw", "A1")
    assert list(shown()) == ["A3"]
    assert WORD not in shown()["A3"]
