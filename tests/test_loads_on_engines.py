"""Updates, renamed sources and removals, on each engine for real."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index_mappings.record import Record
from loaders.drafts.progress import Progress, silent
from loaders.json_files.json_lines import JSON_LINES
from loaders.publishing.deletions import DELETIONS
from loaders.publishing.intake import Job
from loaders.publishing.known_sources import live_counts
from loaders.publishing.load import load
from loaders.publishing.rejects_file import rejects_to
from loaders.publishing.removal import remove
from loaders.publishing.report import Report
from loaders.publishing.rules import Rules
from service.engines.contract import Engine
from service.errors import EngineUnavailable, LoadRefused
from service.upkeep.examination import examine


@pytest.fixture
def load_rows(empty_engine: Engine, tmp_path: Path):
    """Load records as JSON lines, with ids to delete, under a source's name."""

    def run(
        source: str,
        *rows: dict[str, Any],
        gone: tuple[str, ...] = (),
        progress: Progress = silent,
        **rules: Any,
    ) -> Report:
        path, listed = tmp_path / "input.jsonl", tmp_path / "gone.txt"
        path.write_text("\n".join(map(json.dumps, rows)))
        listed.write_text("\n".join(gone))
        jobs = [Job(source, JSON_LINES, (str(path),)), Job(source, DELETIONS, (str(listed),))]
        report = Report((source,), "records")
        with rejects_to(None, report) as rejects:
            load(
                empty_engine, jobs, Rules(**rules), rejects=rejects, report=report,
                progress=progress,
            )  # fmt: skip
        return report

    return run


def row(id: str, title: str = "A letter", **values: Any) -> dict[str, Any]:
    return {"id": id, "title": title, **values}


def test_a_catalogue_from_load_to_load(empty_engine: Engine, load_rows) -> None:
    rows = [row(str(n), f"Letter {n}", summary="It.") for n in range(40)]
    load_rows("letters", *rows)
    load_rows("notes", row("n1", "Note"), {"collection": {"id": "c", "title": "Notes"}})
    report = load_rows("letters", row("3", "Mended"), gone=("5", "n1", "none"), update=True)
    assert (report.changed, report.deleted, report.kept, report.remarked) == (1, 1, 1, 2)
    report = load_rows("letters", row("40", "New"), row("n1", "Mine"), update=True)
    assert (report.added, report.rejected, report.rejects[0].raw["id"]) == (1, 1, "n1")
    new = empty_engine.get("40")
    assert new is not None
    assert new.values["position"] == 41
    assert live_counts(empty_engine, ["letters", "notes", "none"]) == {
        "letters": 40, "notes": 1, "none": 0
    }  # fmt: skip
    with pytest.raises(LoadRefused, match="'letters'"):
        load_rows("a new name", *rows, row("z"))
    assert remove(empty_engine, "notes", keep=1) == 1
    assert (empty_engine.get("n1"), empty_engine.collections()) == (None, ())
    assert empty_engine.rollback().records == 41
    with examine(empty_engine) as found:
        assert found.records == 41
        assert found.counts() == {"notice": {"summary-missing": 3, "field-absent": 2}}
    assert load_rows("letters", row("3", "Mended"), update=True).published is False


def test_an_update_that_is_interrupted_changes_nothing(empty_engine: Engine, load_rows) -> None:
    load_rows("letters", *(row(str(n), f"Letter {n}") for n in range(10)))
    before, scanned = empty_engine.info(), {item.id: item for item in empty_engine.scan()}

    def interrupted(items: Iterable[Any], what: str, total: int | None = None) -> Iterator[Any]:
        for number, item in enumerate(items):
            if what == "writing" and number == 1:
                raise KeyboardInterrupt
            yield item

    changes = row("1", "Mended"), row("2", "Mended"), row("new")
    with pytest.raises(KeyboardInterrupt):
        load_rows("letters", *changes, update=True, progress=interrupted)
    assert empty_engine.info() == before
    assert {item.id: item for item in empty_engine.scan()} == scanned
    report = load_rows("letters", *changes, update=True)
    assert (report.changed, report.added, report.published) == (2, 1, True)
    assert empty_engine.info().records == 11


@pytest.mark.slow
def test_a_scan_of_an_index_that_goes_away_is_no_short_one(make_engine) -> None:
    engine = make_engine("elasticsearch")
    build = engine.begin(owner="a test")
    many = (Record(str(n), {"title": "A letter", "source": "tests"}) for n in range(1001))
    assert list(build.add(many)) == []
    build.finish()
    build.publish()
    reading = engine.scan()
    next(reading)
    with engine._server.asking() as client:
        client.indices.delete(index=engine.info().name)
    with pytest.raises(EngineUnavailable):
        list(reading)
