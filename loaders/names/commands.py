"""`searchroom names propose`: finding the names of one person in the live index."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from loaders.names.evidence import Evidence
from loaders.names.merging import with_proposals
from loaders.names.proposing import Proposal, alike, proposals
from loaders.names.two_people import two_people
from service.engines.contract import Engine
from service.engines.opening import open_engine
from service.errors import ConfigurationError
from service.names.entries import Entry, entries_of, write_entries
from service.settings import Settings


@click.group()
def names() -> None:
    """Rings of names: which names are one person's (docs/names.md)."""


@names.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def propose(file: Path) -> None:
    """Find names of one person in the live index and write them into FILE, a CSV file.

    Nothing takes effect until a curator writes "yes" under "accepted". What FILE already says
    stays as it is: another run only adds what is new.
    """
    if file.suffix.lower() != ".csv":
        raise click.UsageError(f"{file}: proposals are written as CSV; the name must end in .csv")
    known = _known(file)
    engine = open_engine(Settings.from_env())
    try:
        proposals = mine(engine)
    finally:
        engine.close()
    entries = with_proposals(known, proposals)
    write_file(file, write_entries(entries))
    new = entries[len(known) :]
    rings = len({entry.ring for entry in new})
    click.echo(f"{len(new):,} new names of {rings:,} people are proposed in {file}")
    if new:
        click.echo('write "yes" or "no" under "accepted"; SEARCHROOM_NAMES names the file')


def mine(engine: Engine) -> tuple[Proposal, ...]:
    """Return the evidence on names in the records of the live index, which are read twice."""
    evidence = Evidence(engine.mapping)
    try:
        for record in engine.scan():
            evidence.add(record)
        evidence.settle()
        pairs = list(alike(evidence))
        names = [(pair.one, pair.other) for pair in pairs]
        apart = two_people(names, engine.scan(), engine.mapping)
        return proposals(evidence, pairs, apart)
    finally:
        evidence.close()


def _known(file: Path) -> Sequence[Entry]:
    try:
        return entries_of(file.read_bytes(), file)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror or error}") from error


def write_file(file: Path, text: str) -> None:
    """Write the file in one step, so that a site never reads a half of it."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            aside = Path(name)
            aside.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
            aside.replace(file)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror or error}") from error
