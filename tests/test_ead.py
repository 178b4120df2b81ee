"""The format `ead`: components as records in their places, nothing lost, nothing internal shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from nothing_lost import lost, said

from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.ead import FORMAT

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "finding-aid.xml"

REAL = (
    *("ead_arclight/nlm/" + name for name in ("alphaomegaalpha.xml", "ncaids544-id-test.xml")),
    "ead_arclight/sample/deeply-nested-components.xml",
    "ead_arclight/sample/large-components-list.xml",
    "ead_arclight/sample/no-ids-recordgrp-level.xml",
    *("ead_arclight/sul-spec/" + name for name in ("a0011.xml", "m0198_from_ASpace.xml")),
    "ead_arclight/sul-spec/pc0170.xml",
    "archivesspace/fixtures/ead_with_extents.xml",
    *(
        f"archivesspace/examples/ead/{name}.xml"
        for name in (
            "afcu", "archon-tracer", "at-tracer", "ead-dao-test", "ferris", "hornstein", "vmi",
            "voorhis", "wegmann", "wnyu",
        )
    ),
    *(f"atom_csv/test/fixtures/{name}.xml" for name in ("acl_import_1", "acl_import_2", "import")),
    "atom_csv/test/fixtures/ead.xml",
)  # fmt: skip


def read(path: Path, mapping: RecordMapping, **extra: str) -> list[Item]:
    return list(FORMAT.read([str(path)], Options(mapping, "town", extra)))


def drafts(items: list[Item]) -> list[Draft]:
    return [item for item in items if isinstance(item, Draft)]


def written(folder: Path, *components: str, before: str = "", after: str = "") -> Path:
    path = folder / "aid.xml"
    path.write_text(
        "<ead><eadheader><eadid>aid</eadid></eadheader><archdesc level='fonds'>"
        f"<did><unittitle>All of it</unittitle></did>{before}<dsc>{''.join(components)}</dsc>"
        f"{after}</archdesc></ead>",
        encoding="utf-8",
    )
    return path


def component(title: str, inside: str = "", id: str = "", extra: str = "") -> str:
    attribute = f" id='{id}'" if id else ""
    return f"<c{attribute}><did><unittitle>{title}</unittitle>{extra}</did>{inside}</c>"


@pytest.fixture
def sample(mapping: RecordMapping) -> list[Item]:
    return read(SAMPLE, mapping)


def test_the_whole_and_each_component_is_a_record_in_its_place(sample: list[Item]) -> None:
    records = drafts(sample)
    assert [draft.values["title"] for draft in records] == [
        "Harbor Office",
        "Correspondence",
        "Dredging of the inner basin",
        "[Untitled, HO/1/2, file, n.d.]",
        "Ledgers",
        "Day book",
        "Day book",
    ]
    assert [draft.values["level"] for draft in records[:3]] == ["fonds", "series", "file"]
    assert [len(draft.values.get("ancestors", [])) for draft in records] == [0, 1, 2, 2, 1, 2, 2]
    assert records[2].values["ancestors"] == [
        {"id": "harbor-office", "title": "Harbor Office"},
        {"id": "harbor-office/s1", "title": "Correspondence"},
    ]
    ids = [draft.own_id for draft in records]
    assert ids[:3] == ["harbor-office", "harbor-office/s1", "harbor-office/s1-f1"]
    assert len(set(ids)) == len(ids)
    assert all(above["id"] in ids for draft in records for above in _above(draft))


def test_the_finding_aid_is_the_collection(sample: list[Item]) -> None:
    (collection,) = [item for item in sample if isinstance(item, Collection)]
    assert (collection.id, collection.title) == ("harbor-office", "Harbor Office")
    assert all(draft.values["collections"] == ["harbor-office"] for draft in drafts(sample))


def test_what_the_top_says_is_under_the_field_it_is_for(sample: list[Item]) -> None:
    values = drafts(sample)[0].values
    assert values["date"]["display"] == "1911-1964"
    assert values["date"]["edtf"] == "1911/1964"
    assert values["reference"] == "HO"
    assert values["extent"] == "3 linear meters; 21 boxes"
    assert values["language"] == ["English", "Dutch"]
    assert values["people"] == [
        {
            "name": "Westmere Harbor Office",
            "as_written": "Westmere Harbor Office",
            "role": "Creator",
            "person": False,
        }
    ]
    assert values["access_note"] == "Personnel files are closed for 75 years."
    assert values["rights"] == "Copyright is the town's."
    assert values["repository"] == "Westmere Town Archive"
    assert values["subjects"] == ["Harbors"]
    notes = {note["label"]: note["text"] for note in values["notes"]}
    assert notes["Date (bulk)"] == "bulk 1935-1950"
    assert notes["The office"].startswith("Set up in 1911")
    assert notes["Language"] == "Mostly in English, some letters in Dutch"


def test_what_a_component_says_is_under_the_field_it_is_for(sample: list[Item]) -> None:
    values = drafts(sample)[2].values
    assert values["summary"] == "Offers of three firms, and a quarrel over the silt."
    assert values["people"][0]["role"] == "Addressee"
    assert (values["places"], values["subjects"], values["type"]) == (
        ["Westmere"],
        ["Dredging"],
        "Letters",
    )
    assert values["url"] == "https://archive.example/ho-1-1"
    assert {"label": "Container", "text": "Box 4, Folder 2"} in values["notes"]
    assert values["repository"] == "Westmere Town Archive"


def test_a_component_without_a_title_is_given_one_and_says_so(sample: list[Item]) -> None:
    values = drafts(sample)[3].values
    assert values["title"] == "[Untitled, HO/1/2, file, n.d.]"
    assert values["derived"] == ["title"]
    assert "there is no title" in " ".join(
        item.message for item in sample if isinstance(item, Remark)
    )


def test_what_is_marked_internal_is_not_published(
    sample: list[Item], mapping: RecordMapping
) -> None:
    (held,) = [item for item in sample if isinstance(item, Held)]
    assert (held.mark, held.is_part) == ("audience", False)
    assert "clerk" not in str(sample)
    assert "clerk" in said(drafts(read(SAMPLE, mapping, internal="keep")))


def test_internal_parts_of_a_component_and_what_is_below_one(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    secret = "<odd audience='internal'><p>Ask Smith first</p></odd>"
    hidden = component("Hidden", component("Below")).replace("<c>", "<c audience='internal'>", 1)
    items = read(written(tmp_path, component("Open", secret), hidden), mapping)
    assert [draft.values["title"] for draft in drafts(items)] == ["All of it", "Open"]
    assert [item.is_part for item in items if isinstance(item, Held)] == [True, False, False]
    assert "Smith" not in str(items)
    assert "Below" not in str(items)


def test_no_value_of_the_sample_is_lost(mapping: RecordMapping) -> None:
    assert lost(texts(SAMPLE), read(SAMPLE, mapping, internal="keep")) == []


def test_ids_do_not_depend_on_the_order_of_components(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    parts = [component("Letters", component("1950")), component("Maps", component("1950"))]
    ids = {
        (draft.values["title"], *(above["title"] for above in _above(draft))): draft.own_id
        for draft in drafts(read(written(tmp_path, *parts), mapping))
    }
    turned = {
        (draft.values["title"], *(above["title"] for above in _above(draft))): draft.own_id
        for draft in drafts(read(written(tmp_path, *reversed(parts)), mapping))
    }
    assert ids == turned
    assert len(set(ids.values())) == 5


def test_what_describes_the_whole_after_its_components_is_read(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        component("One"),
        after="<controlaccess><subject>Bridges</subject></controlaccess>",
    )
    assert drafts(read(path, mapping))[0].values["subjects"] == ["Bridges"]


@pytest.mark.parametrize(
    ("dates", "display", "span"),
    [
        ("<unitdate normal='1950/1951'>1950-51</unitdate>", "1950-51", "1950/1951"),
        ("<unitdate normal='19500111'>11 Jan.</unitdate>", "11 Jan.", "1950-01-11"),
        ("<unitdate>August 1949</unitdate>", "August 1949", "1949-08"),
        (
            "<unitdatestructured><daterange><fromdate standarddate='1914'>1914</fromdate>"
            "<todate standarddate='1918'>1918</todate></daterange></unitdatestructured>",
            "1914-1918",
            "1914/1918",
        ),
        (
            "<unitdatestructured><datesingle standarddate='1950-03'>March 1950</datesingle>"
            "</unitdatestructured>",
            "March 1950",
            "1950-03",
        ),
        ("<unitdate normal='1930/1930'>1930</unitdate>", "1930", "1930"),
        (
            "<unitdatestructured><daterange><fromdate standarddate='1914'>1914</fromdate>"
            "</daterange></unitdatestructured>",
            "1914-",
            "1914/..",
        ),
        (
            "<unitdatestructured><dateset><daterange><fromdate standarddate='1950'/><todate "
            "standarddate='1951'/></daterange><datesingle notbefore='1960' notafter='1964'>"
            "early sixties</datesingle></dateset></unitdatestructured>",
            "1950-1951, early sixties",
            "1950/1964",
        ),
        (
            "<unitdate>1904-1905</unitdate><unitdate>1901</unitdate>",
            "1901; 1904-1905",
            "{1901,1904..1905}",
        ),
        (
            "<unitdate>c. 1901</unitdate><unitdate normal='1925-05-12'>12.5.1925</unitdate>",
            "c. 1901; 12.5.1925",
            "{1901~,1925-05-12}",
        ),
        ("<unitdate>1901-1910</unitdate><unitdate>1905</unitdate>", "1901-1910", "1901/1910"),
        (
            '<unitdate datechar="creation">1901</unitdate>'
            '<unitdate datechar="publication">1950</unitdate>',
            "1901",
            "1901",
        ),
    ],
)
def test_dates_of_both_versions(
    mapping: RecordMapping, tmp_path: Path, dates: str, display: str, span: str
) -> None:
    path = written(tmp_path, component("One", extra=dates))
    date = drafts(read(path, mapping))[1].values["date"]
    assert (date["display"], date["edtf"]) == (display, span)


def test_conditions_of_access_hold_for_what_is_inside(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    closed = "<accessrestrict><p>Closed until 2050.</p></accessrestrict>"
    open_ = "<accessrestrict><p>Open.</p></accessrestrict>"
    inside = component("Letter") + component("Map", open_)
    path = written(tmp_path, component("Series", closed + inside), component("Other"))
    said = {draft.values["title"]: draft.values for draft in drafts(read(path, mapping))}
    assert said["Series"]["access_note"] == said["Letter"]["access_note"] == "Closed until 2050."
    assert said["Map"]["access_note"] == "Open."
    assert "access_note" not in said["Other"]


def test_a_name_with_a_subdivision_is_somebody_and_a_subject(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    names = "<persname>Smith, Ann -- Letters</persname><corpname>Quay Company</corpname>"
    path = written(tmp_path, before=f"<controlaccess>{names}</controlaccess>")
    values = drafts(read(path, mapping))[0].values
    assert [(party["name"], party.get("role", "")) for party in values["people"]] == [
        ("Smith, Ann", "Subject"),
        ("Quay Company", ""),
    ]
    assert values["subjects"] == ["Smith, Ann -- Letters"]


def test_a_heading_has_no_final_stop_and_a_place_no_subdivision(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    terms = (
        "<controlaccess><persname>Roe, Ann, 1900-1980.</persname><persname>Poe, John J.</persname>"
        "<geogname>Brig Bay (Mich.)--History.</geogname><geogname>Washington, D.C.</geogname>"
        "<subject>Harbors.</subject><genreform>Photographs.</genreform></controlaccess>"
    )
    items = read(written(tmp_path, component("One", terms, id="a")), mapping)
    values = drafts(items)[1].values
    assert [party["name"] for party in values["people"]] == ["Roe, Ann, 1900-1980", "Poe, John J."]
    assert values["people"][0]["as_written"] == "Roe, Ann, 1900-1980."
    assert values["places"] == ["Brig Bay (Mich.)", "Washington, D.C."]
    assert values["subjects"] == ["Brig Bay (Mich.)--History", "Harbors"]
    assert values["type"] == "Photographs"


def test_ead3_is_read_by_its_own_elements(mapping: RecordMapping, tmp_path: Path) -> None:
    path = tmp_path / "three.xml"
    path.write_text(
        """<ead xmlns="http://ead3.archivists.org/schema/"><control>
        <recordid>three</recordid><filedesc><titlestmt><titleproper>Guide</titleproper></titlestmt>
        </filedesc><maintenancehistory><maintenanceevent><eventdatetime>2024</eventdatetime>
        <agent>Ann</agent></maintenanceevent></maintenancehistory></control>
        <archdesc level="collection"><did><unittitle>Papers of Ann Smith</unittitle>
        <origination><persname relator="http://id.loc.gov/vocabulary/relators/cre">
        <part>Smith, Ann</part><part>1900-1980</part></persname></origination>
        <physdescstructured coverage="whole"><quantity>5</quantity><unittype>boxes</unittype>
        </physdescstructured><langmaterial><language langcode="ger"/></langmaterial>
        <container localtype="box">1</container>
        <daoset><dao daotype="borndigital" href="https://x.example/1"><descriptivenote><p>Front</p>
        </descriptivenote></dao></daoset></did><controlaccess><geogname><part>Bonn</part>
        <geographiccoordinates coordinatesystem="WGS84">50.7, 7.1</geographiccoordinates></geogname>
        </controlaccess></archdesc></ead>""",
        encoding="utf-8",
    )
    items = read(path, mapping)
    (draft,) = drafts(items)
    values = draft.values
    assert draft.own_id == "three"
    assert values["title"] == "Papers of Ann Smith"
    assert values["people"][0]["name"] == "Smith, Ann, 1900-1980"
    assert values["people"][0]["role"] == "Creator"
    assert values["extent"] == "5 boxes"
    assert values["language"] == ["German"]
    assert values["places"] == ["Bonn"]
    assert {"label": "Coordinates", "text": "50.7, 7.1"} in values["notes"]
    assert values["url"] == "https://x.example/1"
    assert lost(texts(path), items) == []


def test_broken_xml_gives_what_stands_before_the_fault(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    path = written(tmp_path, component("One", id="a"), component("Two", id="b"))
    path.write_text(path.read_text().replace("Two</unittitle>", "Two & three</unittitle>"))
    items = read(path, mapping)
    assert [draft.values["title"] for draft in drafts(items)] == ["All of it", "One"]
    (reject,) = [item for item in items if isinstance(item, Reject)]
    assert "broken" in reject.reason
    assert reject.where.line == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<eac-cpf><control/></eac-cpf>", "authority record"),
        ("<OAI-PMH/>", "load it as oai"),
        ("<ead><eadheader/></ead>", "without <archdesc>"),
        ("", "broken"),
        ("no xml at all", "broken"),
    ],
)
def test_what_is_no_finding_aid_is_refused_by_what_it_is(
    mapping: RecordMapping, tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "other.xml"
    path.write_text(text)
    (item,) = read(path, mapping)
    assert isinstance(item, Reject)
    assert reason in item.reason


class TestRealFiles:
    @pytest.mark.parametrize("name", REAL)
    def test_every_component_is_a_record_and_no_value_is_lost(
        self, shared_data: Path, mapping: RecordMapping, name: str
    ) -> None:
        path = shared_data / "formats" / name
        items = read(path, mapping, internal="keep")
        tree = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True))
        components = [
            part
            for part in tree.iter(etree.Element)
            if etree.QName(part).localname in ("archdesc", "c")
            or (
                etree.QName(part).localname[:1] == "c" and etree.QName(part).localname[1:].isdigit()
            )
        ]
        assert len(drafts(items)) == len(components)
        missing = lost(texts(path), items)
        assert [text for text in missing if "1951-196" not in text] == []


def texts(path: Path) -> list[str]:
    tree = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False))
    return [
        text
        for element in tree.iter(etree.Element)
        for text in (element.text, *(child.tail for child in element))
        if text and text.strip()
    ]


def _above(draft: Draft) -> list[Any]:
    return list(draft.values.get("ancestors", []))


@pytest.mark.parametrize(
    ("written", "extent"),
    [
        ("<extent>3 boxes</extent> and <extent>2 reels</extent>", "3 boxes and 2 reels"),
        ("<extent>3</extent> <genreform>photographs</genreform>", "3 photographs"),
        ("<extent>3 boxes</extent><extent>2 reels</extent>", "3 boxes; 2 reels"),
        ("<extent>3 boxes</extent> (<extent>12 files</extent>)", "3 boxes (12 files)"),
        ("Extent: <extent>5 boxes</extent> <extent>2 reels</extent>", "Extent: 5 boxes; 2 reels"),
        ('about <extent unit="boxes">3</extent>, in red', "about 3 boxes, in red"),
        ("<p>3 boxes</p><p>2 reels</p>", "3 boxes; 2 reels"),
    ],
)
def test_an_extent_keeps_the_order_of_its_words(
    tmp_path: Path, mapping: RecordMapping, written: str, extent: str
) -> None:
    assert of_did(tmp_path, mapping, f"<physdesc>{written}</physdesc>")["extent"] == extent


@pytest.mark.parametrize(
    ("written", "edtf", "note"),
    [
        ('<unitdate type="bulk">1901-1905</unitdate>', "1901/1905", ""),
        ('<unitdate type="Bulk" normal="1901/1905">bulk</unitdate>', "1901/1905", ""),
        (
            '<unitdate type="bulk">1901-1905</unitdate><unitdate>1890-1910</unitdate>',
            "1890/1910",
            "1901-1905",
        ),
        (
            '<unitdate type="inclusive">of old</unitdate><unitdate type="bulk">1901</unitdate>',
            "1901",
            "of old",
        ),
    ],
)
def test_bulk_dates_are_the_date_where_no_other_is_read(
    tmp_path: Path, mapping: RecordMapping, written: str, edtf: str, note: str
) -> None:
    values = of_did(tmp_path, mapping, written)
    assert values["date"]["edtf"] == edtf
    assert [item["text"] for item in values.get("notes", [])] == ([note] if note else [])


def of_did(tmp_path: Path, mapping: RecordMapping, did: str) -> dict[str, Any]:
    """Return the record of a finding aid whose `did` has this beside its title."""
    path = tmp_path / "aid.xml"
    path.write_text(
        f"<ead><eadheader><eadid>x</eadid></eadheader><archdesc level='fonds'>"
        f"<did><unittitle>Papers</unittitle>{did}</did></archdesc></ead>",
        encoding="utf-8",
    )
    (draft,) = (
        item for item in FORMAT.read([str(path)], Options(mapping, "x")) if isinstance(item, Draft)
    )
    return dict(draft.values)
