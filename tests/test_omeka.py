"""Omeka S and Classic: files and APIs, compared with a reader of a few lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from json_server import json_server

from index_mappings.json_values import elements, members
from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection
from loaders.commands.guessing import guess
from loaders.drafts.archive_rules import rules_of
from loaders.drafts.draft import Draft, Held, Item, Reject
from loaders.drafts.format import Options
from loaders.omeka.files import Omeka
from loaders.publishing.intake import Intake, Job
from loaders.publishing.ledger import Ledger
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from service.errors import LoadError

SAMPLES = Path(__file__).parents[1] / "samples" / "formats"
WORD = "zorblaxine"
Value = dict[str, Any]


def item(number: int, **more: object) -> Value:
    address = f"https://omeka.example/api/items/{number}"
    return {
        "@id": address,
        "@type": "o:Item",
        "o:id": number,
        "o:is_public": True,
        "o:title": f"Item {number}",
        "dcterms:title": [{"@value": f"Item {number}"}],
        **more,
    }


LINKED = [
    item(1, **{"dcterms:relation": [{"type": "resource", "@id": "https://omeka.example/api/items/2",
                                     "display_title": "Item 2"}],
               "dcterms:subject": [{"@value": "A"}, {"@value": "B"}]}),
    item(2),
]  # fmt: skip


def read(mapping: RecordMapping, *paths: str, **extra: str) -> list[Item]:
    options = Options(mapping, "x", extra, rules=rules_of(extra))
    return list(Omeka(wait=lambda _: None).read(paths, options))


def drafts(items: list[Item]) -> dict[str, Draft]:
    return {one.own_id: one for one in items if isinstance(one, Draft)}


def other_way(values: list[Value]) -> dict[str, Value]:
    """Return what files say, read with nothing of the loader's."""
    found: dict[str, Value] = {}
    titles: dict[int, str] = {}
    for value in values:
        if value.get("o:is_public", value.get("public")) and (
            value.get("@type") == "o:ItemSet" or "items" in value
        ):
            texts = {one["element"]["name"]: one["text"] for one in value.get("element_texts", [])}
            titles[value.get("o:id") or value["id"]] = value.get("o:title") or texts["Title"]
    for value in values:
        if "o:Item" in value.get("@type", "") and value["@type"] != "o:ItemSet":
            if not value["o:is_public"]:
                continue
            found[value["@id"]] = {
                "title": value["o:title"],
                "subjects": [one["@value"] for one in value.get("dcterms:subject", [])],
                "date": next((one["@value"] for one in value.get("dcterms:date", [])), ""),
                "sets": [titles[one["o:id"]] for one in value.get("o:item_set", [])
                         if one["o:id"] in titles],
                "files": [one["o:original_url"] for one in values
                          if one.get("o:item", {}).get("o:id") == value["o:id"]
                          and one["o:is_public"]],
            }  # fmt: skip
        elif "tags" in value and value["public"]:
            texts = {one["element"]["name"]: one["text"] for one in value["element_texts"]}
            found[str(value["id"])] = {
                "title": texts["Title"],
                "subjects": [one["name"] for one in value["tags"]],
                "date": texts.get("Date", ""),
                "sets": [titles[value["collection"]["id"]]],
                "files": [one["file_urls"]["original"] for one in values
                          if one.get("item", {}).get("id") == value["id"]],
            }  # fmt: skip
    return found


@pytest.mark.parametrize(
    "values",
    [
        json.loads((SAMPLES / "omeka-items.json").read_text()),
        json.loads((SAMPLES / "omeka-classic.json").read_text()),
        LINKED,
    ],
)
def test_it_says_the_same_as_another_reader(
    tmp_path: Path, mapping: RecordMapping, values: list[Value]
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(values))
    items = read(mapping, str(path))
    sets = {one.id: one.title for one in items if isinstance(one, Collection)}
    made = {
        id: {
            "title": draft.values["title"],
            "subjects": list(elements(draft.values.get("subjects"))),
            "date": members(draft.values.get("date")).get("display", ""),
            "sets": [sets[str(one)] for one in elements(draft.values.get("collections"))],
            "files": [
                address
                for one in elements(draft.values.get("web_links"))
                if "/files/" in (address := str(members(one)["address"]))
            ],
        }
        for id, draft in drafts(items).items()
    }
    assert made == other_way(values)
    assert guess(str(path)) == "omeka"


HIDDEN = [
    [item(1, **{"o:is_public": False, "o:title": WORD})],
    [item(1, **{"o:is_public": None, "o:title": WORD})],
    [item(1, **{"dcterms:creator": [{"@value": WORD, "is_public": False}]})],
    [
        item(1, **{"o:item_set": [{"o:id": 3}]}),
        {"@type": "o:ItemSet", "o:id": 3, "o:is_public": False, "o:title": WORD},
    ],
    [
        item(1),
        {"@type": "o:Media", "o:id": 9, "o:is_public": False, "o:item": {"o:id": 1},
         "o:title": WORD, "o:original_url": f"https://x.example/{WORD}.jpg"},
    ],
    [
        item(1),
        {"@type": "o:Media", "o:id": 9, "o:is_public": True, "o:item": {"o:id": 1},
         "o:title": "A page", "o:original_url": "https://x.example/a.jpg",
         "extracttext:extracted_text": [{"@value": WORD, "is_public": False}]},
    ],
    [
        item(1, **{"dcterms:relation": [{"@id": "https://omeka.example/api/items/2",
                                         "display_title": WORD}]}),
        item(2, **{"o:is_public": False, "o:title": WORD}),
    ],
]  # fmt: skip


@pytest.mark.parametrize("values", HIDDEN)
def test_what_is_not_public_is_nowhere(
    tmp_path: Path, mapping: RecordMapping, values: list[Value]
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(values))
    items = read(mapping, str(path))
    assert WORD not in repr(items)
    assert any(isinstance(one, Held) for one in items)


def test_a_collection_of_hidden_items_alone_is_not_shown(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "a.json"
    shown = {"@type": "o:ItemSet", "o:id": 3, "o:is_public": True, "o:title": "Cards"}
    path.write_text(
        json.dumps([shown, item(1, **{"o:is_public": False, "o:item_set": [{"o:id": 3}]})])
    )
    assert [type(one) for one in read(mapping, str(path))] == [Held]


def test_the_words_of_media_are_the_text_of_their_item(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "a.json"
    medium = {"@type": "o:Media", "o:id": 9, "o:is_public": True, "o:item": {"o:id": 1},
              "extracttext:extracted_text": [{"@value": "Dear harbour master"}]}  # fmt: skip
    path.write_text(json.dumps([item(1), medium]))
    (made,) = drafts(read(mapping, str(path))).values()
    assert made.values["text"] == "Dear harbour master"


def test_the_archives_rules_hold_too(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([item(1, **{"dcterms:creator": [{"@value": WORD}]})]))
    assert WORD not in repr(read(mapping, str(path), drop="dcterms:creator"))
    held = read(mapping, str(path), hold="o:title=Item 1")
    assert not drafts(held)


def served(lists: dict[str, list[Value]], size: int = 2) -> Any:
    def answer(path: str, arguments: dict[str, str]) -> object:
        values = lists.get(path.rpartition("/")[2])
        page = int(arguments["page"])
        return None if values is None else values[(page - 1) * size : page * size]

    return answer


@pytest.mark.parametrize("suffix", ["/api", "/api/", "/api/items?item_set_id=3"])
def test_an_api_of_omeka_s_is_read_to_its_end(mapping: RecordMapping, suffix: str) -> None:
    sets = [{"@type": "o:ItemSet", "o:id": 3, "o:is_public": True, "o:title": "Cards"}]
    items = [item(number, **{"o:item_set": [{"o:id": 3}]}) for number in range(5)]
    with json_server(served({"items": items, "item_sets": sets})) as (address, asked):
        assert guess(f"{address}{suffix}") == "omeka"
        found = read(mapping, f"{address}{suffix}")
    assert len(drafts(found)) == 5
    assert [one.title for one in found if isinstance(one, Collection)] == ["Cards"]
    assert "media" in repr(found), "what could not be read is told"
    assert any("page=4" in path for path in asked)


def test_an_api_of_omeka_classic_is_read_too(mapping: RecordMapping) -> None:
    values = json.loads((SAMPLES / "omeka-classic.json").read_text())
    lists = {"collections": values[:1], "files": [values[2]], "items": [values[1], values[3]]}
    with json_server(served(lists)) as (address, _):
        found = read(mapping, f"{address}/api")
    (made,) = drafts(found).values()
    assert made.values["url"] == "https://classic.example.org/items/show/4"


@pytest.mark.parametrize(
    "answer",
    [
        lambda *_: None,
        lambda *_: {"errors": "no"},
        lambda *_: [{"id": 1}],
        lambda *_: [item(1)],  # for ever
    ],
)
def test_half_a_harvest_is_none(mapping: RecordMapping, answer: Any) -> None:
    with json_server(answer) as (address, _), pytest.raises(LoadError):
        read(mapping, f"{address}/api")


def test_other_objects_and_bombs_are_rejected(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"title": "A"}]))
    assert [type(one) for one in read(mapping, str(path))] == [Reject]
    path.write_text('[{"o:id": 1, "dcterms:title": ' + "[" * 500 + "]" * 500 + "}]")
    assert not drafts(read(mapping, str(path)))


@pytest.mark.parametrize(
    "hidden",
    [
        {"o:is_public": False},
        {"o-access:level": "forbidden"},
        {"dcterms:accessRights": [{"type": "literal", "@value": "Closed until 2999"}]},
    ],
)
def test_nothing_of_a_hidden_item_stands_in_what_leads_to_it(
    tmp_path: Path, mapping: RecordMapping, hidden: dict[str, object]
) -> None:
    address = "https://omeka.example/api/items/2"
    link = {"type": "resource", "@id": address, "display_title": WORD}
    bare = {"type": "resource", "value_resource_id": 2, "display_title": WORD}
    annotated = {"@value": "A", "@annotation": {"dcterms:source": [link]}}
    value = [
        item(
            1,
            **{
                "dcterms:relation": [link, bare],
                "dcterms:isPartOf": link,
                "dcterms:creator": [annotated],
                "o:lock": {"by": WORD},
                "o-module-collecting:item": {"name": WORD},
            },
        ),
        item(2, **hidden, **{"o:title": WORD}),
    ]
    path = tmp_path / "o.json"
    path.write_text(json.dumps(value))
    first = next(iter(drafts(read(mapping, str(path))).values()))
    assert WORD not in repr(first)


@pytest.mark.parametrize("level", ["forbidden", "reserved", "protected"])
def test_what_the_module_access_keeps_back_is_not_shown(
    tmp_path: Path, mapping: RecordMapping, level: str
) -> None:
    path = tmp_path / "o.json"
    given = item(1, **{"o-access:level": level})
    path.write_text(json.dumps([given]))
    report = Report(("x",), mapping.name)
    with Ledger() as ledger:
        intake = Intake(mapping, ledger, Rejects(report, None), report)
        intake.read([Job("x", Omeka(), (str(path),))], lambda items, _: items)
        kept = [entry.values for entry in ledger.entries("")]
    assert [one["access"] for one in kept] == ([] if level == "forbidden" else ["restricted"])
