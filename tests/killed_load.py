"""A load that may kill itself at a step of publishing; run as a process by test_kill.py.

python killed_load.py FOLDER FILE [STEP]
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from typing import Any

from index_mappings.mapping import RecordMapping, load, parse
from loaders.json_files.json_lines import JSON_LINES
from loaders.publishing.intake import Job
from loaders.publishing.load import load as run_load
from loaders.publishing.rejects_file import rejects_to
from loaders.publishing.report import Report
from loaders.publishing.rules import Rules
from service.engines.embedded import EmbeddedEngine, folder, pointer
from service.engines.embedded.build import EmbeddedBuild

STEPS = (
    "built",
    "checked",
    "pointer half written",
    "pointer written",
    "old index half removed",
    "old index removed",
)


def small_mapping() -> RecordMapping:
    """Return the shipped mapping with a few of its fields, which loads several times faster."""
    body = json.loads(json.dumps(load("records").body))
    meta = body["mappings"]["_meta"]
    fields = {"title", "summary", "type", "date", "collections", "position", "source", "former_ids"}
    meta["fields"] = [item for item in meta["fields"] if item["name"] in fields]
    meta["facets"] = [item for item in meta["facets"] if item["name"] == "type"]
    meta["sorts"] = meta["sorts"][:1]
    meta["search"]["fields"] = [{"field": "title", "weight": 1.0}]
    meta["search"]["named"]["fields"] = ["title"]
    meta["highlights"] = meta["highlights"][:1]
    del meta["citation"], meta["examples"]  # they name fields that are gone
    defined = body["mappings"]["properties"]
    for name in list(defined):
        if name not in {*fields, "id", "computed", "everything"}:
            del defined[name]
    for name in ("sort_date", "sort_date_newest", "sort_title", "year"):
        del defined["computed"]["properties"][name]
    return parse("records", body)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def after(call: Callable[..., Any]) -> Callable[..., Any]:
    def called(*arguments: Any, **named: Any) -> None:
        call(*arguments, **named)
        die()

    return called


def half_written(path: Path, value: object) -> None:
    path.with_name(f".{path.name}.new").write_text(json.dumps(value)[:20])
    die()


def half_removed(path: Path, **named: Any) -> None:
    if not Path(path).name.startswith(".removed-"):  # a private folder of links, and no build
        rmtree(path, **named)
        return
    files = sorted(item for item in Path(path).rglob("*") if item.is_file())
    for file in files[: len(files) // 2]:
        file.unlink()
    die()


def arm(step: str) -> None:
    """See to it that the process kills itself at a step."""
    if step == "built":
        EmbeddedBuild.finish = after(EmbeddedBuild.finish)  # type: ignore[method-assign]
    elif step == "checked":
        EmbeddedBuild.publish = lambda self: die()  # type: ignore[method-assign]
    elif step == "pointer half written":
        pointer.replace_json = half_written
    elif step == "pointer written":
        folder.Folder.move = after(folder.Folder.move)  # type: ignore[method-assign]
    elif step == "old index half removed":
        folder.shutil.rmtree = half_removed  # type: ignore[assignment]
    elif step == "old index removed":
        folder.Folder.remove = after(folder.Folder.remove)  # type: ignore[method-assign]
    elif step:
        raise ValueError(step)


def main(root: str, path: str, step: str = "") -> None:
    engine = EmbeddedEngine.open(root, small_mapping())
    engine.indices()
    print("begun", flush=True)
    report = Report(("generated",), "records")
    with rejects_to(None, report) as rejects:
        # Nothing is kept of earlier indexes, so that each load has one to remove.
        job = Job("generated", JSON_LINES, (path,))
        build = engine.begin()  # what killed loads left behind goes before the steps are armed
        build.drop()
        arm(step)
        run_load(engine, [job], Rules(keep=0), rejects=rejects, report=report)
    if not report.published:
        raise AssertionError(report.outcome)


if __name__ == "__main__":
    main(*sys.argv[1:])
