"""Running a load for a command: its report on the screen, and retries without failing sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from loaders.drafts.progress import shown
from loaders.publishing.intake import Job
from loaders.publishing.load import load as run_load
from loaders.publishing.out_of_room import in_one_sentence
from loaders.publishing.rejects_file import rejects_to
from loaders.publishing.report import Report, write_report
from loaders.publishing.rules import Rules
from service.engines.contract import Engine
from service.errors import SearchroomError


@dataclass(frozen=True, slots=True)
class Wish:
    """The task of a load: its jobs, its rules, and the sources left out, with reasons.

    With `is_all` the jobs are all sources. With `goes_on` an unreadable source is left out, and its
    live records stay.
    """

    jobs: tuple[Job, ...]
    rules: Rules
    failed: dict[str, str] = field(default_factory=dict)
    is_all: bool = False
    goes_on: bool = False

    def without(self, source: str, why: str) -> Wish:
        """Return the task without a source that failed."""
        left = tuple(job for job in self.jobs if job.source != source)
        return replace(self, jobs=left, failed={**self.failed, source: why})


@dataclass(frozen=True, slots=True)
class Ran:
    """The result of a load: the exit code, the jobs finally loaded, and if there are rejects."""

    code: int
    wish: Wish
    has_rejects: bool


def run(
    engine: Engine,
    wish: Wish,
    refuse: Callable[[Sequence[Job]], None],
    *,
    rejects_path: Path | None,
    report_path: Path | None,
) -> Ran:
    """Run a load, and repeat it without each unreadable source if the task allows that.

    `refuse` is called before each try and raises if its jobs must not be loaded by themselves.
    """
    for source, why in wish.failed.items():
        _tell_failed(source, why)
    while True:
        refuse(wish.jobs)
        report, error = _tried(engine, wish, rejects_path)
        others = [job for job in wish.jobs if job.source != report.failing]
        if not (error and wish.goes_on and report.failing and others):
            code = _shown(report, is_failed=bool(error), report_path=report_path)
            return Ran(code, wish, bool(report.rejected))
        _tell_failed(report.failing, error)
        wish = wish.without(report.failing, error)


def _tell_failed(source: str, why: str) -> None:
    """Report that a source cannot be loaded and that the others are."""
    warning = f"warning: the source {source!r} cannot be loaded, the others are: {why}"
    click.echo(_printable(warning), err=True)


def _tried(engine: Engine, wish: Wish, rejects_path: Path | None) -> tuple[Report, str]:
    """Return the report of one try, and the reason why it failed, or ""."""
    report = Report(
        tuple(job.source for job in wish.jobs),
        engine.mapping.name,
        is_update=wish.rules.update,
        is_dry_run=wish.rules.dry_run,
        failed=wish.failed,
    )
    rules = replace(wish.rules, whole=wish.is_all and not wish.failed)
    try:
        with in_one_sentence(), rejects_to(rejects_path, report) as rejects:
            run_load(engine, wish.jobs, rules, rejects=rejects, report=report, progress=shown)
    except SearchroomError as error:
        report.outcome = str(error)
        return report, report.outcome
    return report, ""


def _shown(report: Report, *, is_failed: bool, report_path: Path | None) -> int:
    """Write and print the report of the last try, and return the exit code."""
    if report_path is not None:
        write_report(report_path, report)
    *lines, last = map(_printable, report.lines())
    for line in lines:
        click.echo(line)
    click.echo(last, err=is_failed)
    if is_failed:
        return 2
    return 1 if report.rejected or report.failed else 0


def _printable(line: str) -> str:
    """Return a printable form of a line: a file's name may have bytes that are not text."""
    return line.encode(errors="replace").decode()
