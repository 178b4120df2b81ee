"""`searchroom bridges import`: bridges from the archive's own lists, for somebody to accept."""

from __future__ import annotations

from pathlib import Path

import click

from loaders.names.commands import write_file
from loaders.names.thesaurus import merged, proposed, written
from service.bridges.keeping import read_file
from service.bridges.kinds import KINDS
from service.errors import ConfigurationError
from service.settings import Settings


@click.group()
def bridges() -> None:
    """Bridges: names that are searched together (docs/bridges.md)."""


@bridges.command("import")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--kind", type=click.Choice(list(KINDS)), default="term", show_default=True)
@click.option("--accept", is_flag=True, help="Put what FILE brings in force at once.")
def take(file: Path, kind: str, *, accept: bool) -> None:
    """Add the bridges of FILE, CSV or SKOS in RDF/XML, to the file of SEARCHROOM_BRIDGES.

    Nothing is in force until somebody writes "yes" under "accepted". What the file says already
    stays as it is. --kind is what the concepts of a thesaurus are.
    """
    target = Settings.from_env().bridges
    if not target:
        raise ConfigurationError(
            "SEARCHROOM_BRIDGES names no file; set it to the one that keeps the archive's bridges"
        )
    kept = Path(target)
    known = list(proposed(kept, kind)) if kept.exists() else []
    new = [
        {**line, "accepted": "yes" if accept else line["accepted"]} for line in proposed(file, kind)
    ]
    lines = merged(known, new)
    write_file(kept, written(lines))
    read_file(kept)
    click.echo(f"{len(lines) - len(known):,} new bridges are in {kept}, of {len(lines):,}")
    if not accept:
        click.echo('write "yes" or "no" under "accepted"')
