"""`searchroom recover`: after damage, the last whole index is live again."""

from __future__ import annotations

from pathlib import Path

import click

from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.lasting.held import HeldDigests
from service.lasting.lost import Kept, forget_lost
from service.lasting.withdrawn_mark import withdrawn_mark
from service.settings import Settings
from service.upkeep.shown_again import AsShownNow


@click.command()
@click.option(
    "--lists-anew",
    is_flag=True,
    help="First start new lists of changes, withdrawals, held records, corrections, sources, days "
    "of opening and questions where one is lost.",
)
def recover(*, lists_anew: bool) -> int:
    """Go back to the last whole index where the live one is damaged or gone.

    Every file of the live index is read; where all are as they were written, nothing is changed.
    An earlier index that shows what has since been held back is passed over.
    Where no whole index is left, the message names the load that builds it again. Exit codes: 0
    a whole index is live, 2 none is.
    """
    settings = Settings.from_env()
    engine = open_engine(settings)
    try:
        if lists_anew:
            _begin_lists(engine, settings)
        again = AsShownNow(engine, HeldDigests(settings.held, engine.mapping.name))
        done = engine.recover(lambda name: not again.count(name))
        info = engine.info()
    finally:
        engine.close()
    for sentence in done.wrong:
        click.echo(sentence)
    what = "is live again" if done.moved else "is live and whole; nothing was changed"
    click.echo(f"{info.name} with {info.records:,} records, built {info.built}, {what}")
    return 0


def _begin_lists(engine: Engine, settings: Settings) -> None:
    """Take the lists that are gone for empty, and say which they are."""
    paths = (
        settings.held, settings.corrections, settings.sources, settings.openings,
        settings.questions,
    )  # fmt: skip
    lists = [Kept(Path(path)) for path in paths]
    begun = [*engine.lasting.begin_anew(), *forget_lost(lists)]
    if not engine.lasting.withdrawals().version:
        begun += forget_lost([withdrawn_mark(settings.sources, engine.mapping.name)])
    for name in begun:
        click.echo(f"{name} was lost, and is empty now")
    if not begun:
        click.echo("no list is gone")
