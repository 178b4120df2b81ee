"""The format `mods`: titles, names and dates of many parts, and nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from nothing_lost import lost

from index_mappings.mapping import RecordMapping, load
from loaders.drafts import terms
from loaders.drafts.draft import Draft, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.mods import FORMAT

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "mods.xml"


def read(path: Path, mapping: RecordMapping) -> list[Item]:
    return list(FORMAT.read([str(path)], Options(mapping, "town")))


def drafts(items: list[Item]) -> list[Draft]:
    return [item for item in items if isinstance(item, Draft)]


def texts(path: Path) -> list[str]:
    tree = etree.parse(path)
    return [
        text
        for part in tree.iter(etree.Element)
        if part.get("type") != "code" and (text := (part.text or "").strip())
    ]


@pytest.fixture
def values(mapping: RecordMapping, tmp_path: Path):
    def values_of(inside: str) -> dict[str, Any]:
        path = tmp_path / "one.xml"
        path.write_text(f'<mods xmlns="http://www.loc.gov/mods/v3">{inside}</mods>')
        (draft,) = drafts(read(path, mapping))
        return dict(draft.values)

    return values_of


def test_what_a_record_says_is_under_the_field_it_is_for(mapping: RecordMapping) -> None:
    draft = drafts(read(SAMPLE, mapping))[0]
    values = draft.values
    assert draft.own_id == "ho-1-1"
    assert values["title"] == "The Dredging papers : letters and offers"
    assert (values["date"]["display"], values["date"]["edtf"]) == ("1935-1937", "1935/1937")
    assert values["people"][0] == {
        "name": "Verhoeven, Jan, 1880-1951",
        "as_written": "Verhoeven, Jan, 1880-1951",
        "role": "Author",
    }
    assert values["people"][1]["role"] == "Addressee"
    assert values["people"][1]["person"] is False
    assert values["type"] == "Letters"
    assert values["language"] == ["Dutch"]
    assert values["extent"] == "42 letters"
    assert values["summary"].startswith("Offers of three firms")
    assert values["places"] == ["Westmere", "North Sea"]
    assert values["subjects"] == ["Dredging -- Westmere", "Aldous, Mary"]
    assert values["reference"] == "HO/1/1"
    assert values["url"] == "https://archive.example/ho-1-1"
    assert values["repository"] == "Westmere Town Archive"
    assert values["access_note"] == "Copies only."
    assert values["rights"] == "Free to use (https://rights.example/free)"


def test_no_value_of_the_sample_is_lost(mapping: RecordMapping) -> None:
    items = read(SAMPLE, mapping)
    missing = [text for text in lost(texts(SAMPLE), items) if not terms.language(text)]
    assert missing == []


@pytest.mark.parametrize(
    ("dates", "display", "edtf"),
    [
        ("<dateCreated>May 1921</dateCreated>", "May 1921", "1921-05"),
        ("<dateIssued>2024</dateIssued><dateCreated>1936</dateCreated>", "1936", "1936"),
        ("<dateCreated qualifier='approximate'>1936</dateCreated>", "circa 1936", "1936~"),
        ("<dateCreated qualifier='questionable'>1936</dateCreated>", "1936?", "1936?"),
        (
            "<dateCreated encoding='w3cdtf'>1936-05</dateCreated><dateCreated>in spring or so"
            "</dateCreated>",
            "in spring or so",
            "1936-05",
        ),
        (
            "<dateIssued point='start'>1914</dateIssued><dateIssued point='end'>1918</dateIssued>",
            "1914-1918",
            "1914/1918",
        ),
        (
            "<dateIssued>1900-1922</dateIssued><dateOther keyDate='yes'>1902</dateOther>",
            "1902",
            "1902",
        ),
    ],
)
def test_dates(values, dates: str, display: str, edtf: str) -> None:
    date = values(f"<originInfo>{dates}</originInfo>")["date"]
    assert (date["display"], date["edtf"]) == (display, edtf)


def test_names_without_capitals_and_text_out_of_order_are_read(values) -> None:
    made = values(
        "<titleinfo><title>Letters</title></titleinfo><relatedItem type='host'>Papers</relatedItem>"
    )
    assert made["title"] == "Letters"
    assert {"label": "Part of", "text": "Papers"} in made["notes"]


@pytest.mark.parametrize(
    ("name", "read_as"),
    [
        (
            "<namePart type='date'>1880-1951</namePart><namePart type='given'>Jan</namePart>"
            "<namePart type='family'>Verhoeven</namePart>",
            "Verhoeven, Jan, 1880-1951",
        ),
        (
            "<namePart>Verhoeven, Jan,</namePart><namePart type='date'>1880-1951</namePart>"
            "<namePart type='affiliation'>Quay Company</namePart>",
            "Verhoeven, Jan, 1880-1951",
        ),
        ("<namePart>Westmere.</namePart><namePart>Harbor Office</namePart>", None),
    ],
)
def test_names_of_several_parts(values, name: str, read_as: str | None) -> None:
    kind = "personal" if read_as else "corporate"
    made = values(f"<titleInfo><title>A</title></titleInfo><name type='{kind}'>{name}</name>")
    assert made["people"][0]["name"] == (read_as or "Westmere. Harbor Office")
    told = [note["text"] for note in made.get("notes", [])]
    assert told == (["Verhoeven, Jan, 1880-1951: Quay Company"] if "Quay" in name else [])


def test_a_keeper_is_named_and_no_box_or_code(values) -> None:
    box = "<location><physicalLocation type='container'>7</physicalLocation></location>"
    code = "<location><physicalLocation authority='marcorg'>NN</physicalLocation></location>"
    host = "<relatedItem type='host'><titleInfo><title>Papers</title></titleInfo>{}</relatedItem>"
    named = "<location><physicalLocation>Town Archive</physicalLocation></location>"
    assert values(box + code + named)["repository"] == "Town Archive"
    assert values(box + code + host.format(named))["repository"] == "Town Archive"
    assert values(box + code)["repository"] == "NN"
    assert "repository" not in values(box)
    assert {"label": "Container", "text": "7"} in values(box)["notes"]


HOST = "<relatedItem type='host'><titleInfo><title>{}</title></titleInfo>{}</relatedItem>"


def test_a_record_is_under_its_host_and_what_that_is_part_of(values) -> None:
    made = values(HOST.format("Letters", HOST.format("All papers", "")))
    assert made["ancestors"] == [
        {"id": "All papers", "title": "All papers"},
        {"id": "Letters", "title": "Letters"},
    ]
    assert "notes" not in made


def test_what_a_host_says_beside_its_title_is_a_note(values) -> None:
    about = (
        "<identifier>HO/1</identifier><recordInfo><recordIdentifier>ho-1</recordIdentifier>"
        "</recordInfo><note>Two boxes.</note>"
    )
    made = values(HOST.format("Letters", about))
    assert made["ancestors"] == [{"id": "ho-1", "title": "Letters"}]
    (note,) = made["notes"]
    assert (note["label"], note["text"]) == ("Part of", "Letters; HO/1; ho-1; Two boxes.")


def test_a_record_has_one_line_of_ancestors(values, tmp_path: Path) -> None:
    two = HOST.format("Letters", "<identifier>HO/1</identifier>") + HOST.format("On loan", "")
    made = values(two)
    assert made["ancestors"] == [{"id": "HO/1", "title": "Letters"}]
    assert [note["text"] for note in made["notes"]] == ["Letters; HO/1", "On loan"]
    path = tmp_path / "art.xml"
    path.write_text(f'<mods xmlns="http://www.loc.gov/mods/v3">{HOST.format("Prints", "")}</mods>')
    (draft,) = drafts(read(path, load("artworks")))
    assert "ancestors" not in draft.values  # that mapping knows none
    assert {"label": "Part of", "text": "Prints"} in draft.values["notes"]


def test_numbers_of_the_whole_world_are_no_shelf_marks(values) -> None:
    made = values(
        "<identifier type='doi'>10.1/x</identifier><identifier type='local'>HO/1</identifier>"
        "<identifier type='accession number'>1950-4</identifier>"
        "<identifier type='local' invalid='yes'>HO/0</identifier>"
    )
    assert made["reference"] == "HO/1; 1950-4"
    assert [(note["label"], note["text"]) for note in made["notes"]] == [
        ("Identifier (doi)", "10.1/x"),
        ("Identifier (accession number)", "1950-4"),
        ("Identifier (local)", "HO/0"),
    ]


def test_subjects_with_authorities_of_their_own_are_apart(values) -> None:
    topics = "<topic{0}>Rivers</topic><topic{0}>Silt</topic><geographic{0}>Westmere</geographic>"
    known = topics.format(" valueURI='https://terms.example/1'")
    made = values(f"<subject>{known}</subject>")
    assert (made["subjects"], made["places"]) == (["Rivers", "Silt"], ["Westmere"])
    made = values(f"<subject authority='lcsh'>{topics.format('')}</subject>")
    assert (made["subjects"], made["places"]) == (["Rivers -- Silt -- Westmere"], ["Westmere"])


def test_a_place_is_read_from_large_to_small(values) -> None:
    parts = "<city>Bonn</city><country>Germany</country><continent>Europe</continent>"
    place = f"<subject><hierarchicalGeographic>{parts}</hierarchicalGeographic></subject>"
    assert values(place)["places"] == ["Europe -- Germany -- Bonn"]


def test_what_is_no_mods_is_refused(mapping: RecordMapping, tmp_path: Path) -> None:
    path = tmp_path / "other.xml"
    path.write_text("<ead/>")
    (item,) = read(path, mapping)
    assert isinstance(item, Reject)
    assert "load it as ead" in item.reason


class TestRealFiles:
    @pytest.mark.parametrize("name", ["nypl.xml", "ct.xml", "bhl.xml"])
    def test_no_value_is_lost(self, shared_data: Path, mapping: RecordMapping, name: str) -> None:
        path = shared_data / "formats" / "dpla_ingestion3" / name
        items = read(path, mapping)
        records = list(etree.parse(path).iter("{http://www.loc.gov/mods/v3}mods"))
        assert len(drafts(items)) == len(records)
        if name != "bhl.xml":  # that one stands in an OAI-PMH record, which has more
            assert lost(texts(path), items) == []


def test_attributes_that_no_field_takes_are_told_once(
    mapping: RecordMapping, tmp_path: Path
) -> None:
    path = tmp_path / "some.xml"
    one = (
        "<mods xmlns:xlink='http://www.w3.org/1999/xlink' version='3.7' ID='m{0}'><titleInfo "
        "usage='primary' lang='eng'><title>A {0}</title></titleInfo><subject authority='lcsh' "
        "valueURI='https://terms.example/{0}' authorityURI=''><topic>Rivers</topic></subject>"
        "<accessCondition xlink:href='https://rights.example/'>Free</accessCondition></mods>"
    )
    text = "".join(map(one.format, range(3)))
    path.write_text(f'<modsCollection xmlns="http://www.loc.gov/mods/v3">{text}</modsCollection>')
    items = read(path, mapping)
    assert len(drafts(items)) == 3
    (remark,) = (item for item in items if isinstance(item, Remark))
    assert str(remark.where) == str(path)
    assert remark.message.endswith("attributes: authority; lang; valueURI")


def test_nothing_is_told_of_attributes_that_are_shown(mapping: RecordMapping) -> None:
    told = [item.message for item in read(SAMPLE, mapping) if isinstance(item, Remark)]
    (attributes,) = (message for message in told if "attributes" in message)
    assert attributes.endswith("attributes: authority")  # and neither type nor point nor href
