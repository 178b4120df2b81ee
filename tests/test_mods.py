"""The format `mods`: titles, names and dates of many parts, and nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from nothing_lost import lost

from index_mappings.mapping import Mapping
from loaders.mods import FORMAT
from loaders.source import Draft, Item, Options, Reject
from loaders.xml import terms

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "mods.xml"


def read(path: Path, mapping: Mapping) -> list[Item]:
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
def values(mapping: Mapping, tmp_path: Path):
    def values_of(inside: str) -> dict[str, Any]:
        path = tmp_path / "one.xml"
        path.write_text(f'<mods xmlns="http://www.loc.gov/mods/v3">{inside}</mods>')
        (draft,) = drafts(read(path, mapping))
        return dict(draft.values)

    return values_of


def test_what_a_record_says_is_under_the_field_it_is_for(mapping: Mapping) -> None:
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


def test_no_value_of_the_sample_is_lost(mapping: Mapping) -> None:
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


def test_what_is_no_mods_is_refused(mapping: Mapping, tmp_path: Path) -> None:
    path = tmp_path / "other.xml"
    path.write_text("<ead/>")
    (item,) = read(path, mapping)
    assert isinstance(item, Reject)
    assert "load it as ead" in item.reason


class TestRealFiles:
    @pytest.mark.parametrize("name", ["nypl.xml", "ct.xml", "bhl.xml"])
    def test_no_value_is_lost(self, shared_data: Path, mapping: Mapping, name: str) -> None:
        path = shared_data / "formats" / "dpla_ingestion3" / name
        items = read(path, mapping)
        records = list(etree.parse(path).iter("{http://www.loc.gov/mods/v3}mods"))
        assert len(drafts(items)) == len(records)
        if name != "bhl.xml":  # that one stands in an OAI-PMH record, which has more
            assert lost(texts(path), items) == []

    def test_one_record_field_by_field(self, shared_data: Path, mapping: Mapping) -> None:
        path = shared_data / "formats" / "dpla_ingestion3" / "nypl.xml"
        (draft,) = drafts(read(path, mapping))
        tree = etree.parse(path)

        def of(names: str) -> list[str]:
            found = tree.iterfind("/".join(f"{{*}}{name}" for name in names.split("/")))
            return [" ".join("".join(part.itertext()).split()) for part in found]

        values = draft.values
        assert values["title"] == of("titleInfo/title")[0]
        assert [values["type"], *values["subjects"][:1]] == of("genre")
        assert [party["name"] for party in values["people"] if party["role"] != "Subject"] == (
            of("name/namePart")
        )
        assert values["repository"] == of("location/physicalLocation")[0]
        assert values["subjects"][1:] == [text for text in of("subject")]  # noqa: C416
