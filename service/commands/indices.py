"""`searchroom indices`: which indexes there are; `rollback` makes the one before live again."""

from __future__ import annotations

import sys
from contextlib import closing

import click

from service.engines.opening import open_engine
from service.errors import LoadError
from service.lasting.held import HeldDigests
from service.results import IndexInfo
from service.settings import Settings
from service.upkeep.difference import difference
from service.upkeep.dump_problems import owed_dump
from service.upkeep.shown_again import AsShownNow


@click.group(invoke_without_command=True)
@click.pass_context
def indices(ctx: click.Context) -> None:
    """List the indexes, the newest first; the live one has a star."""
    if ctx.invoked_subcommand:
        return
    with closing(open_engine(Settings.from_env())) as engine:
        found = engine.indices()
    for info in found:
        click.echo(index_line(info))
    if not found:
        click.echo("no index yet; `searchroom load` makes the first")


@indices.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--even-held", is_flag=True, help="Go back even to an index that shows records held back since."
)
@click.option("--quick", is_flag=True, help="Do not compare the records of the two indexes.")
def rollback(*, yes: bool, quick: bool, even_held: bool) -> int:
    """Make the index before the live one the live one again, and say first what that changes."""
    settings = Settings.from_env()
    engine = open_engine(settings)
    try:
        live = engine.info()
        back = next((info for info in engine.indices() if info.previous), None)
        if back is None:
            raise LoadError("there is no earlier index to go back to")
        click.echo(f"taking away: {index_line(live)}")
        click.echo(f"back again:  {index_line(back)}")
        held = HeldDigests(settings.held, engine.mapping.name)
        again = AsShownNow(engine, held)
        if not even_held and (count := again.count(back.name)):
            raise LoadError(
                f"the earlier index shows {count:,} that are held back or restricted since, so "
                "nothing was changed; load again what is right, or go back with --even-held"
            )
        if not quick:
            for line in difference(engine, live, back).lines():
                click.echo(line)
        if not yes and sys.stdin.isatty() and not click.confirm("Go back?"):
            click.echo("nothing was changed")
            return 2
        if engine.info().name != live.name:
            raise LoadError("another index was published meanwhile, so nothing was changed")
        click.echo(f"live: {index_line(engine.rollback())}")
        if owed := owed_dump(engine, settings.dumps):
            click.echo(f"note: {owed}")
    finally:
        engine.close()
    return 0


def index_line(info: IndexInfo) -> str:
    """Return the line that describes an index; the live one has a star."""
    live = "*" if info.live else " "
    size = f"{info.size / 1_000_000:,.1f} MB"
    return (
        f"{live} {info.name}  built {info.built}  {info.records:,} records  {size}  "
        f"mapping {info.mapping}"
    )
