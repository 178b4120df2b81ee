"""`searchroom face`: the folder of an archive's own face held against what a face may have."""

from __future__ import annotations

from pathlib import Path

import click

from service.errors import ConfigurationError
from service.face.folder import read_face
from service.settings import Settings


@click.group()
def face() -> None:
    """Check the archive's own face."""


@face.command()
@click.argument("folder", required=False)
def check(folder: str | None) -> int:
    """Report everything that is wrong with the face in FOLDER, or the site's own without one.

    Exit codes: 0 nothing is wrong, 1 something to fix.
    """
    where = folder or Settings.from_env().face
    if not where:
        raise ConfigurationError("no face is named: give a FOLDER, or set SEARCHROOM_FACE")
    found, faults = read_face(Path(where))
    for fault in faults:
        click.echo(str(fault))
    if faults:
        return 1
    parts = (
        (len(found.pages), "page"), (len(found.files), "file"), (len(found.templates), "template"),
    )  # fmt: skip
    counted = ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in parts)
    click.echo(f"face {where} is valid: {found.name}, {counted}")
    return 0
