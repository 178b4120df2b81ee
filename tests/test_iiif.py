"""IIIF: collections and manifests of both versions, compared with a reader of a few lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from json_server import json_server

from index_mappings.json_values import elements, members
from index_mappings.mapping import RecordMapping
from loaders.commands.guessing import guess
from loaders.drafts.archive_rules import rules_of
from loaders.drafts.draft import Draft, Held, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.drafts.progress import Progress
from loaders.iiif.files import IiifResources
from loaders.publishing.intake import Intake, Job
from loaders.publishing.ledger import Ledger
from loaders.publishing.rejects_file import Rejects
from loaders.publishing.report import Report
from service.errors import LoadError

SAMPLES = Path(__file__).parents[1] / "samples" / "formats"
WORD = "zorblaxine"
V3 = "http://iiif.io/api/presentation/3/context.json"
V2 = "http://iiif.io/api/presentation/2/context.json"
Value = dict[str, Any]


def manifest(
    name: str, *pairs: tuple[str, str], base: str = "https://x.example", **more: Any
) -> Value:
    metadata = [{"label": {"en": [label]}, "value": {"en": [value]}} for label, value in pairs]
    return {
        "@context": V3,
        "id": f"{base}/{name}",
        "type": "Manifest",
        "label": {"en": [f"The {name}"]},
        "metadata": metadata,
        "items": [],
        **more,
    }


def collection(name: str, *items: Value, base: str = "https://x.example", **more: Any) -> Value:
    return {**manifest(name, base=base), "type": "Collection", "items": list(items), **more}


OLD = {
    "@context": V2,
    "@id": "https://x.example/all",
    "@type": "sc:Collection",
    "label": "All of it",
    "collections": [
        {
            "@id": "https://x.example/maps",
            "label": "Maps",
            "manifests": [{"@id": "https://x.example/map", "label": {"@value": "A map"}}],
            "members": [
                {"@id": "https://x.example/map2", "@type": "sc:Manifest", "label": "B map"}
            ],
        }
    ],
}


def read(mapping: RecordMapping, *paths: str, **extra: str) -> list[Item]:
    options = Options(mapping, "x", extra, rules=rules_of(extra))
    return list(IiifResources(wait=lambda _: None).read(paths, options))


def drafts(items: list[Item]) -> dict[str, Draft]:
    return {item.own_id: item for item in items if isinstance(item, Draft)}


@pytest.fixture
def taken(tmp_path: Path, mapping: RecordMapping) -> Callable[..., tuple[list[str], Report]]:
    def take(*values: Value) -> tuple[list[str], Report]:
        path = tmp_path / "taken.json"
        path.write_text(json.dumps(values))
        report = Report(("x",), mapping.name)
        progress: Progress = lambda items, _: items  # noqa: E731
        with Ledger() as ledger:
            intake = Intake(mapping, ledger, Rejects(report, None), report)
            intake.read([Job("x", IiifResources(), (str(path),))], progress)
            return [str(entry.values["title"]) for entry in ledger.entries("")], report

    return take


def other_way(value: Value, above: tuple[str, ...] = ()) -> dict[str, Value]:
    """Return what a file says, read with nothing of the loader's."""
    id = value.get("id") or value["@id"]

    def first(said: Any) -> list[str]:
        if isinstance(said, list):
            return [text for one in said[:1] for text in first(one)] if any(
                isinstance(one, dict) for one in said) else said  # fmt: skip
        if isinstance(said, dict):
            return [said["@value"]] if "@value" in said else next(iter(said.values()))
        return [said]

    pairs = {first(one["label"])[0]: first(one["value"]) for one in value.get("metadata", [])}
    found = {
        id: {
            "title": first(value["label"])[0],
            "above": list(above),
            "people": pairs.get("Creator", []),
            "places": pairs.get("Place", []),
            "date": pairs.get("Date", [str(value.get("navDate", ""))[:10]])[0],
        }
    }
    for name in ("items", "collections", "manifests", "members"):
        for item in value.get(name, []):
            if item.get("type") != "Canvas" and "Draft" not in json.dumps(item):
                found |= other_way(item, (*above, id))
    return found


@pytest.mark.parametrize(
    "value",
    [
        json.loads((SAMPLES / "iiif-collection.json").read_text()),
        json.loads((SAMPLES / "iiif-manifest.json").read_text()),
        OLD,
    ],
)
def test_it_says_the_same_as_another_reader(
    tmp_path: Path, mapping: RecordMapping, value: Value
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    wanted = other_way(value)
    made = {
        id: {
            "title": draft.values["title"],
            "above": [members(one)["id"] for one in elements(draft.values.get("ancestors"))],
            "people": [members(one)["name"] for one in elements(draft.values.get("people"))],
            "places": list(elements(draft.values.get("places"))),
            "date": members(draft.values.get("date")).get("display", ""),
        }
        for id, draft in drafts(read(mapping, str(path))).items()
        if "clerk" not in id  # it stands below what is held back, which a load sees to
    }
    assert made == wanted
    assert guess(str(path)) == "iiif"


def test_the_sample_field_by_field(mapping: RecordMapping) -> None:
    items = read(mapping, str(SAMPLES / "iiif-collection.json"))
    values = drafts(items)["https://iiif.example.org/manifests/quay"].values
    assert values["titles"] == [{"text": "Le quai nord", "language": "fr"}]
    assert values["subjects"] == ["Quays", "Boats"] and values["reference"] == "PH 12"
    assert values["notes"] == [{"label": "Ink", "text": "sepia"}]
    assert values["url"] == "https://archive.example.org/photographs/12"
    assert values["web_links"] == [
        {"address": "https://iiif.example.org/manifests/quay", "label": "IIIF manifest"}
    ]
    assert str(values["rights"]).endswith("Credit: Municipal archive")
    assert "negative" not in repr(items)


def test_what_is_in_a_hidden_collection_is_held_back_too(
    taken: Callable[..., tuple[list[str], Report]],
) -> None:
    titles, report = taken(json.loads((SAMPLES / "iiif-collection.json").read_text()))
    assert titles == ["Photographs of the harbour", "The north quay", "The ferry"]
    assert report.held == 2


@pytest.mark.parametrize(
    "value",
    [
        manifest(WORD, ("Published", "no")),
        manifest(WORD, ("Access", "closed")),
        manifest(WORD, public=False),
        manifest("a", ("Staff note", WORD)),
        manifest("a", metadata=[{"label": {"en": ["Note"], "de": ["Interne Notiz"]},
                                 "value": {"en": [WORD]}}]),
        manifest("a", metadata=[{"label": {"de": ["Notiz"], "en": ["Internal note"]},
                                 "value": {"de": [WORD]}}]),
        manifest("a", provider=[{"id": "x", "label": {"en": [WORD]}, "is_public": False}]),
        collection("c", manifest(WORD, ("Published", "no"))),
    ],
)  # fmt: skip
def test_what_is_not_public_is_nowhere(
    tmp_path: Path,
    mapping: RecordMapping,
    taken: Callable[..., tuple[list[str], Report]],
    value: Value,
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    titles, _ = taken(value, manifest("other"))
    assert "The other" in titles and WORD not in repr(titles)
    if "closed" not in json.dumps(value):
        assert WORD not in repr(read(mapping, str(path)))


def test_the_archives_rules_hold_too(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(manifest("a", ("Donor", WORD))))
    assert WORD not in repr(read(mapping, str(path), drop="Donor"))
    assert not drafts(read(mapping, str(path), hold="Donor=zorblaxine"))


def test_a_day_that_is_a_year(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(manifest("a", navDate="1931-01-01T00:00:00Z")))
    (made,) = drafts(read(mapping, str(path))).values()
    assert members(made.values["date"])["edtf"] == "1931"


def test_pictures_behind_a_login_are_said(mapping: RecordMapping) -> None:
    items = read(mapping, str(SAMPLES / "iiif-manifest.json"))
    (made,) = drafts(items).values()
    assert [item.text for item in made.stated] == ["restricted"]
    assert any(isinstance(item, Remark) and "login" in item.message for item in items)


def test_a_server_is_read_down_to_its_manifests(mapping: RecordMapping) -> None:
    def answer(path: str, _: dict[str, str]) -> object:
        def stub(name: str, kind: str = "Manifest", at: str = "") -> Value:
            return {"id": f"{at or base}/{name}", "type": kind, "label": {"en": [name]}}

        return {
            "/top": collection(
                "top", stub("inner", "Collection"), stub("far", at="https://other.example"),
                stub("gone"), stub("top", "Collection"), base=base,
            ),
            "/inner": collection("inner", stub("a"), stub("b"), base=base),
            "/a": manifest("a", ("Creator", "Roe, Jane"), base=base),
            "/b": manifest("b", ("Published", "no"), base=base),
        }.get(path)  # fmt: skip

    with json_server(answer) as (base, asked):
        assert guess(f"{base}/iiif/top") == "iiif"
        items = read(mapping, f"{base}/top")
    made = drafts(items)
    assert list(made) == [f"{base}/top", f"{base}/inner", f"{base}/a", "https://other.example/far"]
    above = elements(made[f"{base}/a"].values["ancestors"])
    assert [members(item)["title"] for item in above] == ["The top", "The inner"]
    assert sum(isinstance(item, Reject) for item in items) == 1  # what is gone
    assert sum(isinstance(item, Held) for item in items) == 1
    assert "1 members are on other servers" in repr(items)
    assert asked.count("/top") == 1, "what is in itself is read once"


def test_nothing_below_a_hidden_collection_is_even_asked_for(mapping: RecordMapping) -> None:
    def answer(path: str, _: dict[str, str]) -> object:
        hidden = [{"label": {"en": ["Published"]}, "value": {"en": ["no"]}}]
        stub = {"id": f"{base}/a", "type": "Manifest", "label": {"en": ["a"]}}
        return collection("top", stub, base=base, metadata=hidden) if path == "/top" else None

    with json_server(answer) as (base, asked):
        items = read(mapping, f"{base}/top")
    assert [type(item) for item in items] == [Held, Held] and asked == ["/top"]


@pytest.mark.parametrize(
    "answer",
    [
        lambda *_: None,
        lambda *_: b"<html>",
        lambda *_: {"type": "Canvas"},
        lambda *_: b"[" * 9_000_000,
    ],
)
def test_a_server_that_does_not_answer_loads_nothing(mapping: RecordMapping, answer: Any) -> None:
    with json_server(answer) as (base, _), pytest.raises(LoadError):
        read(mapping, f"{base}/top")


def test_deep_and_broken_files_are_refused(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.json"
    deep = manifest("a")
    for number in range(100):
        deep = collection(f"c{number}", deep)
    path.write_text(json.dumps(deep))
    assert 0 < len(drafts(read(mapping, str(path)))) < 30
    path.write_text("[" * 5_000)
    with pytest.raises(LoadError, match="not JSON"):
        read(mapping, str(path))
    path.write_text('{"title": "A"}')
    assert [type(item) for item in read(mapping, str(path))] == [Reject]
