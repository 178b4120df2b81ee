"""What is withdrawn is taken out of the files in the folder of a site, whatever they are called."""

from __future__ import annotations

import json
from pathlib import Path

from catalogue import record
from conftest import MakeEngine

from index_mappings.mapping import RecordMapping
from index_mappings.record import Collection
from loaders.commands.dumping import dump
from loaders.commands.restoring import restore
from loaders.drafts.dump_files import opened, written
from loaders.publishing.written_files import clean
from service.lasting.gate import Gate
from service.lasting.marks import title_mark
from service.lasting.withdrawals import Withdrawal, Withdrawals

WORD = "zorblax"
GONE = record("gone", f"On {WORD}", collections=["theirs", "shared"])
LEFT = record("left", "On ferries", collections=["shared"], former_ids=["old"])
BELOW = record("below", "A file", ancestors=[{"id": "gone", "title": f"On {WORD}"}])
COLLECTIONS = (
    Collection("theirs", f"Of {WORD}"),
    Collection("shared", "Of both"),
    Collection("empty", "Of none"),
    Collection("same", f"On {WORD}"),
)


def gate(mapping: RecordMapping, *, only: bool = False) -> Gate:
    secret = "ab" * 32
    entry = Withdrawal("gone", "2026-01-01", only=only, title=title_mark(f"On {WORD}", secret))
    return Gate(Withdrawals(secrets=(secret,), version=1).adding([entry]), mapping)


def cleaned(folder: Path, made: Gate) -> list[str]:
    return [f"{item.path.name}{item.failed and ': '}{item.failed}" for item in clean(folder, made)]


def dumped(make_engine: MakeEngine, path: Path) -> None:
    engine = make_engine("embedded")
    build = engine.begin()
    assert list(build.add([GONE, LEFT, BELOW])) == []
    build.add_collections(COLLECTIONS)
    build.finish()
    build.publish()
    with written(path) as file:
        dump(engine, file)


def text(path: Path) -> str:
    with opened(path) as file:
        return file.read().decode()


def test_a_dump_is_whole_without_it(
    make_engine: MakeEngine, mapping: RecordMapping, tmp_path: Path
) -> None:
    for name in ("plain", "packed.gz"):
        dumped(make_engine, tmp_path / name)
        assert WORD in text(tmp_path / name)
    assert cleaned(tmp_path, gate(mapping)) == ["packed.gz", "plain"]
    for name in ("plain", "packed.gz"):
        assert WORD not in text(tmp_path / name)
        engine = make_engine("embedded")
        restore(engine, tmp_path / name)
        assert {item.id for item in engine.scan()} == {"left"}
        assert {item.id for item in engine.collections()} == {"shared", "empty"}
    assert cleaned(tmp_path, gate(mapping)) == [], "a second time finds nothing"


def test_what_is_below_stays_without_the_title(
    make_engine: MakeEngine, mapping: RecordMapping, tmp_path: Path
) -> None:
    dumped(make_engine, tmp_path / "all.jsonl")
    assert cleaned(tmp_path, gate(mapping, only=True)) == ["all.jsonl"]
    assert WORD not in text(tmp_path / "all.jsonl")
    engine = make_engine("embedded")
    restore(engine, tmp_path / "all.jsonl")
    assert {item.id for item in engine.scan()} == {"left", "below"}


def test_rejects_reports_and_corrections(mapping: RecordMapping, tmp_path: Path) -> None:
    place = {"source": "a.csv", "line": 1, "record": 1, "field": "", "reason": "bad"}
    rejects = [
        {**place, "raw": {"id": "gone", "summary": WORD}},
        {**place, "raw": f'{{"title": "On {WORD}", "date":'},
        {**place, "raw": {"id": "gone_too", "title": "On ferries"}},
        {**place, "reason": f"the id 'gone' is not unique; {WORD}", "raw": WORD},
    ]
    (tmp_path / "rejects").write_text("".join(json.dumps(one) + "\n" for one in rejects))
    remark = {"source": "a.csv", "line": 1, "record": 1, "field": "", "message": WORD}
    change = {"id": "gone", "field": "title", "label": "", "before": WORD, "after": WORD}
    report = {"sources": [], "mapping": "records", "outcome": "", "rejects": rejects,
              "remarks": [remark], "changes": [change]}  # fmt: skip
    (tmp_path / "report").write_text(json.dumps(report, indent=2))
    kept = {"mapping": "records", "source": "s", "field": "title", "label": "", "was": "x"}
    lines = [
        {**kept, "id": "gone", "value": WORD},
        {**kept, "id": "left", "value": "y"},
        {**kept, "id": "other", "value": "of those who are gone"},
        {**kept, "id": "same", "value": f"On {WORD}"},
    ]
    told = "".join(json.dumps(one) + "\n" for one in lines)
    (tmp_path / "corrections.jsonl").write_text(f'{told}{{"id": "gone", {WORD}\n')
    (tmp_path / "other.json").write_text('{"a": 1}')
    (tmp_path / "image").write_bytes(b"\x1f\x8bno gzip at all")
    assert cleaned(tmp_path, gate(mapping)) == [
        "corrections.jsonl", "image: it cannot be read, or is damaged", "rejects", "report",
    ]  # fmt: skip
    for name in ("rejects", "report", "corrections.jsonl"):
        assert WORD not in (tmp_path / name).read_text()
    assert "gone_too" in (tmp_path / "rejects").read_text()
    left = (tmp_path / "corrections.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in left] == ["left", "other"]
    assert (tmp_path / "other.json").read_text() == '{"a": 1}'


def test_the_index_and_hidden_folders_are_left_alone(
    make_engine: MakeEngine, mapping: RecordMapping, tmp_path: Path
) -> None:
    elsewhere = tmp_path / ".cache" / "corrections.jsonl"
    for name in ("index", ".cache"):
        (tmp_path / name).mkdir()
        dumped(make_engine, tmp_path / name / "all.jsonl")
    made = gate(mapping)
    assert list(clean(tmp_path, made, apart=tmp_path / "index", more=[elsewhere])) == []
    line = {"mapping": "records", "source": "s", "id": "gone", "field": "title", "label": "",
            "value": WORD, "was": "x"}  # fmt: skip
    elsewhere.write_text(json.dumps(line) + "\n")
    found = list(clean(tmp_path, made, apart=tmp_path / "index", more=[elsewhere]))
    assert [item.path for item in found] == [elsewhere]
    assert WORD not in elsewhere.read_text()
