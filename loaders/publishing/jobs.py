"""The jobs of a load, from the command line or from `sources.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

import click

from index_mappings.checking.nearest import nearest
from index_mappings.folding import clean
from loaders.drafts.archive_rules import RULE_OPTIONS
from loaders.drafts.date_conventions import NAMES
from loaders.drafts.dumps import RESTORE, RESTORED, sources_of
from loaders.drafts.format import Format, installed_formats
from loaders.drafts.special_files import refuse_special
from loaders.publishing.deletions import DELETIONS
from loaders.publishing.field_map_options import FieldMapOptions, as_extra
from loaders.publishing.intake import Job
from loaders.publishing.kept_sources import KeptSources
from loaders.publishing.known_sources import live_counts, refuse_unknown
from loaders.publishing.owed_sources import rules_digest
from loaders.publishing.source_tables import KeptSource
from loaders.publishing.survey import SAMPLES
from service.engines.contract import Engine
from service.errors import ConfigurationError, SearchroomError
from service.upkeep.loads import LOADED, WITH_REJECTS

# What one load was asked for does not belong to its source.
_OF_ONE_LOAD = ("from", "until", "clear")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The parts of a command line: a format, its files, a source, a list of deletions; or ""."""

    format: str = ""
    paths: tuple[str, ...] = ()
    source: str = ""
    deletions: str = ""


def format_named(name: str) -> Format:
    """Return the format with that name, of this package or of another."""
    known = installed_formats()
    if name not in known.names:
        formats = ", ".join(sorted(known.names))
        raise click.UsageError(f"there is no format {name!r}; the formats are {formats}")
    found: Format = known[name].load()
    return found


def jobs_of(
    wanted: Wanted, extra: Mapping[str, str], said: FieldMapOptions, *, update: bool
) -> list[Job]:
    """Return the jobs of a command line.

    Raises click.UsageError if something is missing or two options are incompatible.
    """
    if wanted.deletions and not update:
        raise click.UsageError(
            "--deletions needs --update; a load without it replaces its source anyway"
        )
    if wanted.deletions and wanted.source and not wanted.format:
        return [Job(clean(wanted.source), DELETIONS, (wanted.deletions,))]
    refuse_special([*wanted.paths, *filter(None, [wanted.deletions])])
    if not wanted.format:
        raise click.UsageError("name a FORMAT and its SOURCE files, or use --all")
    format = format_named(wanted.format)
    if not wanted.paths:
        raise click.UsageError(f"name the SOURCE files to load as {wanted.format}")
    options = as_extra(format, extra, **said)
    _refuse_unknown_options(format, options)
    jobs = _by_source(format, wanted.paths, wanted.source, options)
    if wanted.deletions:
        names = [job.source for job in jobs]
        jobs += [Job(name, DELETIONS, (wanted.deletions,)) for name in names]
    return jobs


_OF_EVERY_FORMAT = frozenset({*NAMES, *RULE_OPTIONS, "publish_held"})


def _refuse_unknown_options(format: Format, options: Mapping[str, str]) -> None:
    """Raise click.UsageError for an option unknown to a format, which is usually a mistake.

    A format of another package that lists no options accepts any.
    """
    own: frozenset[str] | None = getattr(format, "options", None)
    if own is None:
        return
    for name in options:
        if name not in own | _OF_EVERY_FORMAT:
            near = nearest(name, own | _OF_EVERY_FORMAT)
            hint = f"; did you mean {near!r}?" if near else ""
            takes = f"it takes {', '.join(sorted(own))}" if own else "it takes none of its own"
            raise click.UsageError(
                f"the format {format.name!r} has no option {name!r}{hint or f'; {takes}'}"
            )


def as_kept(jobs: Sequence[Job], kept: KeptSources, mapping: str) -> list[Job]:
    """Return the jobs of an update, each with the options of its source's last load.

    Options given now take precedence; a source last loaded in another format has only these.
    Without the earlier options an update of a table would not know the column of ids and would add
    every row again.
    """
    known = {(item.name, item.format): item for item in kept.of(mapping)}
    jobs_kept = []
    for job in jobs:
        item = known.get((job.source, job.format.name))
        found = kept.options(item) if item else {}
        before = {name: text for name, text in found.items() if name not in _OF_ONE_LOAD}
        if left := [name for name in before if name not in job.extra]:
            click.echo(
                f"note: {job.source!r} is loaded with the options that {kept.path} keeps: "
                + "; ".join(f"{name} {', '.join(before[name].splitlines())}" for name in left)
            )
        jobs_kept.append(replace(job, extra={**before, **job.extra}))
    return jobs_kept


def jobs_of_all(kept: KeptSources, mapping: str) -> tuple[list[Job], dict[str, str]]:
    """Return the jobs of all kept sources of one mapping, and the sources without files.

    Each of the latter has the reason. Raises ConfigurationError if there is no source, one is named
    twice, or none has files.
    """
    found = kept.of(mapping)
    if not found:
        raise ConfigurationError(
            f"{kept.path} has no source for the mapping {mapping!r}; `searchroom load` with a "
            "format and files adds one"
        )
    names = [item.name for item in found]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ConfigurationError(f"{kept.path} has the source {twice!r} twice")
    jobs: list[Job] = []
    failed: dict[str, str] = {}
    for item in found:
        format = format_named(item.format)
        try:
            places = kept.places(item)
        except ConfigurationError as error:
            failed[item.name] = str(error)
        else:
            jobs.append(Job(item.name, format, places, kept.options(item)))
    if not jobs:
        raise ConfigurationError("; ".join(failed.values()))
    return jobs, failed


def refuse_lists_of_no_source(
    jobs: Sequence[Job], engine: Engine, kept: KeptSources, mapping: str
) -> None:
    """Raise ConfigurationError if ids are to be deleted from a source that does not exist.

    With a mistyped name all of the ids would be reported as already deleted.
    """
    loaded = {job.source for job in jobs if job.format is not DELETIONS}
    for job in jobs:
        if job.format is DELETIONS and job.source not in loaded:
            refuse_unknown(engine, kept, mapping, job.source)


@contextmanager
def noting_failures(kept: KeptSources, mapping: str) -> Iterator[None]:
    """If a load of all sources cannot begin, note that for each: a timer has no reader."""
    try:
        yield
    except SearchroomError:
        with suppress(SearchroomError):  # the load's own failure is reported
            kept.note_failed([item.name for item in kept.of(mapping)], mapping)
        raise


def note(
    kept: KeptSources,
    engine: Engine,
    jobs: Sequence[Job],
    mapping: str,
    *,
    update: bool,
    site: str = "",
    seconds: float = 0,
    has_rejects: bool = False,
) -> None:
    """Write the loaded sources to `sources.toml`; failures are reported but are not errors.

    `seconds` is the duration of the whole load. The samples are only for trying out and are not
    kept.
    """
    is_kept = [job.format not in (DELETIONS, RESTORED) and RESTORE not in job.extra for job in jobs]
    if not all(is_kept) and any(RESTORE in job.extra for job in jobs):
        click.echo(f"note: a dump is not a source: {kept.path} names the same files as before")
    # What a dump has may be from before a rule: its sources are owed a load of their own.
    kept.owe({job.source for job, is_ in zip(jobs, is_kept, strict=True) if not is_}, mapping)
    wanted = [job for job, is_ in zip(jobs, is_kept, strict=True) if is_ and job.source != SAMPLES]
    if not wanted:
        return
    try:
        counts = live_counts(engine, [job.source for job in wanted])
        into = engine.info().name
        loaded = [
            KeptSource(
                job.source,
                mapping,
                job.format.name,
                job.paths,
                job.extra,
                counts[job.source],
                rules_at_load=rules_digest(job.extra, site),
                loaded_into=into,
                seconds=seconds,
                outcome=WITH_REJECTS if has_rejects else LOADED,
            )
            for job in wanted
        ]
        stayed = kept.note(loaded, update=update)
    except SearchroomError as error:
        click.echo(f"note: the load is not kept for `searchroom load --all`: {error}", err=True)
        return
    for name in stayed:
        click.echo(
            f"note: {kept.path} still names the files that {name!r} had before this update; "
            "`searchroom load --all` loads those"
        )


def _by_source(
    format: Format, paths: Sequence[str], source: str, options: dict[str, str]
) -> list[Job]:
    """Return one job if the source is named, else one for each name from the files.

    A dump has the names of all its sources; otherwise the format gives the name.
    """
    if source:
        return [Job(clean(source), format, tuple(paths), options)]
    by_name: dict[str, list[str]] = {}
    restored: list[Job] = []
    for path in paths:
        if getattr(format, "reads_dumps", False) and (names := sources_of(path)):
            restored += _restoring(format, path, names, options)
            continue
        by_name.setdefault(clean(format.source_name([path])), []).append(path)
    return restored + [Job(name, format, tuple(some), options) for name, some in by_name.items()]


def _restoring(
    format: Format, path: str, names: Sequence[str], options: Mapping[str, str]
) -> Iterator[Job]:
    """Yield a job for each source of a dump; the first reads the file for all of them."""
    first, *others = dict.fromkeys(map(clean, names))
    yield Job(first, format, (path,), {**options, RESTORE: "yes"})
    yield from (Job(name, RESTORED, (path,)) for name in others)
