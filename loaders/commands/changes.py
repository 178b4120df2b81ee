"""`searchroom changes`: the numbered list of what each publish changed."""

from __future__ import annotations

import sys

import click
import orjson

from service.engines.opening import open_engine
from service.settings import Settings


@click.command("changes")
@click.option(
    "--since",
    type=click.IntRange(0),
    default=0,
    help="Only changes with a higher number than this.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object on each line.")
def command(*, since: int, as_json: bool) -> None:
    """List what was added, changed, deleted or withdrawn, in the order of publishing."""
    engine = open_engine(Settings.from_env())
    try:
        for change in engine.changes(since):
            if as_json:
                sys.stdout.buffer.write(orjson.dumps(change.to_json()) + b"\n")
            else:
                click.echo(f"{change.number}  {change.at}  {change.kind}  {change.id}")
    finally:
        engine.close()
