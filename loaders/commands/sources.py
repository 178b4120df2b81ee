"""The command `searchroom sources`: what the catalogue is made of, and how to take a part out."""

from __future__ import annotations

import sys

import click

from loaders.drafts.progress import shown
from loaders.publishing.kept_sources import KeptSources
from loaders.publishing.known_sources import (
    known_sources,
    live_collections,
    live_counts,
    refuse_unknown,
)
from loaders.publishing.removal import remove as run_removal
from loaders.publishing.report_lines import counted
from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.errors import NoIndex
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
        (count,) = live_counts(engine, [name]).values()
        has_collections = any(item.source == name for item in live_collections(engine))
        click.echo(f"removing {name}: {count:,} of {_records(engine):,} live records")
        if not yes and sys.stdin.isatty():
            click.confirm("Go on?", abort=True)
        if count or has_collections:
            taken = run_removal(engine, name, keep=settings.keep, progress=shown)
            click.echo(
                f"published {engine.info().name} without {counted(taken, 'record')}; "
                "`searchroom indices rollback` brings them back"
            )
    finally:
        engine.close()
    if kept.forget(name, settings.mapping):
        click.echo(f"{kept.path} no longer names {name}")
    openings = Openings(settings.openings)
    openings.replace(settings.mapping, (), is_old=lambda item: item.source == name)
    return 0


def _records(engine: Engine) -> int:
    try:
        return engine.info().records
    except NoIndex:
        return 0
