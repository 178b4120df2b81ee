"""Marks of MODS, MARC, LIDO, EAC-CPF, OAI-PMH and TEI that hold a record back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from pymarc import Field, Indicators, Record, Subfield

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from index_mappings.names import NameEntry
from loaders.archivesspace import FORMAT as ARCHIVESSPACE
from loaders.authorities import EAC
from loaders.drafts.access import settle
from loaders.drafts.acts import refusal
from loaders.drafts.draft import Draft, Held
from loaders.drafts.format import Format, Options
from loaders.drafts.private_notes import without_private_notes
from loaders.lido import FORMAT as LIDO
from loaders.marc import FORMAT as MARC
from loaders.mets import FORMAT as METS
from loaders.mods import FORMAT as MODS
from loaders.oai import FORMAT as OAI
from loaders.tei import FORMAT as TEI


def titles(format: Format, path: Path, text: str, mapping: RecordMapping) -> list[str]:
    """Return the titles of what is shown of a file."""
    path.write_text(text, encoding="utf-8")
    items = list(format.read([str(path)], Options(mapping, "town")))
    shown = [str(item.values["title"]) for item in items if isinstance(item, Draft)]
    assert len(shown) == 2 or any(isinstance(item, Held) for item in items)
    return shown


MODS_MARKS = (
    ("<recordInfo><recordInfoNote>suppressed</recordInfoNote></recordInfo>", True),
    ("<recordInfo><recordInfoNote>Do not publish</recordInfoNote></recordInfo>", True),
    ("<recordInfo><recordInfoNote>internal use only</recordInfoNote></recordInfo>", True),
    ("<note type='status'>suppressed</note>", True),
    ("<recordInfo><recordInfoNote>Of our internal system</recordInfoNote></recordInfo>", False),
    ("<note type='status'>Draft</note>", False),
    ("<note>suppressed</note>", False),
)  # fmt: skip


@pytest.mark.parametrize(("inner", "is_held"), MODS_MARKS)
def test_mods(inner: str, is_held: bool, tmp_path: Path, mapping: RecordMapping) -> None:
    record = "<mods><titleInfo><title>{}</title></titleInfo>{}</mods>"
    some = record.format("Mill", "") + record.format("Roe", inner)
    whole = f"<modsCollection xmlns='http://www.loc.gov/mods/v3'>{some}</modsCollection>"
    found = titles(MODS, tmp_path / "m.xml", whole, mapping)
    assert found == (["Mill"] if is_held else ["Mill", "Roe"])


SETS = (("private", True), ("fonds:closed", True), ("Internal", True), ("fonds:12", False))


@pytest.mark.parametrize(("spec", "is_held"), SETS)
def test_sets_of_oai_pmh(spec: str, is_held: bool, tmp_path: Path, mapping: RecordMapping) -> None:
    record = (
        "<record><header><identifier>{0}</identifier><datestamp>2020-01-01</datestamp>{1}</header>"
        "<metadata><oai_dc:dc xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/oai_dc/' xmlns:dc="
        "'http://purl.org/dc/elements/1.1/'><dc:title>{0}</dc:title></oai_dc:dc></metadata></record>"
    )
    some = record.format("Mill", "") + record.format("Roe", f"<setSpec>{spec}</setSpec>")
    whole = (
        f"<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><ListRecords>{some}</ListRecords>"
        "</OAI-PMH>"
    )
    found = titles(OAI, tmp_path / "o.xml", whole, mapping)
    assert found == (["Mill"] if is_held else ["Mill", "Roe"])


LIDO_MARKS = (
    ("", "<recordInfoSet type='status'><recordInfoID>draft</recordInfoID></recordInfoSet>", True),
    ("", "<recordInfoSet type='unpublished'><recordInfoID>1</recordInfoID></recordInfoSet>", True),
    ("<category><term>deleted</term></category>", "", True),
    ("<category><term>Object</term></category>", "", False),
    ("", "<recordInfoSet type='x'><recordInfoLink>draft</recordInfoLink></recordInfoSet>", False),
)  # fmt: skip


@pytest.mark.parametrize(("top", "wrap", "is_held"), LIDO_MARKS)
def test_lido(top: str, wrap: str, is_held: bool, tmp_path: Path, mapping: RecordMapping) -> None:
    record = (
        "<lido><lidoRecID>{0}</lidoRecID>{1}<descriptiveMetadata xml:lang='en'>"
        "<objectIdentificationWrap><titleWrap><titleSet><appellationValue>{0}</appellationValue>"
        "</titleSet></titleWrap></objectIdentificationWrap></descriptiveMetadata>"
        "<administrativeMetadata><recordWrap>{2}</recordWrap></administrativeMetadata>"
        "</lido>"
    )
    some = record.format("Mill", "", "") + record.format("Roe", top, wrap)
    whole = f"<lidoWrap xmlns='http://www.lido-schema.org'>{some}</lidoWrap>"
    found = titles(LIDO, tmp_path / "l.xml", whole, mapping)
    assert found == (["Mill"] if is_held else ["Mill", "Roe"])


STATES = (
    ("<maintenanceStatus>deleted</maintenanceStatus>", True),
    ("<maintenanceStatus value='cancelled'/>", True),
    ("<publicationStatus>inProcess</publicationStatus>", True),
    ("<maintenanceStatus>revised</maintenanceStatus>", False),
)


@pytest.mark.parametrize(("state", "is_held"), STATES)
def test_authorities(state: str, is_held: bool, tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "e.xml"
    path.write_text(
        f"<eac-cpf xmlns='urn:isbn:1-931666-33-4'><control><recordId>e1</recordId>{state}</control>"
        "<cpfDescription><identity><entityType>person</entityType><nameEntry><part>Roe</part>"
        "</nameEntry></identity><description><biogHist localType='internal'><p>quarrels</p>"
        "</biogHist></description></cpfDescription></eac-cpf>"
    )
    items = list(EAC.read([str(path)], Options(mapping, "town")))
    entries = [item for item in items if isinstance(item, NameEntry)]
    assert bool(entries) is not is_held
    assert any(isinstance(item, Held) for item in items)
    assert "quarrels" not in repr(entries)


TEI_MARKS = (
    ("subtype='closed'", "", True),
    ("ana='#private'", "", True),
    ("", "<note type='access'>Closed until 2081</note>", True),
    ("", "<note type='access'>Open to all</note>", False),
    ("subtype='shop'", "<note>Closed until 1951</note>", False),
)


@pytest.mark.parametrize(("attribute", "inner", "is_held"), TEI_MARKS)
def test_tei(
    attribute: str, inner: str, is_held: bool, tmp_path: Path, mapping: RecordMapping
) -> None:
    div = "<div type='document' {1}><head>{0}</head>{2}<p>x</p></div>"
    body = div.format("Mill", "", "") + div.format("Roe", attribute, inner)
    found = titles(TEI, tmp_path / "t.xml", tei(body), mapping)
    assert found == (["Mill"] if is_held else ["Mill", "Roe"])


def tei(body: str, source: str = "") -> str:
    return (
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>V</title>"
        f"</titleStmt><publicationStmt/><sourceDesc>{source}</sourceDesc></fileDesc></teiHeader>"
        f"<text><body>{body}</body></text></TEI>"
    )


def test_a_manuscript_that_is_closed_closes_its_text(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    said = (
        "<msDesc><additional><adminInfo><availability><p>Closed until 2081</p></availability>"
        "</adminInfo></additional></msDesc>"
    )
    body = "<div type='document'><head>Roe</head><p>x</p></div>"
    assert titles(TEI, tmp_path / "t.xml", tei(body, said), mapping) == []


def test_marc_leaves_out_addresses_prices_and_nonpublic_notes(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    def field(tag: str, first: str, **subfields: str) -> Field:
        some = [Subfield(code, text) for code, text in subfields.items()]
        return Field(tag, Indicators(first, " "), some)

    record = Record(force_utf8=True)
    record.add_field(
        field("245", "1", a="Roe"),
        field("541", "1", a="Ann Doe", b="5 Elm Street", h="500 pounds"),
        field("584", " ", a="Ten boxes a year", x="quarrels"),
        field("876", " ", c="30 dollars", a="Box 1"),
    )
    path = tmp_path / "m.mrc"
    path.write_bytes(record.as_marc())
    items = list(MARC.read([str(path)], Options(mapping, "town")))
    said = repr([item for item in items if isinstance(item, Draft)])
    assert "Ann Doe" in said
    assert "Ten boxes" in said
    for word in ("Elm", "pounds", "quarrels", "dollars"):
        assert word not in said


NOTES = (
    ("Note", "Staff note: ask the donor first", True),
    ("Note", "[INTERNAL] ask the donor", True),
    ("Note", "Nur intern: Streit mit dem Geber", True),
    ("Donor's address", "5 Elm Street", True),
    ("Note", "Private: a soldier's letters", False),
    ("Note", "Draft: second version", False),
    ("Note", "Contents: letters", False),
    ("Confidential", "so marked by the writer", False),
)


SUMMARIES = (
    ("Letters. [INTERNAL: ask Ann] Maps.", "Letters. Maps."),
    ("Letters.\nStaff note: ask Ann", "Letters."),
    ("Internal note: ask Ann", ""),
    ("Letters [of Ann: a draft]", "Letters [of Ann: a draft]"),
    ("Contents: letters\n[Draft] of a poem", "Contents: letters\n[Draft] of a poem"),
)


@pytest.mark.parametrize(("said", "shown"), SUMMARIES)
def test_a_summary_with_a_note_for_the_staff(said: str, shown: str, mapping: RecordMapping) -> None:
    values: dict[str, Json] = {"title": "Staff note: a poem", "summary": said, "text": said}
    assert without_private_notes(values, mapping) == int(said != shown)
    left = {"summary": shown} if shown else {}
    assert values == {"title": "Staff note: a poem", **left, "text": said}


@pytest.mark.parametrize(("label", "text", "is_private"), NOTES)
def test_notes_that_begin_with_whom_they_are_for(
    label: str, text: str, is_private: bool, mapping: RecordMapping
) -> None:
    values = {"title": "Roe", "notes": [{"label": label, "text": text}]}
    assert without_private_notes(values, mapping) == int(is_private)
    assert bool(values["notes"]) is not is_private


ACTS = (
    ("disseminate", "Disallow", "2081-01-01", "closed until 2081-01-01"),
    ("display", "disallow", "", "closed"),
    ("replicate", "disallow", "2081-01-01", None),
    ("disseminate", "allow", "2081-01-01", None),
    ("disseminate", "conditional", "", None),
)


@pytest.mark.parametrize("row", ACTS)
def test_acts_that_a_rights_statement_refuses(
    row: tuple[str, str, str, str | None], tmp_path: Path, mapping: RecordMapping
) -> None:
    act, restriction, end, said = row
    made = refusal(act, restriction, end)
    assert (made.text if made else None) == said
    path = tmp_path / "m.xml"
    path.write_text(
        "<mets xmlns='http://www.loc.gov/METS/' OBJID='o' LABEL='Roe'><dmdSec ID='d'><mdWrap "
        "MDTYPE='MODS'><xmlData><mods xmlns='http://www.loc.gov/mods/v3'><titleInfo><title>Roe"
        "</title></titleInfo></mods></xmlData></mdWrap></dmdSec><amdSec><rightsMD ID='r'><mdWrap "
        "MDTYPE='PREMIS'><xmlData><rights xmlns='http://www.loc.gov/premis/v3'><rightsGranted>"
        f"<act>{act}</act><restriction>{restriction}</restriction><termOfRestriction><startDate>"
        f"2000-01-01</startDate><endDate>{end}</endDate></termOfRestriction></rightsGranted></rights></xmlData></mdWrap></rightsMD>"
        "</amdSec><structMap TYPE='LOGICAL'><div DMDID='d' TYPE='monograph'/></structMap></mets>"
    )
    value = {
        "jsonmodel_type": "archival_object", "title": "Roe", "ref_id": "r", "level": "file",
        "publish": True, "uri": "/repositories/2/archival_objects/1",
        "rights_statements": [
            {"acts": [{"act_type": act, "restriction": restriction, "end_date": end}]}
        ],
    }  # fmt: skip
    other = tmp_path / "a.jsonl"
    other.write_text(json.dumps(value))
    for format, file in ((METS, path), (ARCHIVESSPACE, other)):
        items = list(format.read([str(file)], Options(mapping, "town")))
        (draft,) = (item for item in items if isinstance(item, Draft))
        found = settle(dict(draft.values), mapping, date(2024, 6, 1), stated=draft.stated)
        assert bool(found.held_by) is bool(said)


RESTRICTIONS = (
    ("0", "Unlimited", False),
    ("0", "Ask Mr Roe", False),  # the indicator says that there are no restrictions
    ("0", "Closed until 2081", True),
    (" ", "Niejawne", True),
    ("1", "Niejawne", True),
)


@pytest.mark.parametrize(("first", "text", "is_held"), RESTRICTIONS)
def test_the_first_indicator_of_506(
    first: str, text: str, is_held: bool, tmp_path: Path, mapping: RecordMapping
) -> None:
    record = Record(force_utf8=True)
    record.add_field(
        Field("245", Indicators("1", "0"), [Subfield("a", "Roe")]),
        Field("506", Indicators(first, " "), [Subfield("a", text)]),
    )
    path = tmp_path / "m.mrc"
    path.write_bytes(record.as_marc())
    items = list(MARC.read([str(path)], Options(mapping, "town")))
    (draft,) = (item for item in items if isinstance(item, Draft))
    found = settle(dict(draft.values), mapping, date(2024, 6, 1), stated=draft.stated)
    assert bool(found.held_by) is is_held
