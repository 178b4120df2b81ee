"""JSON-LD, as Omeka S writes it: values are values, and titles are those that the source shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Held, Item
from loaders.drafts.format import Options
from loaders.json_files.json_lines import JsonFile

ITEM: dict[str, Any] = {
    "@context": "https://omeka.example/api-context",
    "@type": ["o:Item", "dctype:StillImage"],
    "o:id": 12,
    "o:is_public": True,
    "o:owner": {"@id": "https://omeka.example/api/users/1", "o:id": 1},
    "o:title": "A mill",
    "dcterms:title": [
        {"type": "literal", "property_id": 1, "@value": "A mill", "@language": "en"},
        {"type": "literal", "property_id": 1, "@value": "Ein Werk", "@language": "de"},
    ],
    "dcterms:creator": [
        {"type": "uri", "@id": "https://names.example/1", "o:label": "Roe, Jane"},
        {"type": "resource", "@id": "https://omeka.example/api/items/3", "display_title": "Doe"},
        {"type": "literal", "is_public": False, "@value": "Secret Donor"},
    ],
    "dcterms:date": [{"@value": "1901/1905", "@type": "xsd:date"}],
    "dcterms:subject": [{"@list": [{"@value": "Mills"}, {"@value": "Flour"}]}],
    "dcterms:description": [{"@value": "It stood by the quay."}],
}


def read(tmp_path: Path, mapping: RecordMapping, value: object) -> list[Item]:
    path = tmp_path / "items.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return list(JsonFile().read([str(path)], Options(mapping, "items")))


def draft(items: list[Item]) -> Draft:
    (found,) = (item for item in items if isinstance(item, Draft))
    return found


def test_an_item_of_omeka_says_what_its_page_does(tmp_path: Path, mapping: RecordMapping) -> None:
    items = read(tmp_path, mapping, [ITEM])
    found = draft(items)
    values = found.values
    assert found.own_id == "12"
    assert values["title"] == "A mill"
    assert values["titles"] == [{"text": "Ein Werk", "language": "de"}]
    assert values["type"] == "StillImage"
    assert [party["name"] for party in values["people"]] == ["Roe, Jane", "Doe"]  # type: ignore[union-attr,index,call-overload]
    assert values["date"]["edtf"] == "1901/1905"  # type: ignore[index,call-overload]
    assert values["subjects"] == ["Mills", "Flour"]
    assert values["summary"] == "It stood by the quay."
    assert {"address": "https://names.example/1", "label": "Roe, Jane"} in values["web_links"]  # type: ignore[operator]
    assert "notes" not in values
    assert "Secret Donor" not in str(items)
    assert [item.mark for item in items if isinstance(item, Held)] == ["is_public"]


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ({"o:id": 9, "o:title": None, "dcterms:title": [{"@value": "Only here"}]}, "Only here"),
        ({"o:title": "A bridge", "dcterms:title": [{"@value": "A bridge"}]}, "A bridge"),
        ({"dc:title": {"@value": "A lamp", "@language": "en"}}, "A lamp"),
        ({"http://purl.org/dc/terms/title": [{"@value": "B"}], "@id": "b"}, "B"),
        ({"@context": "https://schema.org", "name": {"@value": "A quay"}}, "A quay"),
    ],
)
def test_a_title_is_a_text(
    tmp_path: Path, mapping: RecordMapping, value: object, title: str
) -> None:
    found = draft(read(tmp_path, mapping, [value]))
    assert found.values["title"] == title
    assert "@value" not in str(found.values) and "titles" not in found.values


@pytest.mark.parametrize("said", [False, None, "perhaps"])
def test_an_item_that_is_not_public_is_held_back(
    tmp_path: Path, mapping: RecordMapping, said: object
) -> None:
    items = read(tmp_path, mapping, [{**ITEM, "o:is_public": said}])
    assert [type(item) for item in items] == [Held]


def test_other_objects_stay_as_they_are(tmp_path: Path, mapping: RecordMapping) -> None:
    plain = draft(read(tmp_path, mapping, [{"title": "A", "creator": {"name": "Roe", "id": "7"}}]))
    assert [party["name"] for party in plain.values["people"]] == ["Roe"]  # type: ignore[union-attr,index,call-overload]


def test_texts_of_omeka_classic_are_values(tmp_path: Path, mapping: RecordMapping) -> None:
    def said(element: str, words: str, **more: object) -> dict[str, object]:
        return {"html": False, "text": words, "element": {"name": element}, **more}

    item = {
        "id": 4,
        "public": True,
        "item_type": {"name": "Still Image"},
        "element_texts": [
            said("Title", "A bridge"),
            said("Creator", "Roe, Jane"),
            said("Subject", "Bridges"),
            said("Subject", "Quays"),
            said("Contributor", "Secret Donor", is_public=False),
        ],
    }
    items = read(tmp_path, mapping, [item])
    values = draft(items).values
    assert (values["title"], values["type"]) == ("A bridge", "Still Image")
    assert values["subjects"] == ["Bridges", "Quays"]
    assert "notes" not in values and "Secret" not in str(items)
    assert [type(one) for one in read(tmp_path, mapping, [{**item, "public": False}])] == [Held]
