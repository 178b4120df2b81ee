"""`searchroom recover`: after damage, the last whole index is live again."""

from __future__ import annotations

import click

from service.engines.opening import open_engine
from service.settings import Settings


@click.command()
def recover() -> int:
    """Go back to the last whole index where the live one is damaged or gone.

    Every file of the live index is read; where all are as they were written, nothing is changed.
    Where no whole index is left, the message names the load that builds it again. Exit codes: 0
    a whole index is live, 2 none is.
    """
    engine = open_engine(Settings.from_env())
    try:
        done = engine.recover()
        info = engine.info()
    finally:
        engine.close()
    for sentence in done.wrong:
        click.echo(sentence)
    what = "is live again" if done.moved else "is live and whole; nothing was changed"
    click.echo(f"{info.name} with {info.records:,} records, built {info.built}, {what}")
    return 0
