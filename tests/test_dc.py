"""The format `dc`: simple and qualified, whatever a portal wraps around it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from nothing_lost import lost

from index_mappings.mapping import Mapping
from loaders.dublin_core import FORMAT
from loaders.source import Draft, Item, Options, Reject
from loaders.xml import terms

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "dublin-core.xml"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def read(path: Path, mapping: Mapping) -> list[Item]:
    return list(FORMAT.read([str(path)], Options(mapping, "town")))


def drafts(items: list[Item]) -> list[Draft]:
    return [item for item in items if isinstance(item, Draft)]


def texts(path: Path) -> list[str]:
    tree = etree.parse(path, etree.XMLParser(recover=True, resolve_entities=False))
    found = (part.text or "" for part in tree.iter(etree.Element))
    return [text for text in found if text.strip() and not terms.language(text)]


def test_simple_dublin_core(mapping: Mapping) -> None:
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


def test_qualified_dublin_core(mapping: Mapping) -> None:
    values = drafts(read(SAMPLE, mapping))[1].values
    assert values["date"]["display"] == "circa 1936"
    assert values["extent"] == "1 sheet"
    assert values["places"] == ["Westmere"]
    assert values["access_note"] == "Reading room only"
    notes = [(note["label"], note["text"]) for note in values["notes"]]
    assert notes == [("Issued", "2024"), ("Part of", "Harbor Office records")]


def test_no_value_of_the_sample_is_lost(mapping: Mapping) -> None:
    assert lost(texts(SAMPLE), read(SAMPLE, mapping)) == []


def test_a_prefix_that_is_never_declared_does_not_matter(mapping: Mapping, tmp_path: Path) -> None:
    path = tmp_path / "cut.xml"
    path.write_text("<record><dc:title>One</dc:title><dc:date>1950</dc:date></record>")
    (draft,) = drafts(read(path, mapping))
    assert (draft.values["title"], draft.values["date"]["edtf"]) == ("One", "1950")


def test_a_link_that_would_run_is_no_link(mapping: Mapping, tmp_path: Path) -> None:
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
    mapping: Mapping, tmp_path: Path, text: str, reason: str
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
    def test_no_value_is_lost(self, shared_data: Path, mapping: Mapping, name: str) -> None:
        path = shared_data / "formats" / "dpla_ingestion3" / f"{name}.xml"
        items = read(path, mapping)
        assert len(drafts(items)) == 1
        assert lost(texts(path), items) == []

    @pytest.mark.parametrize("name", ["virginias", "orbis-cascade", "vt"])
    def test_one_record_field_by_field(
        self, shared_data: Path, mapping: Mapping, name: str
    ) -> None:
        path = shared_data / "formats" / "dpla_ingestion3" / f"{name}.xml"
        (draft,) = drafts(read(path, mapping))
        tree = etree.parse(path, etree.XMLParser(recover=True))

        title = next(
            part
            for part in tree.iter(etree.Element)
            if str(part.tag).endswith(("}title", ":title"))
        )

        def of(*names: str) -> list[str]:
            return [
                " ".join((part.text or "").split())
                for part in title.getparent()
                if re.split("[}:]", str(part.tag))[-1] in names and (part.text or "").strip()
            ]

        values = draft.values
        assert values["title"] == of("title")[0]
        for party in values.get("people", []):
            assert any(party["name"] in text for text in of("creator", "contributor"))
        names = {name for text in of("creator", "contributor") for name in text.split("; ")}
        assert lost(names, [draft]) == []
        described = of("description", "abstract")
        assert " ".join(values.get("summary", "").split()) == " ".join(described)
        dates = of("created", "date")
        assert values.get("date", {}).get("display", "") == (dates[0] if dates else "")
