"""ArchivesSpace: its JSON and its API, compared with a reader of a few lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from json_server import json_server

from index_mappings.json_values import elements, members
from index_mappings.mapping import RecordMapping
from loaders.archivesspace.files import ArchivesSpace
from loaders.commands.guessing import guess
from loaders.drafts.archive_rules import rules_of
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.publishing.intake import Intake, Job
from loaders.publishing.ledger import Ledger
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from service.errors import LoadError

SAMPLE = Path(__file__).parents[1] / "samples" / "formats" / "archivesspace.json"
WORD = "zorblaxine"
Value = dict[str, Any]


def record(number: int, **more: object) -> Value:
    kind = "archival_object" if number else "resource"
    return {
        "jsonmodel_type": kind,
        "uri": f"/repositories/2/{kind}s/{number}",
        "title": f"Record {number}",
        "publish": True,
        **more,
    }


def ref(number: int, **more: object) -> Value:
    return {"ref": record(number)["uri"], **more}


TREE = [
    record(3, parent=ref(2), resource=ref(0), component_id="A/3"),
    record(0, id_0="A", linked_agents=[{"ref": "/agents/people/1", "title": "Roe, Jane"}]),
    record(2, resource=ref(0), extents=[{"number": "2", "extent_type": "boxes"}]),
]
RESOLVED = {
    "results": [
        record(
            5,
            ancestors=[{**ref(4), "_resolved": {"title": "Above"}}],
            subjects=[{"ref": "/subjects/1", "_resolved": {"title": "Quays", "terms": []}}],
            notes=[{"type": "abstract", "content": ["Of &amp; on <emph>quays</emph>"]}],
        )
    ],
    "this_page": 1,
}


def read(mapping: RecordMapping, *paths: str, **extra: str) -> list[Item]:
    options = Options(mapping, "x", extra, rules=rules_of(extra))
    return list(ArchivesSpace(wait=lambda _: None).read(paths, options))


def drafts(items: list[Item]) -> dict[str, Draft]:
    return {item.own_id: item for item in items if isinstance(item, Draft)}


def taken(tmp_path: Path, mapping: RecordMapping, value: object) -> tuple[list[str], Report]:
    """Return the titles of what a load would publish, and its report."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    report = Report(("x",), mapping.name)
    with Ledger() as ledger:
        intake = Intake(mapping, ledger, Rejects(report, None), report)
        intake.read([Job("x", ArchivesSpace(), (str(path),))], lambda items, _: items)
        return [str(entry.values["title"]) for entry in ledger.entries("")], report


def other_way(value: Any) -> dict[str, Value]:
    """Return what files say, read with nothing of the loader's."""
    records = value.get("results", [value]) if isinstance(value, dict) else value
    by_uri = {item["uri"]: item for item in records}
    found: dict[str, Value] = {}
    for uri, item in by_uri.items():
        if "title" not in item or item["jsonmodel_type"].startswith(("agent", "subject")):
            continue
        above, at = [], item
        while at is not None:
            up = (at.get("parent") or at.get("resource") or (at.get("ancestors") or [{}])[0]).get(
                "ref"
            )
            if not up:
                break
            above.insert(0, up)
            at = by_uri.get(up)
        if not all(by_uri.get(one, item)["publish"] for one in (uri, *above)):
            continue
        names = []
        for agent in item.get("linked_agents", []):
            known = by_uri.get(agent["ref"], {"title": agent.get("title"), "publish": True})
            names += [known["title"]] if known["publish"] else []
        subjects = [
            (one.get("_resolved") or by_uri.get(one["ref"]) or {})
            for one in item.get("subjects", [])
        ]
        found[uri] = {
            "title": item["title"],
            "above": above,
            "people": names,
            "subjects": {
                one["title"]
                for one in subjects
                if [term["term_type"] for term in one["terms"][:1]] != ["geographic"]
            },
            "reference": item.get("component_id")
            or "-".join(filter(None, (item.get("id_0"), item.get("id_1")))),
        }
    return found


@pytest.mark.parametrize("value", [json.loads(SAMPLE.read_text()), TREE, RESOLVED])
def test_it_says_the_same_as_another_reader(
    tmp_path: Path, mapping: RecordMapping, value: Any
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    made = {
        id: {
            "title": draft.values["title"],
            "above": [members(item)["id"] for item in elements(draft.values.get("ancestors"))],
            "people": [members(item)["name"] for item in elements(draft.values.get("people"))],
            "subjects": set(elements(draft.values.get("subjects"))),
            "reference": draft.values.get("reference", ""),
        }
        for id, draft in drafts(read(mapping, str(path))).items()
    }
    assert made == other_way(value)
    assert guess(str(path)) == "archivesspace"


def test_the_sample_field_by_field(mapping: RecordMapping) -> None:
    items = read(mapping, str(SAMPLE))
    whole = drafts(items)["/repositories/2/resources/1"].values
    assert whole["summary"] == "Logs of the Petrel and letters."
    assert (whole["reference"], whole["extent"]) == ("PS-1", "3 linear feet (6 boxes)")
    assert whole["notes"] == [
        {"label": "How it came to us", "text": "Left in the station when it closed."}
    ]
    assert whole["places"] == ["North quay"] and whole["language"] == ["English"]
    log = drafts(items)["/repositories/2/archival_objects/3"].values
    assert [members(item)["title"] for item in elements(log["ancestors"])] == [
        "Papers of the pilot station",
        "Logs",
    ]
    assert members(log["date"]) == {
        **members(log["date"]), "display": "circa 1931-05", "edtf": "1931-05~",
    }  # fmt: skip
    assert log["url"] == "https://files.example.org/logs/1931-05"
    said = repr([item for item in items if not isinstance(item, Held)])
    assert [word for word in ("debts", "Unnamed", "next box", "masters") if word in said] == []


def test_what_is_below_an_unpublished_record_is_held_back_too(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    titles, report = taken(tmp_path, mapping, json.loads(SAMPLE.read_text()))
    assert titles == ["Papers of the pilot station", "Log of May 1931", "Logs"]
    assert report.held == 2


HIDDEN: list[tuple[Value, bool]] = [
    (record(1, title=WORD, publish=False), True),
    (record(1, title=WORD, publish=None), True),
    (record(1, title=WORD, suppressed=True), True),
    (record(1, title=WORD, has_unpublished_ancestor=True), True),
    (record(1, title=WORD, ancestors=[{**ref(0), "_resolved": {"publish": False}}]), True),
    (record(1, title=WORD, repository={"ref": "/r", "_resolved": {"publish": False}}), True),
    (record(1, title=WORD, notes=[{"type": "accessrestrict", "content": ["Closed"]}]), True),
    (
        record(
            1,
            title=WORD,
            notes=[
                {
                    "type": "accessrestrict",
                    "rights_restriction": {"end": "2999-01-01"},
                    "subnotes": [{"content": "See the archivist."}],
                }
            ],
        ),
        True,
    ),
    (record(1, notes=[{"type": "odd", "publish": False, "content": [WORD]}]), False),
    (record(1, notes=[{"type": "odd", "subnotes": [{"publish": False, "content": WORD}]}]), False),
    (record(1, linked_agents=[{"ref": "/agents/people/1", "title": WORD,
                               "_resolved": {"publish": False, "title": WORD}}]), False),
    (record(1, instances=[{"digital_object": {"ref": "/d", "_resolved": {
        "publish": False, "title": WORD, "file_versions": [{"file_uri": f"http://x/{WORD}"}]}}}]),
     False),
    (record(1, repository_processing_note=WORD), False),
    (record(1, user_defined={"text_1": WORD}), False),
    (record(1, external_documents=[{"title": WORD, "location": "http://x", "publish": False}]),
     False),
]  # fmt: skip


@pytest.mark.parametrize(("value", "is_whole"), HIDDEN)
def test_what_is_not_public_is_nowhere(
    tmp_path: Path, mapping: RecordMapping, value: Value, is_whole: bool
) -> None:
    other = record(9)
    path = tmp_path / "a.json"
    path.write_text(json.dumps([value, other]))
    titles, report = taken(tmp_path, mapping, [value, other])
    assert len(titles) == (1 if is_whole else 2) and WORD not in repr(titles)
    assert report.held == int(is_whole)
    if not is_whole:
        assert WORD not in repr(read(mapping, str(path)))


def test_the_archives_rules_hold_too(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([record(1, notes=[{"type": "odd", "content": [WORD]}])]))
    assert WORD not in repr(read(mapping, str(path), drop="notes"))
    assert not drafts(read(mapping, str(path), hold="title=Record 1"))


def paged(records: list[Value], size: int = 2) -> Any:
    def answer(path: str, arguments: dict[str, str]) -> object:
        if not path.endswith("/archival_objects"):
            return {"this_page": 1, "last_page": 1, "results": []}
        page = int(arguments["page"])
        return {
            "this_page": page,
            "last_page": -(-len(records) // size),
            "results": records[(page - 1) * size : page * size],
        }

    return answer


def test_the_api_is_read_page_after_page(mapping: RecordMapping) -> None:
    with json_server(paged([*TREE, record(7, publish=False)])) as (address, asked):
        assert guess(f"{address}/repositories/2") == "archivesspace"
        items = read(mapping, f"{address}/repositories/2")
    made = drafts(items)
    assert len(made) == 3 and sum(isinstance(item, Held) for item in items) == 1
    above = elements(made["/repositories/2/archival_objects/3"].values["ancestors"])
    assert [members(item)["title"] for item in above] == ["Record 0", "Record 2"]
    assert any("page=2" in path and "resolve" in path for path in asked)


@pytest.mark.parametrize(
    "answer",
    [
        lambda *_: None,
        lambda *_: b"<html>",
        lambda *_: {"error": "Login needed"},
        lambda *_: {"this_page": 1, "last_page": 9, "results": []},  # page 2 says it is page 1
        lambda *_: b"[" * 5_000_000,
    ],
)
def test_half_a_harvest_is_none(mapping: RecordMapping, answer: Any) -> None:
    with json_server(answer) as (address, _), pytest.raises(LoadError):
        read(mapping, f"{address}/repositories/2")


@pytest.mark.parametrize(
    "content",
    ["[" * 5_000, '{"jsonmodel_type": "resource", "notes": ' + "[" * 500 + "]" * 500 + "}"],
)
def test_hostile_files_are_refused(tmp_path: Path, mapping: RecordMapping, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    try:
        items = read(mapping, str(path))
    except LoadError:
        return
    assert items and not drafts(items) and isinstance(items[0], Reject)


def test_what_describes_no_holdings_is_counted(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.jsonl"
    lines: Iterator[str] = map(json.dumps, [record(1), {"jsonmodel_type": "job"}, {"a": 1}])
    path.write_text("\n".join(lines))
    assert guess(str(path)) == "archivesspace"
    items = read(mapping, str(path))
    assert [type(item) for item in items] == [Draft, Reject, Remark]


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["archival_object", "resource"])
def test_real_records_lose_no_public_note(
    shared_data: Path, mapping: RecordMapping, name: str
) -> None:
    path = shared_data / f"formats/archivesspace/fixtures/oai/{name}.json"
    (made,) = drafts(read(mapping, str(path))).values()
    said = repr(made.values)
    for note in json.loads(path.read_text())["notes"]:
        texts = [*note.get("content", ()), *(sub.get("content") for sub in note.get("subnotes", ())
                 if sub.get("publish") and isinstance(sub.get("content"), str))]  # fmt: skip
        for one in texts if note["publish"] else ():
            assert one in said


def test_what_stands_in_something_hidden_is_hidden_however_far_above(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    def made(uri: str, title: str, **more: object) -> dict[str, object]:
        kind = "archival_object" if "archival" in uri else "resource"
        return {"jsonmodel_type": kind, "uri": uri, "title": title, "publish": True, **more}

    container = {
        "type": "box",
        "indicator": "4",
        "display_string": "Box 4: Series zorblaxine [zorblaxine]",
    }
    sub = {"top_container": {"ref": "/repositories/2/top_containers/1", "_resolved": container}}
    value = [
        made("/repositories/2/resources/1", "Shown", instances=[{"sub_container": sub}]),
        made("/repositories/2/archival_objects/1", "Hidden series", publish=False),
        made(  # the series is named by the list of ancestors alone
            "/repositories/2/archival_objects/2",
            "On zorblaxine",
            resource={"ref": "/repositories/2/resources/1"},
            ancestors=[
                {"ref": "/repositories/2/archival_objects/1"},
                {"ref": "/repositories/2/resources/1"},
            ],
        ),
        made("/repositories/9/resources/1", "Of zorblaxine", repository={"ref": "/repositories/9"}),
        {"jsonmodel_type": "repository", "uri": "/repositories/9", "publish": False},
    ]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    found = drafts(read(mapping, str(path)))
    assert [one.values["title"] for one in found.values()] == ["Shown"]
    assert "zorblaxine" not in repr(found)
    assert "box 4" in repr(found)
