"""A load, from files to the live index: what it replaces, keeps, counts and refuses."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.drafts.draft import Deletion, Draft, Item, Where
from loaders.drafts.format import Format, Options
from loaders.json_files.json_lines import JSON_LINES
from loaders.pages.collection_page import FORMAT as PAGE
from loaders.publishing.intake import Job
from loaders.publishing.load import SAMPLES, load
from loaders.publishing.rejects_file import rejects_to
from loaders.publishing.report import Report
from loaders.publishing.rules import Rules
from service.engines.contract import Refusal
from service.engines.embedded import EmbeddedEngine
from service.engines.embedded.build import EmbeddedBuild
from service.errors import LoadError, LoadLocked, LoadRefused, NoIndex

HEADER = "The Harbor Dispute\nPapers on the harbor.\n"
PAGE_ONE = (
    f"{HEADER}-\nMay 1, 1950\nLetter, Smith to Jones\nOn the fees of the harbor.\n"
    "-\nMay 2, 1950\nLetter, Jones to Smith\nOn the pilots of the harbor.\n"
)


@pytest.fixture
def engine(mapping: RecordMapping) -> EmbeddedEngine:
    return EmbeddedEngine.open(None, mapping)


@pytest.fixture
def load_text(engine: EmbeddedEngine, tmp_path: Path):
    """Load a page, or records as JSON lines, under a source's name."""

    def run(
        content: str | Sequence[dict[str, Any]],
        source: str = "harbor",
        format: Format | None = None,
        **rules: Any,
    ) -> Report:
        path = tmp_path / "input"
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            path.write_text("\n".join(map(json.dumps, content)), encoding="utf-8")
        chosen = format or (PAGE if isinstance(content, str) else JSON_LINES)
        report = Report((source,), engine.mapping.name)
        with rejects_to(tmp_path / "rejects.jsonl", report) as rejects:
            load(engine, [Job(source, chosen, (str(path),))], Rules(**rules), rejects=rejects,
                 report=report)  # fmt: skip
        assert report.read == report.loaded + report.rejected
        assert report.loaded == report.added + report.changed + report.unchanged
        return report

    return run


def live(engine: EmbeddedEngine) -> dict[str, Record]:
    return {record.id: record for record in engine.scan()}


def test_a_first_load_is_published(engine: EmbeddedEngine, load_text) -> None:
    report = load_text(PAGE_ONE)
    assert (report.read, report.added, report.published) == (2, 2, True)
    assert report.index == engine.info().name
    assert [r.values["position"] for r in engine.scan()] == [1, 2]
    assert {r.source for r in engine.scan()} == {"harbor"}
    assert [item.title for item in engine.collections()] == ["The Harbor Dispute"]


def test_the_same_load_twice_changes_nothing(engine: EmbeddedEngine, load_text) -> None:
    load_text(PAGE_ONE)
    before, info = live(engine), engine.info()
    report = load_text(PAGE_ONE)
    assert (report.unchanged, report.changed, report.added, report.deleted) == (2, 0, 0, 0)
    assert not report.published
    assert live(engine) == before
    assert engine.info() == info


def test_a_changed_description_or_order_is_published(engine: EmbeddedEngine, load_text) -> None:
    load_text(PAGE_ONE)
    assert load_text(PAGE_ONE.replace("Papers on", "All papers on")).published
    header, one, two = PAGE_ONE.split("-\n")
    assert load_text("-\n".join([header, two, one])).published
    assert next(r.text("title") for r in engine.scan()) == "Letter, Jones to Smith"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("Smith to Jones", "Smyth to Jones"), ("May 1, 1950", "May 11, 1950")],
    ids=["a word of a title", "a date"],
)
def test_a_mended_record_keeps_its_id(
    engine: EmbeddedEngine, load_text, wrong: str, right: str
) -> None:
    load_text(PAGE_ONE)
    before = live(engine)
    for _ in range(2):  # and keeps it when the mended page is loaded again
        report = load_text(PAGE_ONE.replace(wrong, right))
        assert live(engine).keys() == before.keys()
    assert (report.unchanged, report.corrected) == (2, 0)
    (changed,) = [r for id, r in live(engine).items() if r.values != before[id].values]
    assert right in (changed.text("title"), changed.values["date"]["display"]) or (
        right in changed.text("title")
    )


def test_a_report_names_what_came_changed_and_went(load_text) -> None:
    rows = [{"id": str(n), "title": f"Letter {n}", "summary": "Old."} for n in range(3)]
    load_text(rows)
    report = load_text([rows[0], {**rows[1], "summary": "New."}, {"id": "9", "title": "Nine"}])
    assert report.ids_added == ["9"]
    assert report.ids_changed == {"1": ["summary"]}
    assert report.ids_deleted == ["2"]
    assert "1 unchanged" in "\n".join(report.lines())


def test_other_sources_stay_as_they_are(engine: EmbeddedEngine, load_text) -> None:
    load_text(PAGE_ONE, "first")
    before = live(engine)
    collections = engine.collections()
    report = load_text([{"id": "x", "title": "Alone"}], "second")
    assert report.kept == 2
    after = live(engine)
    assert after.pop("x").source == "second"
    assert after == before
    assert engine.collections() == collections
    report = load_text([{"id": "y", "title": "Alone"}], "second")
    assert (report.added, report.deleted, report.kept) == (1, 1, 2)


def test_an_id_of_another_source_is_rejected_naming_both(engine: EmbeddedEngine, load_text) -> None:
    load_text([{"id": "MS 1", "title": "The first"}], "first")
    report = load_text([{"id": "MS 1", "title": "A second"}, {"id": "MS 2", "title": "B"}], "other")
    (reject,) = report.rejects
    assert "'first'" in reject.reason
    assert "'other'" in reject.reason
    assert live(engine)["MS 1"].text("title") == "The first"
    assert "MS 2" in live(engine)


def test_an_id_that_two_sources_of_one_load_claim_is_rejected(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    jobs = []
    for source in ("first", "other"):
        path = tmp_path / f"{source}.jsonl"
        path.write_text(json.dumps({"id": "MS 1", "title": source}))
        jobs.append(Job(source, JSON_LINES, (str(path),)))
    report = Report(("first", "other"), "records")
    with rejects_to(None, report) as rejects:
        load(engine, jobs, Rules(), rejects=rejects, report=report)
    assert "'first'" in report.rejects[0].reason
    assert "'other'" in report.rejects[0].reason
    assert live(engine)["MS 1"].text("title") == "first"


def test_the_samples_go_when_something_else_comes(engine: EmbeddedEngine, load_text) -> None:
    load_text(PAGE_ONE, SAMPLES)
    assert load_text(PAGE_ONE, SAMPLES).unchanged == 2
    report = load_text([{"id": "x", "title": "Mine"}], "mine")
    assert report.samples_removed == 2
    assert "sample" in "\n".join(report.lines())
    assert list(live(engine)) == ["x"]
    assert engine.collections() == ()
    with pytest.raises(LoadRefused, match="'mine'"):
        load_text(PAGE_ONE, SAMPLES)
    assert list(live(engine)) == ["x"]


def test_an_update_takes_the_samples_out_too(engine: EmbeddedEngine, load_text) -> None:
    load_text(PAGE_ONE, SAMPLES)
    load_text([{"id": "x", "title": "Mine"}], "mine", update=True)
    assert list(live(engine)) == ["x"]


def test_a_dry_run_counts_and_publishes_nothing(engine: EmbeddedEngine, load_text) -> None:
    report = load_text(PAGE_ONE, dry_run=True)
    assert (report.added, report.published) == (2, False)
    with pytest.raises(NoIndex):
        engine.info()
    assert load_text(PAGE_ONE).published  # the lock is free again


def test_a_source_of_which_nothing_is_left_is_told(engine: EmbeddedEngine, load_text) -> None:
    assert not load_text([{"id": "a", "title": "A chart"}]).remarks
    assert not load_text([{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]).remarks
    (remark,) = load_text([{"id": "c", "title": "A log"}]).remarks
    assert "nothing is left of the 2 records that 'harbor' had; to keep" in remark.message
    assert not load_text([{"id": "d", "title": "D"}], "other").remarks
    assert live(engine).keys() == {"c", "d"}


def test_a_large_drop_wants_force(engine: EmbeddedEngine, load_text) -> None:
    rows = [{"id": str(n), "title": f"Letter {n}"} for n in range(100)]
    load_text(rows)
    with pytest.raises(LoadRefused, match="--force"):
        load_text(rows[:79])
    assert engine.info().records == 100
    assert load_text(rows[:80]).deleted == 20
    assert load_text(rows[:20], force=True).deleted == 60
    assert load_text(rows[:2], max_drop=0.9).deleted == 18


def test_a_load_of_nothing_is_refused(engine: EmbeddedEngine, load_text) -> None:
    load_text(PAGE_ONE)
    with pytest.raises(LoadRefused, match="no record"):
        load_text(HEADER)
    with pytest.raises(LoadRefused, match="no record"):
        load_text("")
    assert engine.info().records == 2


def test_an_update_adds_and_changes_and_leaves_the_rest(engine: EmbeddedEngine, load_text) -> None:
    load_text([{"id": str(n), "title": f"Letter {n}"} for n in range(4)])
    load_text([{"id": "x", "title": "Alone"}], "second")
    report = load_text([{"id": "1", "title": "Mended"}, {"id": "9", "title": "New"}], update=True)
    assert (report.changed, report.added, report.deleted) == (1, 1, 0)
    found = live(engine)
    assert found.keys() == {"0", "1", "2", "3", "9", "x"}
    assert found["1"].text("title") == "Mended"
    assert found["1"].values["position"] == 2
    assert found["9"].values["position"] == 5
    assert not load_text([{"id": "9", "title": "New"}], update=True).published


class Deleting:
    """A format whose source says what is gone."""

    name = "deleting"
    summary = "for tests"

    def source_name(self, paths: Sequence[str]) -> str:
        return "deleting"

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        yield Deletion("1", Where("feed"))
        yield Deletion("x", Where("feed"))
        yield Deletion("never there", Where("feed"))


def test_an_update_honors_deletions_of_its_own_source(engine: EmbeddedEngine, load_text) -> None:
    load_text([{"id": str(n), "title": f"Letter {n}"} for n in range(4)])
    load_text([{"id": "x", "title": "Alone"}], "second")
    report = load_text("", format=Deleting(), update=True)
    assert report.ids_deleted == ["1"]
    assert live(engine).keys() == {"0", "2", "3", "x"}


def test_former_ids_answer_and_outlast_later_loads(engine: EmbeddedEngine, load_text) -> None:
    values = {"title": "Letter, Smith to Jones", "date": "May 1, 1950", "summary": "On fees."}
    load_text([values])
    (former,) = live(engine)
    for _ in range(2):
        load_text([{"id": "MS 1", **values}])
        found = engine.get(former)
        assert found is not None
        assert found.id == "MS 1"
    load_text([{"id": "MS 1", **values, "summary": "On the fees of the harbor."}])
    found = engine.get(former)
    assert found is not None
    assert found.values["former_ids"] == [former]


def test_a_cut_is_reported_and_the_record_loads(engine: EmbeddedEngine, load_text) -> None:
    report = load_text(
        [
            {
                "id": "i" * 600,
                "title": "w" * 600,
                "summary": "a\u0000b e\u0301",
                "type": "\u00fc" * 600,
                "sender": [{"name": "n" * 1200}],
            }
        ]
    )
    (record,) = engine.scan()
    assert len(record.id) == 512
    assert [len(word) for word in record.text("title").split()] == [255, 255, 90]
    assert record.text("summary") == "ab \u00e9"
    assert len(record.text("type").encode()) == 1000
    assert len(record.parties("sender")[0].name) == 1000
    assert len(record.parties("sender")[0].as_written.replace(" ", "")) == 1200
    assert {remark.field for remark in report.remarks} == {
        "id", "title", "summary", "type", "sender"
    }  # fmt: skip


def test_a_rejects_file_can_be_mended_and_loaded(
    engine: EmbeddedEngine, load_text, tmp_path: Path
) -> None:
    path = tmp_path / "rejects.jsonl"
    report = load_text([{"id": "1", "title": "A"}, {"id": "1", "title": "B"}, {"date": {"no": 1}}])
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert report.rejected == len(rows) == 2
    assert {row["line"] for row in rows} == {2, 3}
    assert all(row["source"].endswith("input") and row["reason"] for row in rows)
    assert rows[0]["raw"] == {"date": {"no": 1}}
    assert rows[1]["raw"] == {"id": "1", "title": "B"}
    rows[0]["raw"]["date"] = "May 1, 1950"
    rows[1]["raw"]["id"] = "2"
    report = load_text(rows, update=True)
    assert (report.added, report.rejected) == (2, 0)
    assert live(engine)["2"].text("title") == "B"


def test_a_reject_with_its_raw_text_is_still_one(load_text, tmp_path: Path) -> None:
    report = load_text(f"{PAGE_ONE}-\nMay 3, 1950\n")
    (row,) = [json.loads(line) for line in (tmp_path / "rejects.jsonl").read_text().splitlines()]
    report = load_text([row, {"id": "other", "title": "Other"}], update=True)
    assert (report.rejected, report.rejects[0].raw) == (1, row["raw"])
    row["raw"] = {"title": "Letter, Smith to Jones", "date": "May 3, 1950"}
    assert load_text([row], update=True).added == 1


class Picky(EmbeddedBuild):
    """A build that will not take one record."""

    def add(self, records: Iterable[Record]) -> Iterator[Refusal]:
        taken = []
        for record in records:
            if record.text("title") == "Refused":
                yield Refusal(record.id, "title", "not this one")
            else:
                taken.append(record)
        yield from super().add(taken)


def test_what_the_engine_refuses_is_rejected(
    engine: EmbeddedEngine, load_text, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.engines.embedded.build.EmbeddedBuild", Picky)
    report = load_text([{"id": "1", "title": "A"}, {"id": "2", "title": "Refused"}])
    (reject,) = report.rejects
    assert (reject.field, reject.where.line) == ("title", 2)
    assert "not this one" in reject.reason
    assert (report.added, report.ids_added) == (1, ["1"])
    assert list(live(engine)) == ["1"]


class Failing:
    """A format that fails in the middle."""

    name = "failing"
    summary = "for tests"

    def source_name(self, paths: Sequence[str]) -> str:
        return "failing"

    def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
        yield Draft({"title": "One"}, Where("feed"))
        raise LoadError("the feed broke off")


def test_a_load_that_fails_leaves_everything_as_it_was(
    engine: EmbeddedEngine, load_text, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_text(PAGE_ONE)
    before = engine.info()
    with pytest.raises(LoadError, match="broke off"):
        load_text("", format=Failing())
    with monkeypatch.context() as patched:
        patched.setattr(EmbeddedBuild, "finish", lambda self: 1)
        with pytest.raises(LoadError, match="1 record"):
            load_text(PAGE_ONE.replace("fees", "dues"))
    assert engine.info() == before
    assert len(engine.indices()) == 1
    assert load_text(PAGE_ONE.replace("fees", "dues")).published


def test_two_loads_at_once_are_one_too_many(engine: EmbeddedEngine, load_text) -> None:
    build = engine.begin(owner="another")
    with pytest.raises(LoadLocked):
        load_text(PAGE_ONE)
    build.drop()
    assert load_text(PAGE_ONE).published


def test_earlier_indexes_are_pruned(engine: EmbeddedEngine, load_text) -> None:
    for year in range(1950, 1954):
        load_text(PAGE_ONE.replace("1950", str(year)), keep=1)
    assert len(engine.indices()) == 2


def test_a_value_of_no_field_stops_the_load(engine: EmbeddedEngine, load_text) -> None:
    class Odd(Failing):
        def read(self, paths: Sequence[str], options: Options) -> Iterator[Item]:
            yield Draft({"title": "One", "flavor": "salt"}, Where("feed", 7))

    with pytest.raises(LoadError, match=r"feed:7.*flavor"):
        load_text("", format=Odd())


def test_an_update_of_known_ids_reads_nothing_else(
    engine: EmbeddedEngine, load_text, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": str(n), "title": f"Letter {n}"} for n in range(100)]
    load_text(rows)
    load_text([{"id": "x", "title": "Alone"}], "second")
    with monkeypatch.context() as patched:
        patched.setattr(EmbeddedEngine, "scan", lambda *_, **__: pytest.fail("a scan"))
        report = load_text([{"id": "7", "title": "Seven"}, rows[8]], update=True)
    assert (report.changed, report.unchanged, report.kept) == (1, 1, 1)
    assert report.ids_changed == {"7": ["title"]}
    assert live(engine)["7"].values["position"] == 8
    assert len(live(engine)) == 101


def test_an_update_rejects_the_id_of_another_source(engine: EmbeddedEngine, load_text) -> None:
    load_text([{"id": str(n), "title": f"Letter {n}"} for n in range(4)])
    load_text([{"id": "x", "title": "Alone"}], "second")
    rows = [{"id": "x", "title": "Mine"}, {"id": "1", "title": "One"}]
    report = load_text(rows, update=True)
    (reject,) = report.rejects
    assert "'second'" in reject.reason
    assert (reject.raw["id"], report.changed) == ("x", 1)
    assert live(engine)["x"].text("title") == "Alone"


def test_a_deletion_that_finds_nothing_is_said(load_text) -> None:
    load_text([{"id": str(n), "title": f"Letter {n}"} for n in range(4)])
    load_text([{"id": "x", "title": "Alone"}], "second")
    report = load_text("", format=Deleting(), update=True)
    messages = [remark.message for remark in report.remarks]
    assert messages == [
        "there is no record 'never there' of 'harbor' to delete",
        "there is no record 'x' of 'harbor' to delete",
    ]
    report = load_text("", format=Deleting(), update=True)
    assert (report.deleted, report.published) == (0, False)


def test_an_update_wants_the_mapping_of_the_live_index(
    engine: EmbeddedEngine, load_text, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_text([{"id": "1", "title": "One"}])
    monkeypatch.setattr(engine, "mapping", dataclasses.replace(engine.mapping, digest="other"))
    with pytest.raises(LoadRefused, match="load --all"):
        load_text([{"id": "2", "title": "Two"}], update=True)


def test_a_field_that_the_mapping_lost_stops_the_load(
    engine: EmbeddedEngine, load_text, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_text([{"id": "1", "title": "One", "extent": "3 pages"}], "first")
    fields = tuple(item for item in engine.mapping.fields if item.name != "extent")
    smaller = dataclasses.replace(
        engine.mapping, fields=fields, _by_name={item.name: item for item in fields}
    )
    monkeypatch.setattr(engine, "mapping", smaller)
    with pytest.raises(LoadError, match=r"'extent'.*load --all"):
        load_text([{"id": "2", "title": "Two"}], "second")


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize("has_ids", [True, False], ids=["own ids", "derived ids"])
def test_an_old_source_under_another_name_stops_and_asks(
    engine: EmbeddedEngine, load_text, has_ids: bool, update: bool
) -> None:
    rows = [
        {"title": f"Letter {n}", "date": f"May {n}, 1950", **({"id": str(n)} if has_ids else {})}
        for n in range(1, 5)
    ]
    load_text(rows, "old name")
    other = {"title": "A new one", "id": "new"}
    with pytest.raises(LoadRefused, match=r"3 of the 4 .*'old name'.*--force"):
        load_text([*rows[:3], other], "new name", update=update)
    assert len(live(engine)) == 4
    report = load_text([*rows[:3], other], "new name", update=update, force=True)
    assert (report.added, report.rejected) == ((1, 3) if has_ids else (4, 0))
