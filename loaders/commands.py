"""The loaders' commands, which the `searchroom` command finds by entry point."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import click

from index_mappings.folding import clean
from loaders.intake import Job
from loaders.mapping_options import as_extra, field_map_options
from loaders.progress import shown
from loaders.publishing import Rules
from loaders.publishing import load as run_load
from loaders.report import Report, rejects_to, write_report
from loaders.source import Format
from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.errors import NoIndex, SearchroomError
from service.settings import Settings

FORMATS = "searchroom.formats"


def format_named(name: str) -> Format:
    """Return the format of that name, of this package or of another."""
    known = entry_points(group=FORMATS)
    if name not in known.names:
        raise click.UsageError(
            f"there is no format {name!r}; there are {', '.join(sorted(known.names))}"
        )
    found: Format = known[name].load()
    return found


@click.command()
@click.argument("format")
@click.argument("paths", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--mapping", help="The mapping to load into; default: SEARCHROOM_MAPPING.")
@click.option("--source", help="The name of the source; default: what the files say of themselves.")
@click.option("--update", is_flag=True, help="Add and change by id, and leave the rest.")
@click.option("--dry-run", is_flag=True, help="Do everything but publish.")
@click.option("--force", is_flag=True, help="Publish what the checks would refuse.")
@click.option("--if-empty", is_flag=True, help="Do nothing where any record is live already.")
@click.option(
    "--max-drop",
    type=click.IntRange(0, 100),
    default=20,
    show_default=True,
    help="The percentage of the live records that may go without --force.",
)
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="Write what was rejected here, as JSONL."
)
@click.option("--report", type=click.Path(path_type=Path), help="Write the report here, as JSON.")
@click.option(
    "-o", "--option", "extra", multiple=True, metavar="NAME=VALUE", help="An option of the format."
)
@field_map_options
def load(
    format: str,
    paths: tuple[str, ...],
    *,
    mapping: str | None,
    source: str | None,
    update: bool,
    dry_run: bool,
    force: bool,
    if_empty: bool,
    max_drop: int,
    rejects: Path | None,
    report: Path | None,
    extra: tuple[str, ...],
    mapped: tuple[str, ...],
    field_map: str | None,
    id_column: str | None,
    drop: tuple[str, ...],
) -> int:
    """Load SOURCE files of a FORMAT, and make the result the live index.

    A load replaces exactly what its source had before, and keeps all others. Exit codes: 0 all
    loaded, 1 loaded with rejects, 2 nothing published.
    """
    settings = Settings.from_env()
    if mapping:
        settings = replace(settings, mapping=mapping)
    found = format_named(format)
    options = as_extra(
        found,
        dict(option_pair(item) for item in extra),
        mapped=mapped,
        field_map=field_map,
        id_column=id_column,
        drop=drop,
    )
    engine = open_engine(settings)
    try:
        if if_empty and _has_records(engine):
            click.echo("the index has records already; nothing was loaded")
            return 0
        jobs = _jobs(found, paths, source, options)
        rules = Rules(
            update=update,
            dry_run=dry_run,
            force=force,
            max_drop=max_drop / 100,
            keep=settings.keep,
        )
        return _run(engine, jobs, rules, rejects_path=rejects, report_path=report)
    finally:
        engine.close()


def _run(
    engine: Engine,
    jobs: Sequence[Job],
    rules: Rules,
    *,
    rejects_path: Path | None,
    report_path: Path | None,
) -> int:
    report = Report(
        tuple(job.source for job in jobs),
        engine.mapping.name,
        is_update=rules.update,
        is_dry_run=rules.dry_run,
    )
    failed = False
    try:
        with rejects_to(rejects_path, report) as rejects:
            run_load(engine, jobs, rules, rejects=rejects, report=report, progress=shown)
    except SearchroomError as error:
        failed, report.outcome = True, str(error)
    if report_path is not None:
        write_report(report_path, report)
    # A file's name may hold bytes that are no text, and so cannot be printed as they are.
    *lines, last = (line.encode(errors="replace").decode() for line in report.lines())
    for line in lines:
        click.echo(line)
    click.echo(last, err=failed)
    if failed:
        return 2
    return 1 if report.rejected else 0


def _jobs(
    format: Format, paths: Sequence[str], source: str | None, options: dict[str, str]
) -> list[Job]:
    """Return one job where the source is named, else one for each name that the files have."""
    if source:
        return [Job(clean(source), format, tuple(paths), options)]
    by_name: dict[str, list[str]] = {}
    for path in paths:
        by_name.setdefault(clean(format.source_name([path])), []).append(path)
    return [Job(name, format, tuple(some), options) for name, some in by_name.items()]


def _has_records(engine: Engine) -> bool:
    with suppress(NoIndex):
        return engine.info().records > 0
    return False


def option_pair(option: str) -> tuple[str, str]:
    """Return name and value of an option NAME=VALUE; click.UsageError where it is none."""
    name, equals, value = option.partition("=")
    if not equals:
        raise click.UsageError(f"-o {option!r}: write NAME=VALUE")
    return name, value
