"""The formats `jsonl` and `json`: our own form back again, plain values, and what is no record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from catalogue import RECORDS

from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection, Record
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.json_files.json_lines import JSON_FILE, JSON_LINES
from service.errors import LoadError


@pytest.fixture
def read(tmp_path: Path, mapping: RecordMapping):
    def read_lines(*lines: Any) -> list[Item]:
        path = tmp_path / "dump.jsonl"
        texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
        path.write_text("\n".join(texts), encoding="utf-8", errors="surrogatepass")
        return list(JSON_LINES.read([str(path)], Options(mapping, "dump")))

    return read_lines


def only(items: list[Item], kind: type) -> list[Any]:
    return [item for item in items if isinstance(item, kind)]


def test_records_in_our_own_form_come_back_as_they_were(read, mapping: RecordMapping) -> None:
    items = read(*(record.to_json() for record in RECORDS))
    assert only(items, Reject) == []
    drafts = only(items, Draft)
    assert [draft.own_id for draft in drafts] == [record.id for record in RECORDS]
    for draft, record in zip(drafts, RECORDS, strict=True):
        expected = {n: v for n, v in record.values.items() if n not in ("source", "position")}
        if not record.text("title"):
            expected["title"] = draft.values["title"]
        assert dict(mapping.ordered(Record("", draft.values)).values) == dict(
            mapping.ordered(Record("", expected)).values
        )


def test_plain_values_are_made_what_the_field_holds(read) -> None:
    (draft,) = only(
        read(
            {
                "id": 12,
                "title": "Letter, Smith to Jones",
                "summary": ["One.", "Two."],
                "date": "August 1949",
                "sender": "Smith",
                "recipient": ["Jones", {"name": "Brown", "role": "Consul"}],
                "subjects": "harbors",
                "number": 7,
                "language": [],
                "notes": {"Ink": "blue"},
            }
        ),
        Draft,
    )
    values = draft.values
    assert draft.own_id == "12"
    assert values["title"] == "Letter, Smith to Jones"
    assert values["summary"] == "One.\n\nTwo."
    assert (values["date"]["display"], values["date"]["precision"]) == ("August 1949", "month")
    assert values["sender"] == [{"name": "Smith", "as_written": "Smith"}]
    assert [party["name"] for party in values["recipient"]] == ["Jones", "Brown"]
    assert values["subjects"] == ["harbors"]
    assert values["number"] == "7"
    assert "language" not in values
    assert values["notes"] == [{"label": "Ink", "text": "blue"}]


def test_what_no_field_takes_is_a_note_and_said_once(read) -> None:
    items = read(
        {"title": "A", "shelf": {"room": 4, "row": ["a", "b"]}, "notes": "Torn."},
        {"title": "B", "shelf": True},
    )
    first, second = only(items, Draft)
    assert first.values["notes"] == [
        {"label": "shelf", "text": "room: 4; row: a; b"},
        {"label": "Note", "text": "Torn."},
    ]
    assert second.values["notes"] == [{"label": "shelf", "text": "yes"}]
    assert [remark.field for remark in only(items, Remark)] == ["shelf"]


def test_collections_that_are_objects_are_called_by_their_names(read) -> None:
    items = read({"title": "A", "collection": [{"title": "Maps", "id": "c1"}, {"title": "Plans"}]})
    assert [(item.id, item.title) for item in only(items, Collection)] == [
        ("maps", "Maps"),
        ("plans", "Plans"),
    ]
    (draft,) = only(items, Draft)
    assert draft.values["collections"] == ["maps", "plans"]
    assert draft.values["notes"] == [{"label": "collection", "text": "title: Maps; id: c1"}]


def test_notes_of_another_form_are_kept_and_what_is_not_published_is_not(read) -> None:
    hidden = {"type": "accruals", "publish": False, "content": "Ask the widow first"}
    shown = {"type": "odd", "publish": True, "subnotes": [{"content": "Torn"}, hidden]}
    items = read({"title": "A", "uri": "/1", "notes": [shown, hidden]})
    (draft,) = only(items, Draft)
    assert {"label": "odd", "text": "publish: yes; subnotes: content: Torn"} in draft.values[
        "notes"
    ]
    assert "widow" not in str(draft.values)
    assert "widow" not in str(items)
    assert [(held.mark, held.is_part) for held in only(items, Held)] == [("publish", True)] * 2


def test_an_object_with_a_name_is_one_value(read) -> None:
    (draft,) = only(
        read(
            {
                "title": "A",
                "creator": {"name": "Mary Aldous", "role": "painter"},
                "about": {"rights": [{"text": "Free to use"}]},
                "languages": [{"name": "Dutch", "code": None}, "eng"],
            }
        ),
        Draft,
    )
    values = draft.values
    assert [party["name"] for party in values["people"]] == ["Mary Aldous"]
    assert (values["rights"], values["language"]) == ("Free to use", ["Dutch", "eng"])
    assert values["notes"] == [{"label": "creator", "text": "name: Mary Aldous; role: painter"}]


def test_a_record_without_a_title_gets_one_that_says_so(read) -> None:
    items = read({"reference": "MS 6938/4", "date": "1950"})
    (draft,) = only(items, Draft)
    assert draft.values["title"] == "[Untitled, MS 6938/4, 1950]"
    assert only(items, Remark)[0].field == "title"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{broken", ""),
        ("[1, 2]", ""),
        ('"text"', ""),
        ("{}", ""),
        ('{"id": "only"}', ""),
        ('{"title": {"main": "A"}}', "title"),
        ('{"title": "A", "type": {"b": 1}}', "type"),
        ('{"title": "A", "subjects": [{"b": 1}]}', "subjects"),
        ('{"title": "A", "date": {"from": 1}}', "date"),
        ('{"title": "A", "date": {"from": 5, "to": 1}}', "date"),
        ('{"title": "A", "date": {"from": "a", "to": "b"}}', "date"),
        ('{"title": "A", "date": {"display": 1950}}', "date"),
        ('{"title": "A", "date": ["1950", "1951"]}', "date"),
        ('{"title": "A", "sender": [{"role": "Consul"}]}', "sender"),
        ('{"title": "A", "ancestors": [{}]}', "ancestors"),
        ('{"collection": {"title": "no id"}}', "collection"),
        ('{"title": "\\ud800"}', ""),
    ],
)
def test_what_is_no_record_is_rejected_with_its_line(read, line: str, field: str) -> None:
    items = read({"title": "Good"}, "", line, {"title": "Good too"})
    (reject,) = only(items, Reject)
    assert (reject.where.line, reject.where.number, reject.field) == (3, 2, field)
    assert reject.reason
    assert reject.raw == line or reject.raw == json.loads(line)  # to be mended and loaded again
    assert len(only(items, Draft)) == 2


def test_a_line_may_be_a_collection(read) -> None:
    value = {"id": "harbor", "title": "The Harbor", "related": ["Docks"], "description": "Papers."}
    assert read({"collection": value}) == [
        Collection("harbor", "The Harbor", "Papers.", ("Docks",), source="dump")
    ]


@pytest.mark.parametrize(
    "content",
    [
        [{"title": "A"}, {"title": "B"}],
        {"records": [{"title": "A"}, {"title": "B"}]},
        {"total": 2, "results": [{"title": "A"}, {"title": "B"}]},
    ],
)
def test_a_file_is_a_list_or_has_one(tmp_path: Path, mapping: RecordMapping, content: Any) -> None:
    path = tmp_path / "letters.json"
    path.write_text("\ufeff" + json.dumps(content), encoding="utf-8")
    drafts = only(list(JSON_FILE.read([str(path)], Options(mapping))), Draft)
    assert [draft.values["title"] for draft in drafts] == ["A", "B"]
    assert JSON_FILE.source_name([str(path)]) == "letters"


def test_what_stands_beside_the_records_is_in_the_report(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "answer.json"
    path.write_text('{"@context": {"dc": "https://terms.example/"}, "results": [{"title": "A"}],'
                    ' "years": [1950, 1951], "more": null}')  # fmt: skip
    items = list(JSON_FILE.read([str(path)], Options(mapping)))
    assert [(remark.message, remark.quote) for remark in only(items, Remark)] == [
        ("left out, because it belongs to no record: @context", "dc: https://terms.example/"),
        ("left out, because it belongs to no record: years", "1950; 1951"),
    ]


@pytest.mark.parametrize("content", ["{", "3", '{"records": 3}'])
def test_a_file_that_is_no_list_is_refused(
    tmp_path: Path, mapping: RecordMapping, content: str
) -> None:
    path = tmp_path / "letters.json"
    path.write_text(content)
    with pytest.raises(LoadError, match=r"letters\.json"):
        list(JSON_FILE.read([str(path)], Options(mapping)))


RESOURCE = {
    "type": "records",
    "id": "r-1",
    "attributes": {"title": "A letter", "genre": "Letters", "year": "1921"},
}


def test_the_type_of_a_resource_is_no_document_type(read) -> None:
    (draft,) = only(read(RESOURCE), Draft)
    assert (draft.own_id, draft.values["title"], draft.values["type"]) == (
        "r-1", "A letter", "Letters"
    )  # fmt: skip
    assert draft.values["notes"] == [{"label": "JSON:API type", "text": "records"}]
    (bare,) = only(read({**RESOURCE, "attributes": {"title": "A letter"}}), Draft)
    assert "type" not in bare.values


def test_a_type_beside_other_attributes_is_one(read) -> None:
    (draft,) = only(read({"type": "Map", "title": "A", "attributes": {"colour": "green"}}), Draft)
    assert draft.values["type"] == "Map"


def test_the_type_of_a_resource_is_one_where_the_archivist_says_so(mapping, tmp_path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(RESOURCE))
    options = Options(mapping, "s", {"map": "type=type"})
    (draft,) = only(JSON_LINES.read([str(path)], options), Draft)
    assert draft.values["type"] == "records"


def test_the_real_resource_has_the_type_of_the_item(mapping, shared_data: Path) -> None:
    (path,) = shared_data.glob("formats/**/mdl.json")
    (draft,) = only(JSON_FILE.read([str(path)], Options(mapping, "s")), Draft)
    assert draft.values["type"] == "image"
