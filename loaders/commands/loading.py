"""The command `searchroom load`, found by entry point."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import Unpack

import click

from loaders.commands.date_options import date_options, dates_as_extra
from loaders.commands.published_dumps import renew_dump
from loaders.commands.running import Ran, Wish, run
from loaders.commands.unnamed_format import with_format
from loaders.publishing.deletions import DELETIONS
from loaders.publishing.field_map_options import FieldMapOptions, field_map_options
from loaders.publishing.intake import Job
from loaders.publishing.jobs import (
    Wanted,
    as_kept,
    jobs_of,
    jobs_of_all,
    note,
    noting_failures,
    refuse_lists_of_no_source,
)
from loaders.publishing.kept_sources import KeptSources
from loaders.publishing.owed_sources import refuse_owed, with_kept_rules
from loaders.publishing.rules import Rules
from loaders.publishing.site_terms import terms_digest, terms_of
from loaders.publishing.without_live import live_to_read, without_live
from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.errors import IndexDamaged, LoadError, NoIndex, SearchroomError
from service.lasting.withdrawn_mark import (
    note_withdrawn,
    refuse_lost_withdrawals,
    withdrawn_mark,
)
from service.settings import Settings
from service.upkeep.notice import GONE


@click.command()
@click.argument("format", required=False)
@click.argument("paths", nargs=-1, metavar="SOURCE...")
@click.option("--all", "is_all", is_flag=True, help="Load every source of sources.toml together.")
@click.option("--mapping", help="The mapping to load into; default: SEARCHROOM_MAPPING.")
@click.option("--source", help="The name of the source; default: taken from the files.")
@click.option("--update", is_flag=True, help="Add and change records by id; leave all others.")
@click.option(
    "--deletions",
    type=click.Path(dir_okay=False),
    help="With --update: a file of ids to delete, one on each line.",
)
@click.option(
    "--clear",
    metavar="COLUMN,...",
    help="With --update: empty cells of these columns empty a field.",
)
@click.option(
    "--publish-held", is_flag=True, help="Also publish what the source marks as not public."
)
@click.option("--dry-run", is_flag=True, help="Do everything except publish.")
@click.option("--force", is_flag=True, help="Publish even if a check would refuse.")
@click.option("--if-empty", is_flag=True, help="Load only if no record is live yet.")
@click.option(
    "--max-drop",
    type=click.IntRange(0, 100),
    default=20,
    show_default=True,
    help="The percentage of the live records that may be removed without --force.",
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path),
    help="Write the rejected records to this file, as JSON lines.",
)
@click.option(
    "--report", type=click.Path(path_type=Path), help="Write the report to this file, as JSON."
)
@click.option(
    "-o", "--option", "extra", multiple=True, metavar="NAME=VALUE", help="An option of the format."
)
@field_map_options
@date_options
def load(
    format: str | None,
    paths: tuple[str, ...],
    *,
    is_all: bool,
    deletions: str | None,
    mapping: str | None,
    source: str | None,
    update: bool,
    clear: str | None,
    publish_held: bool,
    dry_run: bool,
    force: bool,
    if_empty: bool,
    max_drop: int,
    rejects: Path | None,
    report: Path | None,
    extra: tuple[str, ...],
    day_first: bool | None,
    century: int | None,
    circa_margin: int | None,
    **said: Unpack[FieldMapOptions],
) -> int:
    """Load SOURCE files of a FORMAT, and make the result the live index.

    Without a FORMAT, it is guessed from the files and reported.

    A load replaces exactly what its source had before, and keeps all others; sources.toml keeps
    what was loaded, and --all loads it again. Exit codes: 0 all loaded, 1 loaded with rejects or,
    with --all, without a source that cannot be read, 2 nothing published.
    """
    settings = Settings.from_env()
    if mapping:
        settings = replace(settings, mapping=mapping)
    if format and not is_all:
        format, paths = with_format(format, paths)
    wanted = Wanted(format or "", paths, source or "", deletions or "")
    dates = dates_as_extra(day_first, century, circa_margin)
    options = {**dict(option_pair(item) for item in extra), **dates}
    options |= _flags(publish_held=publish_held, clear=clear or "", update=update)
    kept = KeptSources(settings.sources)
    if is_all:
        _refuse_beside_all(wanted, options, said)
        with noting_failures(kept, settings.mapping):
            jobs, failed = jobs_of_all(kept, settings.mapping)
    else:
        named = jobs_of(wanted, options, said, update=update)
        jobs, failed = _with_what_is_kept(named, kept, settings.mapping, update=update), {}
    rules = _rules(settings, update=update, dry_run=dry_run, force=force, max_drop=max_drop)
    with closing(open_engine(settings)) as engine:
        rules = replace(rules, access=terms_of(settings, engine.mapping))
        if if_empty and _has_records(engine):
            click.echo("the index already has records; nothing was loaded")
            return 0
        wish = Wish(tuple(jobs), rules, failed)
        return _load_into(
            engine, wish, kept, settings, is_all=is_all, rejects=rejects, report=report
        )


def _rules(settings: Settings, *, update: bool, dry_run: bool, force: bool, max_drop: int) -> Rules:
    """Return the rules of a load; `max_drop` is a percentage."""
    return Rules(
        update=update,
        dry_run=dry_run,
        force=force,
        max_drop=max_drop / 100,
        keep=settings.keep,
        dates=settings.dates,
        openings=settings.openings,
        held=settings.held,
        questions=settings.questions,
        corrections=settings.corrections,
    )


def _load_into(
    engine: Engine,
    wish: Wish,
    kept: KeptSources,
    settings: Settings,
    *,
    is_all: bool,
    rejects: Path | None,
    report: Path | None,
) -> int:
    """Run a load, write its result to `sources.toml`, and return the exit code."""
    rules, mapping, site = wish.rules, settings.mapping, terms_digest(settings)
    begun = time.monotonic()

    def noted() -> AbstractContextManager[None]:
        return noting_failures(kept, mapping) if is_all else nullcontext()

    def refuse(jobs: Sequence[Job]) -> None:
        with noted():
            refuse_owed(jobs, read_from, kept, mapping, update=rules.update, site=site)
            refuse_lists_of_no_source(jobs, read_from, kept, mapping)

    with noted():
        mark = withdrawn_mark(settings.sources, engine.mapping.name)
        refuse_lost_withdrawals(mark, engine.lasting.withdrawals())
        is_anew = is_all or rules.force
        read_from = _fit_to_read(engine, anew=is_anew)
        if settings.loaded and not is_anew and not _has_index(engine):
            raise IndexDamaged(GONE)
        # what is live of a source that fails can stay only where it can be read
        wish = replace(wish, is_all=is_all, goes_on=is_all and read_from is engine)
        if wish.failed and not wish.goes_on:
            raise LoadError("; ".join(wish.failed.values()))
    ran = run(read_from, wish, refuse, rejects_path=rejects, report_path=report)
    if not rules.dry_run:
        _keep(engine, ran, kept, settings, site=site, seconds=time.monotonic() - begun)
    return ran.code


def _keep(
    engine: Engine, ran: Ran, kept: KeptSources, settings: Settings, *, site: str, seconds: float
) -> None:
    """Write the result of a load to `sources.toml`, and renew the published dump."""
    mapping, jobs = settings.mapping, ran.wish.jobs
    failed = [*ran.wish.failed]
    if ran.code == 2:
        failed += [job.source for job in jobs]
    else:
        _tell_of_deletions(jobs)
        note(
            kept, engine, jobs, mapping, update=ran.wish.rules.update, site=site,
            seconds=seconds, has_rejects=ran.has_rejects,
        )  # fmt: skip
        mark = withdrawn_mark(settings.sources, engine.mapping.name)
        note_withdrawn(mark, engine.lasting.withdrawals())
        renew_dump(engine, settings)
    with suppress(SearchroomError):  # the load's own failure has been reported
        kept.note_failed(failed, mapping)


def _tell_of_deletions(jobs: Sequence[Job]) -> None:
    """Warn that deletions do not last, once for each list of ids."""
    for path in dict.fromkeys(job.paths[0] for job in jobs if job.format is DELETIONS):
        click.echo(
            "note: `searchroom load --all` brings back what the files of the source still have; "
            f"`searchroom withdraw --file {path}` takes records out for good"
        )


def _flags(*, publish_held: bool, clear: str, update: bool) -> dict[str, str]:
    """Return two flags of the command as options of a load, which are strings."""
    if clear and not update:
        raise click.UsageError(
            "--clear needs --update; a load without it replaces its source anyway"
        )
    flags = {"publish_held": "yes" if publish_held else "", "clear": clear}
    return {name: text for name, text in flags.items() if text}


def _with_what_is_kept(
    jobs: list[Job], kept: KeptSources, mapping: str, *, update: bool
) -> list[Job]:
    """Return jobs with the options and rules of their sources in `sources.toml`."""
    kept.read()  # what is wrong with it is said before the load, not after
    if update:
        jobs = as_kept(jobs, kept, mapping)
    return with_kept_rules(jobs, kept, mapping)


def _fit_to_read(engine: Engine, *, anew: bool) -> Engine:
    """Return the engine for a load: without its live index if that is damaged.

    Raises IndexDamaged if the other sources of the live index would then be lost.
    """
    damage = live_to_read(engine)
    if not damage:
        return engine
    if not anew:
        raise IndexDamaged(damage)
    click.echo(f"warning: {damage.partition('; `')[0]}; nothing of it is carried over", err=True)
    return without_live(engine)


def _refuse_beside_all(wanted: Wanted, options: Mapping[str, str], said: FieldMapOptions) -> None:
    if wanted != Wanted() or options or any(said.values()):
        raise click.UsageError(
            "--all loads what sources.toml lists: give no format, file, source or option with it"
        )


def _has_index(engine: Engine) -> bool:
    with suppress(NoIndex):
        return bool(engine.info().name)
    return False


def _has_records(engine: Engine) -> bool:
    with suppress(NoIndex):
        return engine.info().records > 0
    return False


def option_pair(option: str) -> tuple[str, str]:
    """Return name and value of an option NAME=VALUE; raise click.UsageError if it is not one."""
    name, equals, value = option.partition("=")
    if not equals:
        raise click.UsageError(f"-o {option!r}: write NAME=VALUE")
    return name, value
