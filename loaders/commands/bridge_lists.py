"""`searchroom bridges import`: a list of bridges, or a table of who held which office and when."""

from __future__ import annotations

from pathlib import Path

import click

from index_mappings.mapping import load as load_mapping
from index_mappings.name_kinds import BRIDGE_KINDS, TERM
from loaders.commands.loading import load
from loaders.names.bridge_commands import bridges, take
from loaders.tables.office_lists import is_office_list
from service.schemas.taken_names import taken_names
from service.settings import Settings

__all__ = ["bridges"]


@bridges.command("import")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--kind", type=click.Choice(list(BRIDGE_KINDS)), default=TERM.name, show_default=True)
@click.option("--accept", is_flag=True, help="Accept what FILE brings at once.")
@click.pass_context
def bring(context: click.Context, file: Path, kind: str, *, accept: bool) -> int:
    """Add the bridges of FILE, CSV or SKOS in RDF/XML, to the file of SEARCHROOM_BRIDGES.

    Nothing takes effect until somebody writes "yes" under "accepted". What the file already says
    stays as it is. --kind is what the concepts of a thesaurus are.

    A table with the columns office and holder is loaded as a source of its own, as
    "searchroom load offices FILE" does: who held an office from when to when.
    """
    mapping = load_mapping(Settings.from_env().mapping, taken_names)
    if file.suffix.lower() == ".csv" and is_office_list(file, mapping):
        code: int = context.invoke(load, format="offices", paths=(str(file),))
        return code
    take(file, BRIDGE_KINDS[kind], accept=accept)
    return 0
