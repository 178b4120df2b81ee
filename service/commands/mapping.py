"""`searchroom mapping`: a mapping file held against its format."""

from __future__ import annotations

import click

from index_mappings.mapping import MappingError, load
from service.settings import Settings


@click.group()
def mapping() -> None:
    """Check a mapping file, or print the format of one."""


@mapping.command()
@click.argument("file", required=False)
def check(file: str | None) -> int:
    """Say everything that is wrong with a mapping FILE; without one, with the site's own.

    FILE is a path ending in .json, or the name of a mapping that is shipped. Exit codes: 0
    nothing is wrong, 1 something to mend, 2 the file cannot be read.
    """
    name = file or Settings.from_env().mapping
    try:
        found = load(name)
    except MappingError as error:
        if not error.faults:
            raise
        click.echo(str(error))
        return 1
    click.echo(
        f"mapping {name} is well: {len(found.fields)} fields, {len(found.facets)} facets, "
        f"{len(found.sorts)} sorts"
    )
    return 0


@mapping.command()
def schema() -> None:
    """Print the format of a mapping file as a JSON Schema, for an editor."""
    from index_mappings.checking.json_schema import as_file  # noqa: PLC0415

    click.echo(as_file(), nl=False)
