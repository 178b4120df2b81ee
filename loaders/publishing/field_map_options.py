"""The options of a command that say which column goes where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypedDict, TypeVar, Unpack

import click

from loaders.drafts.format import Format

Command = TypeVar("Command", bound=Callable[..., object])

_OPTIONS = (
    click.option(
        "--map",
        "mapped",
        multiple=True,
        metavar="FIELD=COLUMN",
        help="Which column a field takes: 'summary=Scope and content', 'date.start=From'.",
    ),
    click.option(
        "--field-map",
        type=click.Path(exists=True, dir_okay=False),
        help="A TOML file that says the same (samples/field-maps has examples).",
    ),
    click.option("--id", "id_column", metavar="COLUMN", help="The column of the source's own ids."),
    click.option(
        "--columns", metavar="NAME,...", help="With -o header=no: the names of a table's columns."
    ),
    click.option("--drop", multiple=True, metavar="COLUMN", help="Leave a column out."),
)


class FieldMapOptions(TypedDict):
    """What these options were given, as click names them."""

    mapped: Sequence[str]
    field_map: str | None
    id_column: str | None
    columns: str | None
    drop: Sequence[str]


def field_map_options(command: Command) -> Command:
    """Give a command the options --map, --field-map, --id, --columns and --drop."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def as_extra(
    format: Format,
    extra: Mapping[str, str],
    **said: Unpack[FieldMapOptions],
) -> dict[str, str]:
    """Return a format's options with those of a field map, several values of one a line each.

    Raises click.UsageError where the format has no columns that could be mapped.
    """
    values = {
        "map": "\n".join(said["mapped"]),
        "field_map": said["field_map"] or "",
        "id": said["id_column"] or "",
        "columns": said["columns"] or "",
        "drop": "\n".join(said["drop"]),
    }
    given = {name: value for name, value in values.items() if value}
    if given and not getattr(format, "takes_field_map", False):
        raise click.UsageError(f"the format {format.name!r} has no columns to map or to drop")
    return {**extra, **given}
