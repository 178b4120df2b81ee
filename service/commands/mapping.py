"""`searchroom mapping`: a mapping file held against its format."""

from __future__ import annotations

import json

import click

from index_mappings.main_language import languages, main_language, spoken
from index_mappings.mapping import MappingError, load, parse
from service.schemas.taken_names import taken_names
from service.settings import Settings


@click.group()
def mapping() -> None:
    """Check a mapping file, print its format, or a mapping for another language."""


@mapping.command()
@click.argument("file", required=False)
def check(file: str | None) -> int:
    """Report everything that is wrong with a mapping FILE, or with the site's own without one.

    FILE is a path ending in .json, or the name of a mapping that is shipped. Exit codes: 0
    nothing is wrong, 1 something to fix, 2 the file cannot be read.
    """
    name = file or Settings.from_env().mapping
    try:
        found = load(name, taken_names)
        parse(name, found.body)  # which one that is shipped is spared when it is read
    except MappingError as error:
        if not error.faults:
            raise
        click.echo(str(error))
        return 1
    click.echo(
        f"mapping {name} is valid: {len(found.fields)} fields, {len(found.facets)} facets, "
        f"{len(found.sorts)} sorts"
    )
    return 0


@mapping.command()
@click.argument("code", type=click.Choice(languages()))
@click.option(
    "--mapping", "name", default="records", show_default=True, help="The shipped mapping."
)
def language(code: str, name: str) -> None:
    """Print a shipped mapping with another main language: its stemmer, stop and question words.

    Keep it in a file, and name that in SEARCHROOM_MAPPING: from there on it is your own.
    """
    body = spoken(load(name).body, main_language(code))
    parse(name, body)
    click.echo(json.dumps(body, indent=2, ensure_ascii=False))


@mapping.command()
def schema() -> None:
    """Print the format of a mapping file as a JSON Schema, for an editor."""
    from index_mappings.checking.json_schema import as_file  # noqa: PLC0415

    click.echo(as_file(), nl=False)
