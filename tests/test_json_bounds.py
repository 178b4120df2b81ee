"""JSON of any size and depth: what is more than a record is refused, and memory is bounded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import RecordMapping
from loaders.drafts.draft import Draft, Item, Reject, Remark
from loaders.drafts.format import Options
from loaders.drafts.json_values import bounds
from loaders.json_files.json_lines import JSON_FILE, JSON_LINES
from service.errors import LoadError

FORMATS = {"json": JSON_FILE, "jsonl": JSON_LINES}
LIST = '[{{"title": "Before"}},\n{},\n{{"title": "After"}}]'
LINES = '{{"title": "Before"}}\n{}\n{{"title": "After"}}\n'

Read = Callable[..., list[Item]]


@pytest.fixture
def read(tmp_path: Path, mapping: RecordMapping) -> Read:
    def read_text(format: str, text: str, encoding: str = "utf-8") -> list[Item]:
        path = tmp_path / f"a.{format}"
        path.write_text(text, encoding=encoding)
        return list(FORMATS[format].read([str(path)], Options(mapping, "big")))

    return read_text


def titles(items: list[Item]) -> list[str]:
    return [item.values["title"] for item in items if isinstance(item, Draft)]


def hostile() -> Iterator[tuple[str, str]]:
    yield json.dumps({"summary": "x" * (bounds.RECORD_BYTES + 1)}), "over 10,000,000 bytes"
    yield '{"x": ' + "[" * 500 + "]" * 500 + "}", "nested over 64 deep"
    yield '{"x": ' + '{"y": ' * 70 + "1" + "}" * 71, "nested over 64 deep"
    yield '{"x": [' + "[]," * bounds.BRACKETS + "1]}", "over 200,000 lists and objects"
    yield json.dumps({"x": [1] * (bounds.VALUES + 1)}), "over 100,000 values"
    yield json.dumps({f"k{n}": n for n in range(bounds.KEYS + 1)}), "over 2,000 different keys"


@pytest.mark.parametrize(("value", "reason"), list(hostile()), ids=lambda text: text[:12])
@pytest.mark.slow
def test_what_is_more_than_a_record_is_rejected_with_its_place(
    read: Read, value: str, reason: str
) -> None:
    lines = read("jsonl", LINES.format(value))
    assert titles(lines) == ["Before", "After"]
    (reject,) = [item for item in lines if isinstance(item, Reject)]
    assert (reject.where.line, reason in reject.reason) == (2, True), reject.reason
    listed = read("json", LIST.format(value))
    assert titles(listed) == ["Before"]
    (reject,) = [item for item in listed if isinstance(item, Reject)]
    assert (reject.where.line, reason in reject.reason) == (2, True), reject.reason
    assert "nothing after it" in reject.reason


def test_a_line_that_is_too_long_is_never_held(tmp_path: Path, mapping: RecordMapping) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"title": "')
        for _ in range(100):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"title": "After"}')
    before = private_memory()
    items = list(JSON_LINES.read([str(path)], Options(mapping)))
    assert titles(items) == ["After"]
    assert isinstance(items[0], Reject)
    assert len(items[0].raw) < 10_000
    assert private_memory() - before < 50_000_000


@pytest.mark.slow
def test_a_list_of_any_length_is_held_a_record_at_a_time(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "a.json"
    record = json.dumps({"title": "A letter", "summary": "words of it " * 80})
    with path.open("w") as file:
        file.write('{"total": 60000, "results": [')
        file.writelines(f"{record},\n" for _ in range(59_999))
        file.write(f"{record}]}}")
    before, most, count = private_memory(), 0, 0
    for item in JSON_FILE.read([str(path)], Options(mapping)):
        count += isinstance(item, Draft)
        if count % 10_000 == 0:
            most = max(most, private_memory())
    assert count == 60_000
    assert most - before < path.stat().st_size / 4


def private_memory() -> int:
    """Return the bytes that this process alone has in memory."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[{"title": "Before"},\n{"title": broken}]', "Expecting value"),
        ('[{"title": "Before"},\n{"title": "cut o', "Unterminated string"),
        ('[{"title": "Before"}\n{"title": "After"}]', "a comma or a ]"),
        ('{"records": [{"title": "Before"},\n{"title": 1e', "Expecting ',' delimiter"),
        ('{"records": [{"title": "Before"}\n], "x" 3}', "a : was expected"),
        ('[{"title": "Before"}]\n[]', "more text follows its end"),
        ('[{"title": "Before"},\n' + "9" * 5000 + "]", "thousands of digits"),
    ],
)
def test_broken_json_gives_what_stands_before_the_fault(read: Read, text: str, reason: str) -> None:
    items = read("json", text)
    assert titles(items) == ["Before"]
    (reject,) = [item for item in items if isinstance(item, Reject)]
    assert (reject.where.line, reason in reject.reason) == (2, True), reject.reason


def test_values_are_whole_wherever_the_file_is_read_on(read: Read) -> None:
    made: list[dict[str, Any]] = [
        {"title": f"Letter {n}", "number": str(10**n), "summary": 'é毛\\" ' * 700 * n}
        for n in range(1, 18)
    ]
    for blanks in range(3):
        text = json.dumps(made, ensure_ascii=False, indent=blanks or None)
        items = read("json", " " * blanks * 65_533 + text)
        drafts = [item for item in items if isinstance(item, Draft)]
        assert [draft.values["number"] for draft in drafts] == [item["number"] for item in made]
        assert [draft.values["summary"].strip() for draft in drafts] == [
            item["summary"].strip() for item in made
        ]


def test_utf_16_no_values_and_control_characters_are_read(read: Read) -> None:
    text = '[{"title": "Müller\tto 毛", "extent": NaN}]'
    (draft,) = read("json", text, "utf-16")
    assert isinstance(draft, Draft)
    assert draft.values == {"title": "Müller\tto 毛"}
    with pytest.raises(LoadError, match="UTF-8"):
        read("jsonl", text, "utf-16")
    with pytest.raises(LoadError, match="not UTF-8"):
        read("json", '[{"title": "Müller"}]', "latin-1")


def test_a_compressed_file_is_told_from_broken_lines(
    tmp_path: Path, mapping: RecordMapping
) -> None:
    path = tmp_path / "a.json.gz"
    path.write_bytes(b"\x1f\x8b\x08\x00" + bytes(range(256)))
    for format in FORMATS.values():
        with pytest.raises(LoadError, match="compressed"):
            list(format.read([str(path)], Options(mapping)))


@pytest.mark.slow
def test_of_endless_new_keys_ten_thousand_are_reported(read: Read) -> None:
    lines = (json.dumps({"title": "A", f"key {n}": n}) for n in range(10_050))
    items = read("jsonl", "\n".join(lines))
    assert len(titles(items)) == 10_050
    assert len([item for item in items if isinstance(item, Remark)]) == 10_000
