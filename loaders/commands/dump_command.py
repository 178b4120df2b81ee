"""`searchroom dump`: the whole catalogue into a file, or published for everybody."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

import click

from loaders.commands.dumping import dump
from loaders.commands.published_dumps import publish_dump, retire_dump
from loaders.drafts.dump_files import written
from loaders.drafts.progress import shown
from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.errors import LoadError
from service.settings import Settings


@click.command("dump")
@click.argument(
    "file", required=False, type=click.Path(path_type=Path, dir_okay=False, allow_dash=True)
)
@click.option("--source", default="", help="Only the records and collections of this source.")
@click.option("--publish", is_flag=True, help="Publish it for everybody at /dumps; no FILE.")
@click.option("--unpublish", is_flag=True, help="Remove the dump that --publish made; no FILE.")
def command(file: Path | None, *, source: str, publish: bool, unpublish: bool) -> int:
    """Write every record and collection to FILE as JSON lines; - writes to standard output.

    It is compressed where the name of FILE ends in .gz or .zst, and has a checksum of its own.
    `searchroom restore FILE` brings all back as it was; `searchroom load jsonl FILE` loads each
    record again into its source, or with `--source NAME` all into one. FILE is for the archive,
    and only its maker can read it, for it has the list of withdrawn records with their reasons.
    What --publish makes does not.
    """
    if (file is None) != (publish or unpublish) or (publish and unpublish):
        raise click.UsageError("give a FILE, --publish or --unpublish")
    if source and file is None:
        raise click.UsageError("what is published is the whole catalogue; --source needs a FILE")
    settings = Settings.from_env()
    with closing(open_engine(settings)) as engine:
        if unpublish:
            was_there = retire_dump(engine, settings)
            click.echo("removed" if was_there else "no dump is published")
        elif file is None:
            fresh = publish_dump(engine, settings, progress=shown)
            click.echo(f"published {fresh.file}, {fresh.records:,} records, {fresh.size:,} bytes")
        else:
            _write(engine, file, source)
    return 0


def _write(engine: Engine, file: Path, source: str) -> None:
    with _opened(file) as target:
        count = dump(engine, target, source, progress=shown)
        if source and not count:
            raise LoadError(
                f"there is no record of a source {source!r}; `searchroom sources` lists the sources"
            )
    click.echo(f"{count:,} records written to {file}", err=True)


_OF_THE_ARCHIVE = 0o600  # it says why records were withdrawn


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if str(path) == "-":
        yield sys.stdout.buffer
        return
    with written(path, _OF_THE_ARCHIVE) as file:
        yield file
