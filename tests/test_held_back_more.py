"""Marks of more kinds, each with a made-up word that must be nowhere, `inspect` included."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pymarc import Field, Indicators, Record, Subfield

from index_mappings.json_values import Json
from loaders.drafts.access_names import About, about_access, plainly, wording
from loaders.drafts.staff_names import is_for_staff
from service.cli import cli
from tests.test_held_back import WORD, Site, aid, site, written

__all__ = ["site"]
pytestmark = pytest.mark.slow  # a load each

COLUMNS = {
    "Web": "No", "Online": "N", "On website?": "0", "Show in catalogue": "nein",
    "Veröffentlichen": "nein", "Im Internet anzeigen": "Nein", "Freigegeben": "nein",
    "En ligne": "non", "Publier sur le site": "Non", "Diffusion internet": "non",
    "Visible en la web": "no", "Publicar": "no", "Pubblicato": "no", "Mostra online": "no",
    "Openbaar": "nee", "Publiceren": "Nee", "Offentlig": "nej", "Opublikowane": "nie",
    "Web status": "Not for web", "Cataloguing status": "Draft", "Portal": "false",
    "Can the public see this?": "no", "e_accessrestrict": "2999-01-01",
    "t_accessrestrict": "closed",
    "Hide on web": "yes", "Not for website": "x", "Gesperrt": "ja", "Deleted": "true",
    "Release date": "2999-01-01", "Date available": "1 January 2999", "Available from": "2999",
    "Embargo expires": "2999-05-01", "Sperrfrist bis": "31.12.2999", "Closed": "yes",
    "Closure": "Y", "Access level": "Closed", "Zugang": "gesperrt", "Accès": "non communicable",
    "Acceso": "cerrado", "Accesso": "riservato", "Toegang": "gesloten", "Access code": "withheld",
    "Rights": "info:eu-repo/semantics/closedAccess", "Access rights": "embargoedAccess",
    "Exclude from web": "yes", "Webfreigabe": "nein", "Onlinestellung": "nein", "Publicable": "no",
    "Publiceras på webben": "nej", "Reviewed for release": "no", "Contains personal data": "yes",
    "Data protection until": "2999", "Record state": "Unpublished draft",
    "Workflow": "Draft", "Condições de acesso": "Reservado",
    "Available": "2999-01-01", "dcterms:available": "2999", "Available ": "no",
    "Access ": "Stufe 3",
    "Publication date on web": "2999-01-01", "Record opening date": "perhaps", "Published": "NULL",
}  # fmt: skip


def inspected(site: Site, format: str, path: Path) -> str:
    done = CliRunner().invoke(
        cli,
        ["inspect", str(path), "--format", format],
        env={"SEARCHROOM_ENGINE": f"embedded:{site.folder / 'index'}"},
    )
    return done.output


def is_nowhere(site: Site, format: str, path: Path) -> bool:
    done = site.load(format, path)
    assert done.exit_code in (0, 1), done.output
    assert "held back" in done.output
    site.said += inspected(site, format, path)
    return WORD.encode() not in site.everything()


@pytest.mark.parametrize("name", COLUMNS)
def test_columns(name: str, site: Site, tmp_path: Path) -> None:
    table = f"Title,Maker,{name}\nOpen,Ann,\n{WORD},{WORD} x,{COLUMNS[name]}\n"
    assert is_nowhere(site, "csv", written(tmp_path, "table.csv", table))
    assert site.report()["loaded"] == 1


AROUND: dict[str, Json] = {
    "public": {"public": False, "title": WORD, "records": [{"title": WORD}]},
    "visibility": {"name": WORD, "items": [{"title": WORD}], "visibility": "private"},
    "a list of drafts": {"records": [{"title": "Open"}], "drafts": [{"title": WORD}]},
    "an object for the staff": {"records": [{"title": "Open"}], "internal": {"note": WORD}},
    "flags": [{"title": "Open"}, {"title": WORD, "flags": ["private"]}],
    "acl": [{"title": "Open"}, {"title": WORD, "acl": ["staff"]}],
    "oe": [{"title": "Open"}, {"title": WORD, "oeffentlich": False}],
    "reached": [{"title": "Open"}, {"title": WORD, "communicable": "non"}],
    "from a day": [{"title": "Open"}, {"title": WORD, "communicable_le": "2999-01-01"}],
    "waiting": [{"title": "Open"}, {"title": WORD, "moderation_status": "pending"}],
    "JSON in a text": [{"title": "Open", "extra": json.dumps({"public": False, "a": WORD})}],
    "the name of an element": [
        {"title": "Open", "texts": [{"text": WORD, "element": {"name": "Internal note"}}]}
    ],
}


@pytest.mark.parametrize("name", AROUND)
def test_around_and_within_objects(name: str, site: Site, tmp_path: Path) -> None:
    path = written(tmp_path, "some.json", json.dumps(AROUND[name]))
    done = site.load("json", path)
    site.said += inspected(site, "json", path)
    assert WORD.encode() not in site.everything(), done.output
    titles = [record.text("title") for record in site.records()]
    assert titles == (["Open"] if "Open" in json.dumps(AROUND[name]) else [])


@pytest.mark.parametrize(
    "name",
    [
        "Internal notes",
        "Staff note",
        "Interne Bemerkung",
        "Notes internes",
        "Nota interna",
        "Donor (internal)",
        "Nichtöffentliche Bemerkung",
        "Storage location",
        "physicalObjectLocation",
        "Insurance value",
        "Versicherungswert",
        "donor_address",
    ],
)
def test_columns_for_the_staff(name: str, site: Site, tmp_path: Path) -> None:
    table = f"Title,{name}\nOpen,ask {WORD}\n"
    assert is_nowhere(site, "csv", written(tmp_path, "table.csv", table))
    assert site.report()["loaded"] == 1


OBJECTS: dict[str, Json] = {
    "access within": {"access": {"status": "closed"}},
    "an embargo": {"embargo": {"until": "2999-01-01"}},
    "an embargo, and its kind": {"embargo": {"active": True, "lift_date": "2999-01-01"}},
    "null": {"publish": None},
    "a flag": {"embargoed": True},
    "not public": {"access": {"public": False}},
    "a level": {"rights": {"access": {"level": "Closed"}}},
    "a list": {"access": [{"type": "public", "value": False}, "closed"]},
    "permissions": {"permissions": {"view": "staff only"}},
    "several states": {"status": ["catalogued", "draft"]},
    "deleted": {"deleted_at": "2020-01-01T00:00:00Z"},
    "an ancestor": {"has_unpublished_ancestor": True},
    "a release": {"release": {"date": "2999-01-01"}},
    "a note on access": {
        "notes": [{"type": "accessrestrict", "subnotes": [{"content": "Closed until 2990"}]}]
    },
    "a restriction with an end": {
        "notes": [{"type": "accessrestrict", "rights_restriction": {"end": "2990-01-01"}}]
    },
    "a day of DSpace": {"metadata": {"dc.date.available": [{"value": "2999-01-01"}]}},
    "an address": {"accessRights": "http://purl.org/coar/access_right/c_14cb"},
}
PARTS: dict[str, Json] = {
    "a value of Omeka S": {
        "o:title": WORD,
        "dcterms:title": [{"@value": "Open", "is_public": True}],
        "dcterms:description": [{"type": "literal", "@value": WORD, "is_public": False}],
    },
    "internal notes": {"title": "Open", "internal_notes": f"see {WORD}"},
    "a note of a kind": {"title": "Open", "notes": [{"type": "internal", "content": WORD}]},
    "what is restricted": {"title": "Open", "restrictions": True, "text": WORD},
    "internal notes within": {"title": "Open", "more": {"staffComment": WORD, "b": "c"}},
}


@pytest.mark.parametrize("name", [*OBJECTS, *PARTS])
def test_json(name: str, site: Site, tmp_path: Path) -> None:
    made = PARTS.get(name) or {"title": WORD, "maker": f"{WORD} x", **OBJECTS[name]}
    path = written(tmp_path, "some.json", json.dumps([{"title": "Open"}, made]))
    if name == "what is restricted":
        assert site.load("json", path).exit_code == 0
        assert WORD.encode() not in site.everything()
    else:
        assert is_nowhere(site, "json", path)
    assert site.report()["loaded"] == (2 if name in PARTS else 1)


def marc(leader: str = "", *fields: Field) -> bytes:
    record = Record(force_utf8=True)
    record.add_field(Field("001", data="r1"), field("245", WORD), *fields)
    if leader:
        record.leader = leader  # type: ignore[assignment]
    return record.as_marc()


def field(tag: str, text: str) -> Field:
    return Field(tag, Indicators(" ", " "), [Subfield("a", text)])


def coded(tag: str, *said: str) -> Field:
    subfields = [Subfield(code, text) for code, text in zip(said[::2], said[1::2], strict=True)]
    return Field(tag, Indicators(" ", " "), subfields)


DC = "<records><dc><title>Open</title></dc><dc><title>{}</title>{}</dc></records>"
MODS = "<mods><titleInfo><title>{}</title></titleInfo>{}</mods>"
OAI = (
    "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><ListRecords>"
    "<record><header><identifier>1</identifier></header><metadata><dc><title>Open</title></dc>"
    "</metadata></record>{}</ListRecords></OAI-PMH>"
)
TEI = (
    "<TEI><teiHeader><fileDesc><titleStmt><title>{0}</title></titleStmt><publicationStmt>"
    "<availability><p>Closed until 2999.</p></availability></publicationStmt></fileDesc>"
    "</teiHeader><text><body><p>{0}</p></body></text></TEI>"
)
TEI_CHANGED = (
    "<TEI><teiHeader><fileDesc><titleStmt><title>{0}</title></titleStmt></fileDesc><revisionDesc>"
    "<change status='draft'>x</change></revisionDesc></teiHeader><text><body><p>{0}</p></body>"
    "</text></TEI>"
)
FILES: dict[str, tuple[str, str | bytes]] = {
    "marc, deleted": ("marc", marc("00000dam a2200000 a 4500") + marc()[:0]),
    "dc, rights": (
        "dc", DC.format(WORD, "<rights>info:eu-repo/semantics/closedAccess</rights>")
    ),
    "dc, access rights": (
        "dc", DC.format(WORD, "<accessRights>info:eu-repo/semantics/embargoedAccess</accessRights>")
    ),
    "dc, embargo": ("dc", DC.format(WORD, "<date>info:eu-repo/date/embargoEnd/2999-01-01</date>")),
    "dc, available": ("dc", DC.format(WORD, "<available>2999-01-01</available>")),
    "mods, condition": (
        "mods", MODS.format(WORD, "<accessCondition type='restriction on access'>Closed"
                            "</accessCondition>"),
    ),
    "mods, a bare condition": (
        "mods", MODS.format(WORD, "<accessCondition>Geschlossen</accessCondition>"),
    ),
    "mods, record info": (
        "mods", MODS.format(WORD, "<recordInfo><published>no</published></recordInfo>"),
    ),
    "mods, a note of record info": (
        "mods", MODS.format("Open", f"<recordInfo><recordInfoNote type='internal'>{WORD}"
                            "</recordInfoNote></recordInfo>"),
    ),
    "mods, a state": (
        "mods", MODS.format(WORD, "<recordInfo><recordStatus>draft</recordStatus></recordInfo>"),
    ),
    "mods, an embargo": (
        "mods", MODS.format(WORD, "<originInfo><dateOther type='embargo end'>2999</dateOther>"
                            "</originInfo>"),
    ),
    "oai, deleted": (
        "oai", OAI.format("<record><header status='Deleted'><identifier>2</identifier></header>"
                          f"<metadata><dc><title>{WORD}</title></dc></metadata></record>"
                          "<record><header><identifier>3</identifier></header><metadata><dc>"
                          "<title>x</title><published>no</published></dc></metadata></record>"),
    ),
    "marc, a security classification": ("marc", marc("", field("355", "Confidential"))),
    "dc, rights by an address": (
        "dc", DC.format(WORD, "<rights resource='info:eu-repo/semantics/closedAccess'/>")
    ),
    "oai, about": (
        "oai", OAI.format("<record><header><identifier>3</identifier></header><metadata><dc>"
                          f"<title>{WORD}</title></dc></metadata><about><rights access='closed'/>"
                          "</about></record>"),
    ),
    "oai, a mark about": (
        "oai", OAI.format("<record><header><identifier>3</identifier></header><metadata><dc>"
                          f"<title>{WORD}</title></dc></metadata><about><p><public>no</public></p>"
                          "</about></record>"),
    ),
    "oai, the header": (
        "oai", OAI.format("<record><header status='draft'><identifier>3</identifier></header>"
                          f"<metadata><dc><title>{WORD}</title></dc></metadata></record>"),
    ),
    "marc, a term of access": (
        "marc", marc("", coded("506", "a", "See us", "f", "Closed")),
    ),
    "marc, the day of access": (
        "marc", marc("", coded("506", "a", "Embargo", "g", "29990101")),
    ),
    "ead, a heading": (
        "ead", "<ead><eadheader><eadid>x</eadid></eadheader><archdesc level='fonds'><did>"
        f"<unittitle>Open</unittitle></did><odd><head>Interne Bemerkung</head>"
        f"<p>{WORD}</p></odd></archdesc></ead>",
    ),
    "dc, a status": ("dc", DC.format(WORD, "<status>draft</status>")),
    "tei, the last change": ("tei", TEI_CHANGED.format(WORD)),
    "oai, a set": (
        "oai", OAI.format("<record><header><identifier>3</identifier><setSpec>quibblewick</setSpec>"
                          "</header><metadata><dc><title>x</title><accessRights>closed"
                          "</accessRights></dc></metadata></record>"),
    ),
    "csv, a note": ("csv", f"Title,Note,Note public?\nOpen,{WORD},no\n"),
    "csv, a field": ("csv", f"Title,Summary,Summary published\nOpen,{WORD},no\n"),
    "csv, the record": ("csv", f"Title,Record visible\nOpen,yes\n{WORD},no\n"),
    "json, a level": (
        "json",
        json.dumps([{"title": "C", "ancestors": [{"id": "1", "title": WORD, "is_public": False}]}]),
    ),
    "tei, availability": ("tei", TEI.format(WORD)),
    "ead, the status of its upkeep": (
        "ead",
        f"<ead><control><recordid>a</recordid><maintenancestatus value='deleted'/></control>"
        f"<archdesc level='fonds'><did><unittitle>{WORD}</unittitle></did></archdesc></ead>",
    ),
    "ead, the id": ("ead", aid("").replace("<eadid>aid", f"<eadid audience='internal'>{WORD}")),
    "ead, the title of an internal header": (
        "ead",
        "<ead><eadheader audience='internal'><eadid>aid</eadid><filedesc><titlestmt><titleproper>"
        f"{WORD}</titleproper></titlestmt></filedesc></eadheader><archdesc level='fonds'><did>"
        "<unitid>1</unitid></did></archdesc></ead>",
    ),
    "ead, words in a title": (
        "ead",
        aid(f"<odd localtype='staff note'><p>{WORD}</p></odd>").replace(
            "All<", f"All<emph audience='internal'>{WORD}</emph><"
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_files(name: str, site: Site, tmp_path: Path) -> None:
    format, content = FILES[name]
    path = written(tmp_path, "some.file", content)
    done = site.load(format, path, "--force")
    assert "held back" in done.output, done.output
    site.said += inspected(site, format, path)
    assert WORD.encode() not in site.everything()


EAD_PARTS = (
    "abstract", "accessrestrict", "acqinfo", "altformavail", "appraisal", "arrangement",
    "bibliography", "bioghist", "controlaccess", "custodhist", "dao", "descgrp", "did", "fileplan",
    "index", "note", "odd", "originalsloc", "otherfindaid", "phystech", "prefercite", "processinfo",
    "relatedmaterial", "relations", "scopecontent", "separatedmaterial", "userestrict",
)  # fmt: skip
DID_PARTS = (
    "abstract", "container", "dao", "daoset", "langmaterial", "materialspec", "note", "didnote",
    "origination", "physdesc", "physdescset", "physdescstructured", "physloc", "repository",
    "unitdate", "unitdatestructured", "unitid", "unittitle",
)  # fmt: skip


def test_every_element_of_a_finding_aid_may_be_internal(site: Site, tmp_path: Path) -> None:
    """EAD 2002 and EAD3, at the whole and at a component, at each element and inside one."""
    inside = f"<p>{WORD}</p><item>{WORD}</item>{WORD}"
    parts = "".join(f"<{name} audience='internal'>{inside}</{name}>" for name in EAD_PARTS)
    deep = "".join(
        f"<{name}><p>open<x audience='internal'>{WORD}</x></p></{name}>"
        for name in EAD_PARTS
        if name != "did"
    )
    did = "".join(f"<{name} audience='internal'>{WORD}</{name}>" for name in DID_PARTS)
    whole = f"<did><unittitle>Open</unittitle>{did}</did>{parts}{deep}"
    content = (
        f"<ead><eadheader><eadid>aid</eadid></eadheader><archdesc level='fonds'>{whole}"
        f"<dsc><c id='c1'>{whole}</c></dsc></archdesc></ead>"
    )
    assert is_nowhere(site, "ead", written(tmp_path, "aid.xml", content))


@pytest.mark.parametrize(
    ("format", "content"),
    [
        ("csv", f'Title,Publish\nOpen,yes\n"{WORD},no\n'),
        ("csv", f'Title,Note,Publish\nOpen,a,yes\nB,"{WORD} x" y,no,"\n{WORD},c,no\n'),
        ("marc", b"00100nam a2200000 a 4500" + f"245 {WORD}".encode() + b"\x1d"),
        ("oai", OAI.format(f"<record><metadata><dc>{WORD}</dc></metadata></record>")),
        ("json", f'[{{"title": "Open"}}, {{"title": "{WORD}", "published": false, "x": }}]'),
        ("jsonl", f'{{"title": "Open"}}\n{WORD}\n'),
        ("jsonl", f'{{"title": "Open"}}\n["{WORD}"]\n'),
        ("jsonl", f'{{"title": "{WORD}", "rights": {{"access": {{"de": "gesperrt"}}}}}}\n'),
        ("marc", f'[{{"leader": "x", "541": "{WORD}"}}]'),
        ("marc", f'[{{"fields": [{{"245": {{"subfields": "{WORD}"}}}}]}}]'),
        ("marc", f'[{{"leader": "00000nz", "fields": [{{"667": "{WORD}"}}]}}]'),
        ("dc", f"<records><dc><title>Open</title></dc><thing><a>{WORD}</a></thing></records>"),
        ("csv", f"Catalogue of {WORD},,\nTitle,Date,Publish\nOpen,1950,yes\nB,1951,no\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_repeated_nowhere(
    format: str, content: str | bytes, site: Site, tmp_path: Path
) -> None:
    path = written(tmp_path, "some.file", content)
    site.load(format, path)
    site.said += inspected(site, format, path)
    assert WORD.encode() not in site.everything()


def test_it_is_repeated_where_what_is_held_back_may_be_seen(site: Site, tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", f'{{"title": "Open"}}\n{{"{WORD}\n')
    site.load("jsonl", path, "--publish-held", "--dry-run")
    assert WORD in (site.folder / "rejects.jsonl").read_text()


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("Access status", About.ACCESS), ("Sperrvermerk", About.ACCESS),
        ("dcterms:accessRights", About.ACCESS), ("Closed until", About.OPENS),
        ("Release date", About.OPENS), ("embargoEndDate", About.OPENS),
        ("Access points", None), ("Access copy", None), ("Date", None), ("Number", None),
        ("Public", None), ("Date closed", About.ACCESS),
        ("Restrictions on access", About.ACCESS), ("Conditions on access", About.ACCESS),
        ("Opens on", About.OPENS), ("Closed from", About.OPENS),
    ],
)  # fmt: skip
def test_names_about_access(name: str, about: About | None) -> None:
    assert about_access(name) is about


def test_objects_about_access_in_words() -> None:
    assert wording("access", {"status": "Closed", "until": "2050"}) == "Closed until 2050"
    assert wording("access", {"restricted": True}) == "restricted"
    assert wording("access", {"open": False}) == "not open"
    assert wording("access_restricted", False) == "open"
    assert wording("access_closed", True) == "closed"
    assert plainly("Restrictions", "no") == "open"
    assert plainly("Closure", "yes") == "closed"
    assert plainly("Restricted", "yes") == "restricted"
    assert plainly("Access", "by appointment") == "by appointment"


@pytest.mark.parametrize("name", ["Private papers", "Note", "Internal", "Staff", "Data"])
def test_columns_that_are_not_for_the_staff(name: str) -> None:
    assert not is_for_staff(name)
