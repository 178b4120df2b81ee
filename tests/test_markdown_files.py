"""Markdown files with front matter: values as written, texts as edited, and hostile files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import RecordMapping
from loaders.commands.guessing import guess
from loaders.drafts.draft import Draft, Held, Item, Reject
from loaders.drafts.format import Options
from loaders.markdown_files import FORMAT
from loaders.markdown_files.front_matter import FrontMatterFault, divided
from service.errors import LoadError

SAMPLES = Path(__file__).parents[1] / "samples" / "formats" / "letters"


@pytest.fixture
def read(mapping: RecordMapping) -> Callable[..., list[Item]]:
    def read_paths(*paths: Path) -> list[Item]:
        return list(FORMAT.read([str(path) for path in paths], Options(mapping, "letters")))

    return read_paths


def drafts(items: list[Item]) -> list[Draft]:
    return [item for item in items if isinstance(item, Draft)]


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_a_record_for_each_file(read: Callable[..., list[Item]]) -> None:
    first, second = drafts(read(SAMPLES))
    assert [first.own_id, second.own_id] == ["letter-01", "letter-02"]
    values: dict[str, Any] = dict(first.values)
    assert values["title"] == "Lindqvist to the Harbour Master"
    assert values["date"]["display"] == "1950-03-02"
    assert [party["name"] for party in values["sender"]] == ["Per Lindqvist"]
    assert values["subjects"] == ["harbours", "fish markets"]
    assert values["text"].startswith("Lindqvist to the Harbour Master\n\nI ask for two berths")
    assert {"heading", "list", "table", "cell", "emphasis"} <= {
        part["kind"] for part in values["layout"]
    }
    assert dict(second.values)["date"]["precision"] == "month"  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("matter", "name", "value"),
    [
        ("box: 012", "box", "012"),
        ("box: 1e3", "box", "1e3"),
        ("sealed: no", "sealed", "no"),
        ("box: ~", "box", None),
        ("box: 'null'", "box", "null"),
        ("day: 1946-11-06", "day", "1946-11-06"),
        ("box: 1\nbox: 2", "box", ["1", "2"]),
        ("note: |\n  one\n  two", "note", "one\ntwo\n"),
        ("a: {b: [c, d]}", "a", {"b": ["c", "d"]}),
        ("a: !!python/object:os.system x", "a", "x"),
    ],
)
def test_a_value_of_yaml_is_what_is_written(matter: str, name: str, value: object) -> None:
    found = divided(f"---\n{matter}\n---\nText")
    assert found is not None
    assert found.values[name] == value
    assert found.body == "Text"


def test_toml_and_windows_lines_are_read(tmp_path: Path, read: Callable[..., list[Item]]) -> None:
    lines = ("\ufeff+++", 'title = "A"', "date = 1950-03-02", "+++", "Text")
    path = write(tmp_path, "a.md", "\r\n".join(lines))
    (draft,) = drafts(read(path))
    assert draft.values["date"]["display"] == "1950-03-02"  # type: ignore[index,call-overload]
    assert guess(str(path)) == guess(str(tmp_path)) == "markdown"


def test_the_first_heading_is_the_title_where_nothing_else_is(
    tmp_path: Path, read: Callable[..., list[Item]]
) -> None:
    write(tmp_path, "one/a.md", "---\ndate: 1950\n---\n\n# Notes on *boats* #\n\nText\n")
    write(tmp_path, "two/a.md", "---\nTitle: Said\n---\n# Heading\n")
    first, second = drafts(read(tmp_path))
    assert (first.own_id, first.values["title"]) == ("one/a", "Notes on boats")
    assert (second.own_id, second.values["title"]) == ("two/a", "Said")


@pytest.mark.parametrize("mark", ["draft: true", "published: false", "visibility: private"])
def test_what_is_marked_as_not_public_is_held_back(
    tmp_path: Path, read: Callable[..., list[Item]], mark: str
) -> None:
    write(tmp_path, "a.md", f"---\ntitle: Xylograph\n{mark}\n---\nXylograph\n")
    write(tmp_path, "b.md", "---\ntitle: Open\n---\n")
    items = read(tmp_path)
    assert [draft.own_id for draft in drafts(items)] == ["b"]
    assert [item.is_part for item in items if isinstance(item, Held)] == [False]
    assert "Xylograph" not in "".join(map(repr, items))


@pytest.mark.parametrize(
    ("matter", "reason"),
    [
        ("a: [b", "not YAML"),
        ("- a\n- b", "no names"),
        ("a: &x [1]\nb: *x", "anchor"),
        ("a: " + "[" * 30 + "]" * 30, "levels"),
        ("a: " + "x" * 300_000, "more than"),
    ],
)
def test_front_matter_that_cannot_be_read_rejects_its_file(
    tmp_path: Path, read: Callable[..., list[Item]], matter: str, reason: str
) -> None:
    write(tmp_path, "a.md", f"---\n{matter}\n---\nText\n")
    write(tmp_path, "b.md", "---\ntitle: B\n---\nText\n")
    items = read(tmp_path)
    (reject,) = (item for item in items if isinstance(item, Reject))
    assert reason in reject.reason and reject.where.file.endswith("a.md")
    assert len(drafts(items)) == 1


def test_a_fault_has_its_line() -> None:
    with pytest.raises(FrontMatterFault) as told:
        divided("---\ntitle: A\ndate: [1950\n---\n")
    assert told.value.line in (3, 4)


def test_a_file_without_front_matter_is_told(
    tmp_path: Path, read: Callable[..., list[Item]]
) -> None:
    path = write(tmp_path, "README.md", "# About this folder\n")
    with pytest.raises(LoadError, match="has no front matter"):
        read(path)
    write(tmp_path, "a.md", "---\ntitle: A\n---\n")
    items = read(tmp_path)
    assert [item.reason[:28] for item in items if isinstance(item, Reject)] == [
        "the file has no front matter"
    ]
    assert len(drafts(items)) == 1
