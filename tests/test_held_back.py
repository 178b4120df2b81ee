"""What a source marks as not public is nowhere: a made-up word in each place of each format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pymarc import Field, Indicators, Record, Subfield

from index_mappings.json_values import Json
from index_mappings.mapping import load
from index_mappings.record import Record as IndexedRecord
from loaders.drafts.publicity import Mark, Verdict, held_by, mark_named, public_part, verdict
from service.cli import cli
from service.engines.embedded import EmbeddedEngine

pytestmark = pytest.mark.slow  # whole loads

WORD = "quibblewick"
"""In no other text of the tests."""


@dataclass
class Site:
    """A site in a folder of its own, and all that its commands have said."""

    folder: Path
    said: str = ""

    def load(self, format: str, path: Path, *options: str) -> Result:
        report, rejects = self.folder / "report.json", self.folder / "rejects.jsonl"
        done = CliRunner().invoke(
            cli,
            ["load", format, str(path), "--report", str(report), "--rejects", str(rejects),
             "--source", "s", *options],
            env={
                "SEARCHROOM_ENGINE": f"embedded:{self.folder / 'index'}",
                "SEARCHROOM_SOURCES": str(self.folder / "sources.toml"),
            },
        )  # fmt: skip
        self.said += done.output
        return done

    def report(self) -> dict[str, Json]:
        found: dict[str, Json] = json.loads((self.folder / "report.json").read_text())
        return found

    def everything(self) -> bytes:
        """Return all that was said and all bytes of all files, folded."""
        files = [path.read_bytes() for path in self.folder.rglob("*") if path.is_file()]
        stored = json.dumps([dict(record.values) for record in self.records()])
        return b"\n".join([self.said.encode(), stored.encode(), *files]).lower()

    def records(self) -> list[IndexedRecord]:
        engine = EmbeddedEngine.open(self.folder / "index", load("records"))
        try:
            return list(engine.scan())
        finally:
            engine.close()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folder = tmp_path / "site"
    folder.mkdir()
    return Site(folder)


def written(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


TABLES = {
    "a column Publish": f"Title,Publish\nOpen,yes\n{WORD},no\n",
    "the word Draft of AtoM": (
        "legacyId,parentId,title,publicationStatus\n"
        f"1,,Open,Published\n2,,{WORD},Draft\n3,2,below {WORD},Published\n4,3,{WORD} deep,\n"
    ),
    "a child before what it is below": (
        "legacyId,parentId,title,publicationStatus\n"
        f"4,3,{WORD} deep,\n3,2,below {WORD},Published\n1,,Open,Published\n2,,{WORD},Draft\n"
    ),
    "levels of ArchivesSpace": (
        "hierarchy,title,level,publish\n1,Open,series,True\n"
        f"1,{WORD},series,False\n2,{WORD} file,file,True\n3,{WORD} item,item,True\n"
        "1,Open too,series,True\n2,Open file,file,True\n"
    ),
    "a note of ArchivesSpace": (
        "hierarchy,title,publish,n_accessrestrict,p_accessrestrict\n"
        f"1,Open,True,{WORD} asks,False\n"
    ),
    "a numbered note of ArchivesSpace": (
        "hierarchy,title,publish,n_odd,p_odd,n_odd_1,l_odd_1,p_odd_1\n"
        f"1,Open,True,Plain,True,{WORD} asks,{WORD} label,0\n"
    ),
    "Visibility of Omeka": f"Identifier,Title,Visibility\na,Open,public\nb,{WORD},private\n",
    "a column Private": f"Title,Private\nOpen,no\n{WORD},yes\n",
    "a column is_draft": f"Title,is_draft\nOpen,0\n{WORD},1\n",
    "a column Internal": f"Title,Internal only?\nOpen,\n{WORD},x\n",
    "a column Status": f"Title,Status\nOpen,Catalogued\n{WORD},Unpublished\n",
    "a value that is neither": f"Title,Published\nOpen,yes\n{WORD},perhaps {WORD}\n",
    "German": f"Titel,public\nOffen,ja\n{WORD},nein\n",
    "an object in a cell": (f'Title,Extra\nOpen,"[{{""text"": ""{WORD}"", ""public"": false}}]"\n'),
    "a digital object": (
        f"title,publish,digital_object_title,digital_object_publish\nOpen,true,{WORD} scan,false\n"
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str, site: Site, tmp_path: Path) -> None:
    done = site.load("csv", written(tmp_path, "table.csv", TABLES[name]))
    assert done.exit_code == 0, done.output
    assert WORD.encode() not in site.everything()
    assert "held back" in done.output
    assert adds_up(site)


OBJECTS: dict[str, Json] = {
    "published": {"title": WORD, "published": False},
    "public": {"title": WORD, "public": "no"},
    "is_public": {"title": WORD, "is_public": 0},
    "o:is_public": {"@type": "o:Item", "o:is_public": False, "o:title": WORD},
    "visibility": {"title": WORD, "visibility": "private"},
    "draft": {"title": WORD, "draft": True},
    "JSON:API": {
        "id": "7",
        "type": "records",
        "attributes": {"title": WORD, "published": False},
    },
    "unclear": {"title": WORD, "is_public": {"level": WORD}},
}
PARTS: dict[str, Json] = {
    "a note": {"title": "Open", "notes": [{"publish": False, "content": WORD}]},
    "a note in our form": {
        "title": "Open", "notes": [{"label": "a", "text": WORD, "public": "no"}]
    },
    "a sub-note": {
        "title": "Open", "uri": "/1",
        "notes": [{"publish": True, "subnotes": [{"publish": False, "content": WORD}]}],
    },
    "a note in JSON:API": {
        "id": "7", "type": "records",
        "attributes": {"title": "Open", "notes": [{"publish": False, "content": WORD}]},
    },
    "an object within": {"title": "Open", "extra": {"more": {"is_public": False, "text": WORD}}},
    "a name": {"title": "Open", "creator": [{"name": WORD, "published": False}, {"name": "Ann"}]},
}  # fmt: skip


@pytest.mark.parametrize("format", ["json", "jsonl"])
@pytest.mark.parametrize("name", [*OBJECTS, *PARTS])
def test_json(name: str, format: str, site: Site, tmp_path: Path) -> None:
    values = [{"title": "Open"}, {**OBJECTS, **PARTS}[name]]
    content = (
        json.dumps(values) if format == "json" else "\n".join(json.dumps(value) for value in values)
    )
    done = site.load(format, written(tmp_path, f"some.{format}", content))
    assert done.exit_code == 0, done.output
    assert WORD.encode() not in site.everything()
    assert site.report()["loaded"] == (1 if name in OBJECTS else 2)
    assert adds_up(site)


def field(tag: str, *subfields: tuple[str, str], first: str = " ") -> Field:
    return Field(tag, Indicators(first, " "), [Subfield(code, text) for code, text in subfields])


PRIVATE_FIELDS = ("541", "542", "561", "583")
NOTES = (
    "526", "583", "852", "856", "857",
    "863", "864", "865", "866", "867", "868", "876", "877", "878",
)  # fmt: skip


def marc(*fields: Field) -> bytes:
    record = Record(force_utf8=True)
    record.add_field(Field("001", data="r1"), field("245", ("a", "Open")), *fields)
    return record.as_marc()


@pytest.mark.parametrize(
    "made",
    [
        *(field(tag, ("a", WORD), first="0") for tag in PRIVATE_FIELDS),
        *(field(tag, ("a", "open"), ("x", WORD), ("z", "shown")) for tag in NOTES),
        *(field("880", ("6", f"{tag}-01"), ("x", WORD)) for tag in NOTES),
        *(field("880", ("6", f"{tag}-01"), ("a", WORD), first="0") for tag in PRIVATE_FIELDS),
        *(field(tag, ("a", WORD)) for tag in ("900", "949", "999", "9XX")),
    ],
    ids=str,
)
def test_marc(made: Field, site: Site, tmp_path: Path) -> None:
    done = site.load("marc", written(tmp_path, "some.mrc", marc(made)))
    assert done.exit_code == 0, done.output
    assert WORD.encode() not in site.everything()
    assert "held back: 1 part" in done.output


@pytest.mark.parametrize(("heading", "rejected"), [("100", 0), ("130", 1)])
def test_an_authority_record_keeps_its_staff_notes_to_itself(
    site: Site, tmp_path: Path, heading: str, rejected: int
) -> None:
    authority = Record()
    authority.leader = "00000nz  a2200000n  4500"  # type: ignore[assignment]
    authority.add_field(field(heading, ("a", "Ann")), field("667", ("a", WORD)))
    authority.add_field(field("999", ("a", WORD)))
    content = marc() + authority.as_marc()
    site.load("marc", written(tmp_path, "some.mrc", content))
    assert (site.report()["loaded"], site.report()["rejected"]) == (1, rejected)
    assert WORD.encode() not in site.everything()


C = "<c><did><unittitle>{}</unittitle></did>{}</c>"


def aid(inside: str, header: str = "", attributes: str = "") -> str:
    return (
        f"<ead><eadheader><eadid>aid</eadid>{header}</eadheader>"
        f"<archdesc level='fonds'{attributes}><did><unittitle>All</unittitle></did>"
        f"{inside}</archdesc></ead>"
    )


INTERNAL = "audience='internal'"
XML = {
    "ead, a component": ("ead", aid(
        f"<dsc><c {INTERNAL}><did><unittitle>{WORD}</unittitle></did>{C.format(WORD, '')}</c></dsc>"
    )),
    "ead, a note": ("ead", aid(f"<odd {INTERNAL}><p>{WORD}</p></odd>")),
    "ead, the header": ("ead", aid("", f"<profiledesc {INTERNAL}>{WORD}</profiledesc>")),
    "ead, AtoM's status": ("ead", aid(
        "<dsc>" + C.format(WORD, "<odd type='publicationStatus'><p>draft</p></odd>"
                           + C.format(f"{WORD} below", "")) + "</dsc>"
    )),
    "ead, after the components": ("ead", aid(
        "<dsc><c><did><unittitle>One</unittitle></did>" + C.format("Two", "")
        + f"<odd {INTERNAL}><p>{WORD}</p></odd></c></dsc>"
    )),
    "mods, shareable": ("mods",
        "<mods><titleInfo><title>Open</title></titleInfo>"
        f"<abstract shareable='no'>{WORD}</abstract></mods>"),
    "mods, a note": ("mods",
        "<mods><titleInfo><title>Open</title></titleInfo>"
        f"<note type='internal'>{WORD}</note></mods>"
    ),
    "dc, an element": ("dc",
        f"<records><dc><title>Open</title></dc><dc><title>{WORD}</title><published>no</published>"
        "</dc></records>"),
    "tei, a document": ("tei",
        "<TEI><teiHeader><fileDesc><titleStmt><title>V</title></titleStmt></fileDesc></teiHeader>"
        "<text><body><div type='document' xml:id='a'><head>Open</head><p>Yes</p></div>"
        f"<div type='document' xml:id='b' status='draft'><head>{WORD}</head><p>No</p></div>"
        "</body></text></TEI>"),
    "tei, a chapter": ("tei",
        "<TEI><teiHeader><fileDesc><titleStmt><title>V</title></titleStmt></fileDesc></teiHeader>"
        "<text><body><div type='document' xml:id='a'><head>Open</head><p>Yes</p></div>"
        f"<div type='chapter' {INTERNAL}><head>{WORD}</head><p>{WORD}</p>"
        f"<div type='document' xml:id='b'><head>{WORD}</head><p>No</p></div></div>"
        "</body></text></TEI>"),
}  # fmt: skip


@pytest.mark.parametrize("name", XML)
def test_xml(name: str, site: Site, tmp_path: Path) -> None:
    format, content = XML[name]
    done = site.load(format, written(tmp_path, "some.xml", content))
    assert done.exit_code == 0, done.output
    assert WORD.encode() not in site.everything()
    assert "held back" in done.output
    assert site.report()["loaded"] >= 1
    assert adds_up(site)


WHOLE = {
    "ead": aid(f"<dsc>{C.format(WORD, '')}</dsc>", attributes=f" {INTERNAL}"),
    "tei": (
        "<TEI><teiHeader><fileDesc><titleStmt><title>Letter</title></titleStmt></fileDesc>"
        "<revisionDesc status='draft'><change>x</change></revisionDesc></teiHeader>"
        f"<text><body><p>{WORD}</p></body></text></TEI>"
    ),
    "csv": f"Title,Public\n{WORD},no\n",
}


@pytest.mark.parametrize("format", WHOLE)
def test_a_source_of_which_all_is_held_back(format: str, site: Site, tmp_path: Path) -> None:
    """What was public and is not any more goes, though it is all that there was."""
    open_one = written(tmp_path, "open.csv", f"Title,Public\n{WORD},yes\n")
    assert site.load("csv", open_one, "--publish-held").exit_code == 0
    assert [record.text("title") for record in site.records()] == [WORD]
    done = site.load(format, written(tmp_path, "all.xml", WHOLE[format]), "--force")
    assert done.exit_code == 0, done.output
    assert site.records() == []


def test_an_update_takes_out_what_is_not_public_any_more(site: Site, tmp_path: Path) -> None:
    before = "Identifier,Title,Public\na,One,yes\nb,Two,yes\n"
    assert site.load("csv", written(tmp_path, "a.csv", before), "--id", "Identifier").exit_code == 0
    after = "Identifier,Title,Public\nb,Two,no\n"
    done = site.load("csv", written(tmp_path, "b.csv", after), "--update", "--id", "Identifier")
    assert done.exit_code == 0, done.output
    assert [record.id for record in site.records()] == ["a"]


def test_more_than_a_fifth_may_become_private_at_once(site: Site, tmp_path: Path) -> None:
    rows = [f"r{n},Letter {n},yes" for n in range(100)]
    text = "\n".join(["Identifier,Title,Public", *rows])
    assert site.load("csv", written(tmp_path, "a.csv", text), "--id", "Identifier").exit_code == 0
    text = text.replace("yes", "no", 60)
    done = site.load("csv", written(tmp_path, "a.csv", text), "--id", "Identifier")
    assert done.exit_code == 0, done.output
    assert len(site.records()) == 40


def test_it_is_published_where_that_is_asked_for_and_said_how_many(
    site: Site, tmp_path: Path
) -> None:
    path = written(tmp_path, "table.csv", f"Title,Publish\nOpen,yes\n{WORD},no\n")
    done = site.load("csv", path, "--publish-held")
    assert "marks them as not public: 1 (--publish-held)" in done.output
    assert len(site.records()) == 2


@pytest.mark.parametrize(
    ("format", "content"),
    [
        ("json", json.dumps([PARTS["a note"]])),
        ("json", json.dumps([PARTS["a note in JSON:API"]])),
        ("csv", 'Title,Extra\nOpen,"[{""text"": ""x"", ""public"": false}]"\n'),
        ("ead", aid(f"<dsc><c {INTERNAL}><did><unittitle>One</unittitle></did></c></dsc>")),
        ("ead", aid(f"<odd {INTERNAL}><p>x</p></odd>")),
        ("ead", aid("", attributes=f" {INTERNAL}")),
        ("marc", marc(field("852", ("x", "desk")))),
    ],
)
def test_what_is_published_all_the_same_is_counted_once(
    format: str, content: str | bytes, site: Site, tmp_path: Path
) -> None:
    site.load(format, written(tmp_path, "some.file", content), "--publish-held")
    assert site.report()["held_back"]["published_all_the_same"] == 1


def test_a_value_that_is_neither_yes_nor_no_is_told_without_the_value(
    site: Site, tmp_path: Path
) -> None:
    done = site.load("csv", written(tmp_path, "t.csv", "Title,Public\nA,yes\nB,see Smith\n"))
    assert "neither yes nor no in Public" in done.output
    assert "Smith" not in site.said
    assert site.report()["held_back"]["unclear_marks"] == {"Public": 1}


def adds_up(site: Site) -> bool:
    report = site.report()
    held = report["held_back"]["records"]
    assert held or report["held_back"]["parts"]
    return bool(report["read"] == report["loaded"] + report["rejected"] + held)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("publish", True, Verdict.PUBLIC),
        ("publish", "FALSE", Verdict.NOT_PUBLIC),
        ("Publication Status", "Draft", Verdict.NOT_PUBLIC),
        ("publicationStatus", "Published", Verdict.PUBLIC),
        ("o:is_public", [{"@value": "0"}], Verdict.NOT_PUBLIC),
        ("attributes.published", "no", Verdict.NOT_PUBLIC),
        ("Visibility", "Private", Verdict.NOT_PUBLIC),
        ("Visibility", "public", Verdict.PUBLIC),
        ("draft", "private", Verdict.NOT_PUBLIC),
        ("draft", "published", Verdict.PUBLIC),
        ("private", "public", Verdict.PUBLIC),
        ("draft", False, Verdict.PUBLIC),
        ("internal", "1", Verdict.NOT_PUBLIC),
        ("public", "maybe", Verdict.UNCLEAR),
        ("public", "", None),
        ("public", None, Verdict.UNCLEAR),
        ("draft", None, None),
        ("Web", "No", Verdict.NOT_PUBLIC),
        ("Online", "https://example.org/7", None),
        ("Available online", "in part", None),
        ("Show on our website?", "nein", Verdict.NOT_PUBLIC),
        ("En ligne", "non", Verdict.NOT_PUBLIC),
        ("Im Internet anzeigen", "nein", Verdict.NOT_PUBLIC),
        ("Opublikowane", "nie", Verdict.NOT_PUBLIC),
        ("Do not display on web", "Y", Verdict.NOT_PUBLIC),
        ("Published in", "Nature", None),
        ("Publication", "London", None),
        ("Date published", "1950", None),
        ("Display title", "no", None),
        ("status", ["catalogued", "draft"], Verdict.NOT_PUBLIC),
        ("Published", "London, 1950", None),
        ("published", "2010-03-12T00:00:00Z", None),
        ("status", "catalogued", None),
        ("status", "draft", Verdict.NOT_PUBLIC),
        ("audience", "internal", Verdict.NOT_PUBLIC),
        ("audience", "children", None),
        ("title", "private", None),
    ],
)
def test_what_a_mark_says(name: str, value: Json, said: Verdict | None) -> None:
    assert verdict(name, value) is said


def test_a_clear_no_counts_before_what_cannot_be_read() -> None:
    assert held_by({"public": "hm", "draft": True}) == ("draft", Verdict.NOT_PUBLIC)
    assert held_by({"public": "hm"}) == ("public", Verdict.UNCLEAR)
    assert held_by({"public": "yes", "title": "x"}) is None


def test_a_mark_may_be_about_some_columns() -> None:
    assert mark_named("p_odd") == Mark("n odd", yes_is_public=True)
    assert mark_named("digital_object_publish") == Mark("digital object", yes_is_public=True)


def test_what_is_nested_too_deep_to_be_looked_at_is_left_out() -> None:
    value: Json = WORD
    for _ in range(30):
        value = {"in": value}
    left, marks = public_part(value)
    assert WORD not in str(left)
    assert marks == ["depth"]


TURNED = {
    "ead": (
        "<ead><eadheader><eadid>x</eadid></eadheader><archdesc level='fonds'><did><unittitle>Open"
        "</unittitle></did><dsc><c01 id='c1'{mark}><did><unittitle>WORD</unittitle></did></c01>"
        "</dsc></archdesc></ead>",
        " audience='internal'",
    ),
    "mods": (
        "<modsCollection><mods ID='m1'><titleInfo><title>Open</title></titleInfo></mods>"
        "<mods ID='m2'{mark}><titleInfo><title>WORD</title></titleInfo></mods></modsCollection>",
        " status='draft'",
    ),
    "dc": (
        "<records><dc id='d1'><title>Open</title></dc>"
        "<dc id='d2'{mark}><title>WORD</title></dc></records>",
        " status='draft'",
    ),
    "tei": (
        "<TEI><teiHeader/><text><body><div type='document' xml:id='d1'><head>Open</head><p>a</p>"
        "</div><div type='document' xml:id='d2'{mark}><head>WORD</head><p>b</p></div></body></text>"
        "</TEI>",
        " status='draft'",
    ),
    "ead without ids": (
        "<ead><eadheader><eadid>x</eadid></eadheader><archdesc level='fonds'><did><unittitle>Open"
        "</unittitle></did><dsc><c01><did><unittitle>Files</unittitle></did></c01>"
        "<c01{mark}><did><unittitle>Files</unittitle><unitdate>1950</unitdate></did>"
        "<c02><did><unittitle>WORD</unittitle></did></c02><c02><did><unittitle>WORD</unittitle>"
        "</did></c02></c01></dsc></archdesc></ead>",
        " audience='internal'",
    ),
    "mods without ids": (
        "<modsCollection><mods><titleInfo><title>Open</title></titleInfo></mods>"
        "<mods{mark}><titleInfo><nonSort>The</nonSort><title>WORD</title></titleInfo>"
        "<abstract>a</abstract></mods></modsCollection>",
        " status='draft'",
    ),
    "csv without ids": ("Title,Date,Publish\nOpen,1950,yes\nWORD,1951,{mark}\n", "no"),
    "jsonl without ids": (
        '{"title": "Open"}\n{"title": "WORD", "date": "1951"{mark}}\n',
        ', "public": false',
    ),
}
"""Files in which the record with the word is public, and the mark by which it is not any more."""


@pytest.mark.parametrize("summary", ["", "Of the quay."], ids=["no summary", "a summary"])
def test_an_update_takes_out_what_turned_private_after_a_correction(
    site: Site, tmp_path: Path, summary: str
) -> None:
    path = tmp_path / "letters.csv"
    sheet = "Title,Date,Summary,Publish\nOpen,1950,Of a door.,yes\n{title},1951,{summary},{mark}\n"
    title = "Minutes of the board of the harbour and of the old town and a list of those present"
    for said, mark, options in (
        (title, "yes", ()),
        (f"{title} {WORD}", "yes", ()),  # corrected: the first id stays
        (f"{title} {WORD}", "no", ("--update",)),
    ):
        path.write_text(sheet.format(title=said, mark=mark, summary=summary))
        assert site.load("csv", path, *options).exit_code == 0
    assert not any(WORD in str(record) for record in site.records())
    assert len([*site.records()]) == 1


@pytest.mark.parametrize("format", TURNED)
def test_an_update_takes_out_what_has_turned_private(
    format: str, site: Site, tmp_path: Path
) -> None:
    content, mark = TURNED[format]
    path = tmp_path / "turned.xml"
    for said, is_there in (("", True), (mark, False)):
        path.write_text(content.replace("{mark}", said).replace("WORD", WORD))
        done = site.load(format.split(maxsplit=1)[0], path, *(["--update"] if said else []))
        assert done.exit_code == 0, done.output
        found = any(WORD in str(record) for record in site.records())
        assert found is is_there
