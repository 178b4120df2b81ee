"""`searchroom missed`: what readers looked for and did not find."""

from __future__ import annotations

import sys

import click
import orjson

from service.errors import ConfigurationError
from service.lasting.missed import MissedFile
from service.settings import Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the words as JSON.")
@click.option("--clear", is_flag=True, help="Forget all of them and start again.")
def missed(*, as_json: bool, clear: bool) -> None:
    """List the words for which readers found nothing, the most frequent first.

    They are counted where SEARCHROOM_MISSED names a file for them, and listed once they were asked
    SEARCHROOM_MISSED_LEAST times; no name and no time is kept with them.
    """
    settings = Settings.from_env()
    if not settings.missed:
        raise ConfigurationError(
            "words that find nothing are not counted: name a file for them in SEARCHROOM_MISSED, "
            "which the server can write"
        )
    file = MissedFile(settings.missed)
    if clear:
        try:
            click.echo(f"forgot {file.clear():,}")
        except OSError as error:
            raise ConfigurationError(f"{file.path} cannot be written: {error.strerror}") from error
        return
    found = file.read()
    if as_json:
        rows = [{"words": words, "count": count} for words, count in found.items()]
        sys.stdout.buffer.write(
            orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        )
        return
    for words, count in found.items():
        click.echo(f"{count:>8,}  {words}")
    if not found:
        click.echo(f"no words were asked {settings.missed_least} times and found nothing")
