"""The command options for mapping columns to fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypedDict, TypeVar, Unpack

import click

from loaders.drafts.archive_rules import DROP, HOLD, rules_of
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
    click.option(
        "--accept",
        is_flag=True,
        help="Also take the columns that `inspect` proposes as likely.",
    ),
    click.option(
        "--encoding", metavar="NAME", help="The encoding of the files: 'cp1251', 'utf-8'."
    ),
    click.option(
        "--keep-raw",
        is_flag=True,
        help="Keep MARC's control fields, links and local fields among the notes.",
    ),
    click.option(
        "--drop",
        multiple=True,
        metavar="PLACE",
        help="Leave a column, key, element or field out: 'Donor', '9XX', 'notes: Location'.",
    ),
    click.option(
        "--hold",
        multiple=True,
        metavar="RULE",
        help="Hold records back by a rule of your own: 'Access = Closed', '911$a ~ staff'.",
    ),
)


class FieldMapOptions(TypedDict):
    """The values of these options under click's names."""

    mapped: Sequence[str]
    field_map: str | None
    id_column: str | None
    columns: str | None
    drop: Sequence[str]
    hold: Sequence[str]
    accept: bool
    encoding: str | None
    keep_raw: bool


def field_map_options(command: Command) -> Command:
    """Add the options --map, --field-map, --id, --columns and related ones to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def as_extra(
    format: Format,
    extra: Mapping[str, str],
    **said: Unpack[FieldMapOptions],
) -> dict[str, str]:
    """Return a format's options with those of a field map; several values are on separate lines.

    Raises click.UsageError if the format has no columns to map.
    """
    values = {
        "map": "\n".join(said["mapped"]),
        "field_map": said["field_map"] or "",
        "id": said["id_column"] or "",
        "columns": said["columns"] or "",
        "accept": "likely" if said["accept"] else "",
    }
    given = {name: value for name, value in values.items() if value}
    if given and not getattr(format, "takes_field_map", False):
        raise click.UsageError(f"the format {format.name!r} has no columns to map")
    rules = {HOLD: "\n".join(said["hold"]), DROP: "\n".join(said["drop"])}
    if said["encoding"]:
        given["encoding"] = said["encoding"]
    if said["keep_raw"]:
        given["raw"] = "keep"
    made = {**extra, **given, **{name: text for name, text in rules.items() if text}}
    rules_of(made)  # what is wrong with one is said before anything is read
    return made
