"""`searchroom check`: what is wrong with the site, its index and its catalogue."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import click

from service.bridges.keeping import read_file
from service.commands.indices import index_line
from service.engines.contract import Engine
from service.engines.guarded import guarded
from service.engines.opening import open_engine
from service.errors import ConfigurationError, EngineUnavailable, NoIndex, SearchroomError
from service.face.keeping import checked
from service.lasting.corrections_file import CorrectionsFile
from service.lasting.held import HeldDigests
from service.lasting.openings import Due, Openings
from service.lasting.questions_file import lost_questions
from service.lasting.sources_file import sources_problem
from service.names.keeping import Names
from service.results import IndexInfo
from service.settings import Settings
from service.upkeep.examination import examine
from service.upkeep.loads import was_loaded
from service.upkeep.notice import GONE, stale_mapping
from service.upkeep.operating import Watched, operators_problems
from service.upkeep.printing import FORMATS, as_csv, as_json, as_text


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="JSON for a program, CSV for a spreadsheet.",
)
@click.option("--every", is_flag=True, help="Show every finding, not the first ten of a kind.")
@click.option("--quick", is_flag=True, help="Do not read the records.")
@click.option(
    "--operator", is_flag=True, help="Look at the machine instead of the records: for a timer."
)
def check(*, form: str, every: bool, quick: bool, operator: bool) -> int:
    """Report what is wrong with the engine, the catalogue and the files that the site keeps.

    Every file of the index is read. --operator reports certificates that end within 30 days,
    disks that are nearly full, sources that failed or have not been loaded for a long time, and
    the state of the cluster. Exit codes: 0 notices at most, 1 something to fix.
    """
    settings = Settings.from_env()
    engine = open_engine(settings)
    try:
        info, problems = _standing(engine, is_loaded=was_loaded(settings))
        names, more = _names(settings)
        problems += [*more, *_unread_files(settings), *_unread_lists(settings)]
        if operator:
            problems += operators_problems(Watched(settings, engine, info, datetime.now(UTC)))
        due = _due(settings)
        problems += due.problems()
        with ExitStack() as stack:
            found = None
            if info and not (quick or operator):
                found = stack.enter_context(examine(engine))
            if form == "text":
                if info:
                    click.echo(f"live: {index_line(info)}")
                    click.echo(f"collections: {len(engine.collections())}")
                if names:
                    click.echo(names)
                for line in due.lines():
                    click.echo(line)
                for line in as_text(found, problems, every=every):
                    click.echo(line)
            elif form == "json":
                for part in as_json(found, problems, info, due):
                    sys.stdout.buffer.write(part)
            else:
                for line in as_csv(found, problems):
                    click.echo(line, nl=False)
            grave = found.counts().keys() - {"notice"} if found else ()
    finally:
        engine.close()
    return 1 if problems or grave else 0


def _standing(engine: Engine, *, is_loaded: bool) -> tuple[IndexInfo | None, list[str]]:
    """Return the live index if one can be read, and what is wrong with it."""
    unwell = engine.health()
    try:
        info = engine.info()
        if not unwell:
            engine.verify()
    except NoIndex as error:
        return None, [GONE if is_loaded else unwell or str(error)]
    except SearchroomError as error:
        return None, [unwell or str(error)]
    stale = stale_mapping(info, engine.mapping)
    problems = (unwell, stale, info.notice, _unread_changes(engine))
    return info, [problem for problem in problems if problem]


def _unread_changes(engine: Engine) -> str:
    """Return why the list of changes cannot be read to its end, or "" if it can."""
    try:
        for _ in guarded(engine).changes():
            pass
    except EngineUnavailable as error:
        return error.detail
    return ""


def _unread_lists(settings: Settings) -> Iterator[str]:
    """Yield why what the site keeps beside its index is not known, or nothing if all is."""
    try:
        HeldDigests(settings.held, settings.mapping)
    except ConfigurationError as error:
        yield str(error)
    for problem in (
        CorrectionsFile(settings.corrections).problem(),
        sources_problem(Path(settings.sources)),
        Openings(settings.openings).problem(),
        lost_questions(settings.questions),
    ):
        if problem:
            yield problem


def _due(settings: Settings) -> Due:
    """Return what opens soon; nothing where that is not known, which `_unread_lists` says."""
    try:
        return Due.of(Openings(settings.openings).read(settings.mapping), date.today())
    except ConfigurationError:
        return Due.of((), date.today())


def _unread_files(settings: Settings) -> Iterator[str]:
    """Yield what is wrong with the archive's own bridges and its face."""
    try:
        if settings.bridges:
            read_file(Path(settings.bridges))
    except ConfigurationError as error:
        yield f"SEARCHROOM_BRIDGES: {error}"
    try:
        if settings.face:
            checked(settings.face)
    except ConfigurationError as error:
        yield f"SEARCHROOM_FACE: {error}"


def _names(settings: Settings) -> tuple[str, list[str]]:
    """Return a line on the curator's rings of names, and what is wrong with their file."""
    try:
        rings = Names(settings.names).check()
    except ConfigurationError as error:
        return "", [str(error)]
    return (f"names: {len(rings):,} rings in {settings.names}" if settings.names else ""), []
