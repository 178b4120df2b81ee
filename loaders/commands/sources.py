"""The command `searchroom sources`: listing and removing the sources of the catalogue."""

from __future__ import annotations

import sys

import click

from loaders.commands.published_dumps import renew_dump
from loaders.drafts.progress import shown
from loaders.publishing.amending import as_text
from loaders.publishing.held_before import HeldBefore
from loaders.publishing.kept_corrections import KeptCorrections
from loaders.publishing.kept_sources import KeptSources
from loaders.publishing.known_sources import (
    known_sources,
    live_collections,
    live_counts,
    refuse_unknown,
)
from loaders.publishing.owed_sources import refuse_owed
from loaders.publishing.removal import remove as run_removal
from loaders.publishing.report_lines import counted
from loaders.publishing.site_terms import terms_digest
from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.errors import ConfigurationError, NoIndex
from service.lasting.openings import Openings
from service.settings import Settings


@click.group(invoke_without_command=True)
@click.pass_context
def sources(ctx: click.Context) -> None:
    """List the sources of the catalogue, with records, last load, and what they are read from."""
    if ctx.invoked_subcommand:
        return
    settings = Settings.from_env()
    kept = KeptSources(settings.sources)
    found = kept.of(settings.mapping)
    engine = open_engine(settings)
    try:
        names = known_sources(engine, kept, settings.mapping)
        counts = live_counts(engine, names)
        total = _records(engine)
    finally:
        engine.close()
    for item in found:
        last = item.last_load or "not loaded yet"
        places = ", ".join(item.places[:2]) + (
            f" and {len(item.places) - 2:,} more" if len(item.places) > 2 else ""
        )
        click.echo(
            f"{item.name}: {counted(counts[item.name], 'record')}, {item.format}, {last}, "
            f"from {places}"
        )
    for name in sorted(set(names) - {item.name for item in found}):
        click.echo(f"{name}: {counted(counts[name], 'record')}, not in {kept.path}")
    others = total - sum(counts.values())
    if others:
        click.echo(f"and {counted(others, 'record')} of sources that are not in {kept.path}")
    if not names and not others:
        click.echo("there is no source yet; `searchroom load` adds the first")


@sources.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(name: str, *, yes: bool) -> int:
    """Take the source NAME out: its records, its collections, and its place in sources.toml."""
    settings = Settings.from_env()
    kept = KeptSources(settings.sources)
    engine = open_engine(settings)
    try:
        refuse_unknown(engine, kept, settings.mapping, name)
        # what cannot be read is told before anything is taken out
        corrected = KeptCorrections(settings.corrections)
        list(corrected.read(settings.mapping))
        site = terms_digest(settings)
        refuse_owed((), engine, kept, settings.mapping, site=site, taken_out=name)
        (count,) = live_counts(engine, [name]).values()
        has_collections = any(item.source == name for item in live_collections(engine))
        click.echo(f"removing {name}: {count:,} of {_records(engine):,} live records")
        if not yes and sys.stdin.isatty():
            click.confirm("Go on?", abort=True)
        if count or has_collections:
            removed = run_removal(engine, name, keep=settings.keep, progress=shown)
            click.echo(
                f"published {engine.info().name} without {counted(removed, 'record')}; "
                "`searchroom indices rollback` brings them back"
            )
            renew_dump(engine, settings)
    finally:
        engine.close()
    if kept.forget(name, settings.mapping):
        click.echo(f"{kept.path} no longer names {name}")
    HeldBefore(settings.held, engine.mapping).forget(name)
    try:
        openings = Openings(settings.openings)
        openings.replace(settings.mapping, (), is_old=lambda item: item.source == name)
    except ConfigurationError as error:  # which hides nothing, and shows nothing
        click.echo(f"note: {error}", err=True)
    corrected.replace(
        (), is_old=lambda item: (item.mapping, item.source) == (settings.mapping, name)
    )
    return 0


@sources.command()
@click.option("--source", default="", help="Only those of this source.")
@click.option("--drop", multiple=True, metavar="ID", help="Let the source's own values back in.")
def corrections(*, source: str, drop: tuple[str, ...]) -> int:
    """List the corrections that updates made, which every load applies again; --drop forgets some.

    Exit codes: 0 done, 1 an ID has no corrections.
    """
    settings = Settings.from_env()
    kept = KeptCorrections(settings.corrections)
    found = [item for item in kept.read(settings.mapping) if not source or item.source == source]
    if not drop:
        for item in found:
            value, was = as_text(item.value), as_text(item.was)
            click.echo(f"{item.source}: {item.id}: {item.place}: {value!r} (was {was!r})")
        if not found:
            click.echo("no corrections are kept")
        return 0
    gone = [item for item in found if item.id in drop]
    kept.replace((), is_old=gone.__contains__)
    click.echo(
        f"forgot {counted(len(gone), 'correction')}; the next load brings the source's own values"
    )
    unknown = set(drop) - {item.id for item in gone}
    for id in sorted(unknown):
        click.echo(f"{id} has no corrections", err=True)
    return 1 if unknown else 0


def _records(engine: Engine) -> int:
    try:
        return engine.info().records
    except NoIndex:
        return 0
