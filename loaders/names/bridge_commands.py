"""`searchroom bridges`: bridges from the archive's own lists, to be accepted by a curator."""

from __future__ import annotations

from pathlib import Path

import click

from index_mappings.name_kinds import TERM, NameKind
from loaders.names.commands import write_file
from loaders.names.glosses import Glosses
from loaders.names.thesaurus import merged, proposed, written
from service.bridges.keeping import read_file
from service.engines.opening import open_engine
from service.errors import ConfigurationError
from service.settings import Settings


@click.group()
def bridges() -> None:
    """Bridges: names that are searched together (docs/bridges.md)."""


@bridges.command()
def propose() -> None:
    """Find glosses in the live index ("Oldport [Newport]") for the file of SEARCHROOM_BRIDGES.

    Nothing takes effect until somebody writes "yes" under "accepted". What the file already says
    stays as it is.
    """
    settings = Settings.from_env()
    kept = _kept(settings)
    engine = open_engine(settings)
    try:
        found = Glosses(engine.mapping)
        for record in engine.scan():
            found.add(record)
    finally:
        engine.close()
    known = list(proposed(kept, TERM)) if kept.exists() else []
    lines = merged(known, list(found.proposals()))
    write_file(kept, written(lines))
    read_file(kept)
    click.echo(f"{len(lines) - len(known):,} glosses are proposed in {kept}")
    if len(lines) > len(known):
        click.echo('write "yes" or "no" under "accepted"')


def take(file: Path, kind: NameKind, *, accept: bool) -> None:
    """Add the bridges of a file, CSV or SKOS in RDF/XML, to the file of SEARCHROOM_BRIDGES.

    With `accept` they are in force at once. `kind` is the kind of a thesaurus's concepts.
    """
    kept = _kept(Settings.from_env())
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


def _kept(settings: Settings) -> Path:
    if not settings.bridges:
        raise ConfigurationError(
            "SEARCHROOM_BRIDGES names no file; set it to the one that keeps the archive's bridges"
        )
    return Path(settings.bridges)
