"""The format `dc`: simple and qualified, whatever a portal wraps around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from nothing_lost import lost

from index_mappings.mapping import RecordMapping
from loaders.drafts import terms
from loaders.drafts.draft import Draft, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.dublin_core import FORMAT

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "dublin-core.xml"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def read(path: Path, mapping: RecordMapping) -> list[Item]:
    return list(FORMAT.read([str(path)], Options(mapping, "town")))


def drafts(items: list[Item]) -> list[Draft]:
    return [item for item in items if isinstance(item, Draft)]


def texts(path: Path) -> list[str]:
    tree = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False))
    found = (part.text or "" for part in tree.iter(etree.Element))
    return [text for text in found if text.strip() and not terms.language(text)]


def test_simple_dublin_core(mapping: RecordMapping) -> None:
    values = drafts(read(SAMPLE, mapping))[0].values
    assert values["title"] == "View of the quay from the north"
    assert (values["date"]["display"], values["date"]["edtf"]) == ("1921-05", "1921-05")
    assert [(party["name"], party["role"]) for party in values["people"]] == [
        ("Aldous, Mary", "Creator"),
        ("Verhoeven, Jan", "Contributor"),
    ]
    assert values["subjects"] == ["Harbors", "Ships"]
    assert values["summary"] == "Three steamers and the old crane."
    assert values["type"] == "Image"
    assert (values["reference"], values["url"]) == ("PH 112", "https://archive.example/ph-112")
    assert values["language"] == ["English"]
    assert values["places"] == ["Westmere"]
    assert values["rights"] == "Copyright is the town's."
    notes = [(note["label"], note["text"]) for note in values["notes"]]
    assert notes == [
        ("Other title", "Quay, north side"),
        ("Publisher", "Westmere Town Archive"),
        ("Format", "image/jpeg"),
        ("Source", "Album 4"),
        ("Relation", "Harbor Office photographs"),
        ("Period", "1921"),
    ]


def test_qualified_dublin_core(mapping: RecordMapping) -> None:
    values = drafts(read(SAMPLE, mapping))[1].values
    assert values["date"]["display"] == "circa 1936"
    assert values["extent"] == "1 sheet"
    assert values["places"] == ["Westmere"]
    assert values["access_note"] == "Reading room only"
    notes = [(note["label"], note["text"]) for note in values["notes"]]
    assert notes == [("Issued", "2024"), ("Part of", "Harbor Office records")]


def test_no_value_of_the_sample_is_lost(mapping: RecordMapping) -> None:
    assert lost(texts(SAMPLE), read(SAMPLE, mapping)) == []


HUB = """<Aggregation xmlns:rdf="r"><wasDerivedFrom><Collection><title>All the harbor</title>
    <publisher rdf:resource="https://hub.example/us"/></Collection></wasDerivedFrom><SourceResource>
    <subject>Cranes</subject><title>The crane</title><type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/>
    <date><TimeSpan><begin>1903</begin><end>1906</end></TimeSpan></date>
    <identifier>https://archive.example/file.jpg</identifier></SourceResource>
    <isShownAt rdf:resource="https://archive.example/crane"/></Aggregation>"""


def test_the_item_is_read_and_not_the_collection_a_hub_names_beside_it(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    path = tmp_path / "hub.xml"
    path.write_text(HUB)
    (draft,) = drafts(read(path, mapping))
    values = draft.values
    assert (values["title"], values["subjects"]) == ("The crane", ["Cranes"])
    assert (values["date"]["display"], values["date"]["edtf"]) == ("1903-1906", "1903/1906")
    assert values["type"] == "Still Image"
    assert {"label": "Title", "text": "All the harbor"} in values["notes"]
    assert {"label": "Publisher", "text": "https://hub.example/us"} in values["notes"]


def test_the_page_of_an_item_is_its_link_before_other_addresses(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    path = tmp_path / "links.xml"
    path.write_text(
        f"<record {DC}><dc:title>A</dc:title><dc:identifier>https://a.example/1.jpg</dc:identifier>"
        "<isShownAt>https://a.example/1</isShownAt></record>"
    )
    (draft,) = drafts(read(path, mapping))
    assert draft.values["url"] == "https://a.example/1"
    assert {"label": "Identifier", "text": "https://a.example/1.jpg"} in draft.values["notes"]


def test_a_prefix_that_is_never_declared_does_not_matter(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    path = tmp_path / "cut.xml"
    path.write_text("<record><dc:title>One</dc:title><dc:date>1950</dc:date></record>")
    (draft,) = drafts(read(path, mapping))
    assert (draft.values["title"], draft.values["date"]["edtf"]) == ("One", "1950")


def test_a_link_that_would_run_is_no_link(mapping: RecordMapping, tmp_path: Path) -> None:
    path = tmp_path / "bad.xml"
    path.write_text(
        f"<dc {DC}><dc:title>A</dc:title><dc:identifier>javascript:alert(1)</dc:identifier></dc>"
    )
    (draft,) = drafts(read(path, mapping))
    assert "url" not in draft.values


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<records/>", "no Dublin Core record"),
        ("<dc/>", "empty"),
        ("<record><shoe>left</shoe></record>", "none of its elements"),
        ("<record><header/><metadata/></record>", "load it as oai"),
        ("<record><leader/><datafield/></record>", "load it as marc"),
        ("<eac-cpf><control/></eac-cpf>", "authority record"),
    ],
)
def test_what_is_no_dublin_core_is_refused(
    mapping: RecordMapping, tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "other.xml"
    path.write_text(text)
    items = read(path, mapping)
    assert drafts(items) == []
    assert reason in " ".join(item.reason for item in items if isinstance(item, Reject))


class TestRealFiles:
    @pytest.mark.parametrize(
        "name",
        [
            "virginias", "vt", "orbis-cascade", "standardebooks", "feedbooks", "unglueit",
            "getty", "mwdl", "nara", "si",
        ],
    )  # fmt: skip
    def test_no_value_is_lost(self, shared_data: Path, mapping: RecordMapping, name: str) -> None:
        path = shared_data / "formats" / "dpla_ingestion3" / f"{name}.xml"
        items = read(path, mapping)
        assert len(drafts(items)) == 1
        assert lost(texts(path), items) == []


def test_attributes_that_no_field_takes_are_told_once(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    path = tmp_path / "some.xml"
    one = (
        f"<record {DC} id='{{0}}'><dc:title xml:lang='en'>A {{0}}</dc:title>"
        "<dc:relation resource='https://archive.example/{0}'/><dc:date scheme='W3CDTF'>1921"
        "</dc:date></record>"
    )
    path.write_text(f"<records>{''.join(map(one.format, 'abc'))}</records>")
    items = read(path, mapping)
    assert [draft.own_id for draft in drafts(items)] == ["a", "b", "c"]
    (remark,) = (item for item in items if isinstance(item, Remark))
    assert remark.message.endswith("attributes: lang; scheme")
