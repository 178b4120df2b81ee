"""An archivist's field map: which column goes to which field, and what is left out.

It is given on the command line (`--map 'summary=Scope and content'`, `--id`) or in a small TOML
file (`--field-map FILE`), and applies to tables and to JSON:

    id = "accession_number"
    drop = ["internal remarks"]
    separators = ["|", ";"]

    [fields]
    title = "Name of item"
    subjects = ["Subject", "Topic"]
    date = {display = "Dating", start = "From", end = "To"}

    [labels]
    acq_yr = "Year of acquisition"

    [dates]
    day_first = true
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index_mappings.dates import DEFAULT, DateConventions
from index_mappings.json_values import Json, members
from index_mappings.mapping import RecordMapping
from index_mappings.plain_files import read_plain
from loaders.drafts.date_conventions import conventions_in, conventions_of
from service.errors import LoadError

FIELD_MAP_OPTIONS = frozenset({"map", "field_map", "id", "drop", "separators", "accept", "markup"})
"""The options that a format with columns takes."""

SEPARATORS = ("|", ";", "\n", "^^")
"""What is between the values of one cell. A comma does not: "Hansen, William" is one name.
Omeka Classic writes two carets."""


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a column's values: a field of the mapping, or "id", or "" for a note.

    `part` is one of the `column_parts` of its kind of field, or "" for the whole field.
    """

    field: str = ""
    part: str = ""

    def __str__(self) -> str:
        """Return the target in its written form, such as "date.start"."""
        return f"{self.field}.{self.part}" if self.part else self.field


@dataclass(frozen=True, slots=True)
class FieldMap:
    """A field map; `targets` is by column, in the order given. Other columns get proposals.

    `id` is the column of the source's own ids, which may also have a target. `accepts` means that
    likely targets are used too.
    """

    targets: Mapping[str, Target] = field(default_factory=dict)
    id: str = ""
    drop: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    separators: tuple[str, ...] = SEPARATORS
    commas: frozenset[str] = frozenset()
    conventions: DateConventions = DEFAULT
    accepts: bool = False

    @property
    def columns(self) -> Iterator[str]:
        """All named columns."""
        yield from self.targets
        yield from self.drop
        if self.id:
            yield self.id
        yield from self.labels


def from_options(
    extra: Mapping[str, str], mapping: RecordMapping, site: DateConventions = DEFAULT
) -> FieldMap:
    """Return the field map of a load's options; raise LoadError if it is not valid.

    Its conventions of dates are those of the options, else of the file, else of the site.
    """
    table: dict[str, Json] = {}
    if path := extra.get("field_map"):
        table = _read(path)
    targets = _targets(table.pop("fields", {}), f"{path}: fields") if path else {}
    own = str(table.pop("id", ""))
    drop = _texts(table.pop("drop", []), "drop")
    separators = _texts(table.pop("separators", list(SEPARATORS)), "separators")
    commas = _texts(table.pop("commas", []), "commas")
    labels = table.pop("labels", {})
    dates = conventions_in(members(table.pop("dates", {})), site)
    if table:
        raise LoadError(f"{path}: {', '.join(map(repr, table))} is not a key of a field map")
    if not isinstance(labels, dict) or not all(isinstance(text, str) for text in labels.values()):
        raise LoadError(f"{path}: labels give each column a text")
    for line in _lines(extra.get("map", "")):
        name, equals, column = line.partition("=")
        if not equals or not name.strip() or not column.strip():
            raise LoadError(
                f"--map {line!r}: write FIELD=COLUMN, as in 'summary=Scope and content'"
            )
        targets[column.strip()] = _target(name.strip())
    own = next((name for name, target in targets.items() if target == Target("id")), own)
    own = extra.get("id", "").strip() or own
    targets = {name: target for name, target in targets.items() if target != Target("id")}
    if "separators" in extra:
        separators = [item for item in extra["separators"].split(" ") if item]
    for target in targets.values():
        _check(target, mapping)
    return FieldMap(
        targets,
        own,
        frozenset(drop),
        labels,
        tuple(separators),
        frozenset(commas),
        conventions_of(extra, dates),
        accepts=extra.get("accept") == "likely",
    )


def _read(path: str) -> dict[str, Json]:
    try:
        return tomllib.loads(read_plain(Path(path)).decode("utf-8-sig"))
    except OSError as error:
        raise LoadError(f"the field map {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LoadError(f"the field map {path} is not TOML: {error}") from error


def _targets(table: Json, where: str) -> dict[str, Target]:
    if not isinstance(table, dict):
        raise LoadError(f"{where}: write FIELD = COLUMN, one on each line")
    made: dict[str, Target] = {}
    for name, value in table.items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        for part, columns in parts:
            target = _target(f"{name}.{part}" if part else name)
            for column in _texts(columns, where):
                if column in made:
                    raise LoadError(f"{where}: the column {column!r} is given to two fields")
                made[column] = target
    return made


def _target(name: str) -> Target:
    field, _, part = name.partition(".")
    return Target("" if field == "notes" else field, "" if part == "display" else part)


def _check(target: Target, mapping: RecordMapping) -> None:
    if target.field in ("", "id"):
        return
    found = mapping.field(target.field)
    if found is None:
        names = ", ".join(name for name in mapping.field_names if name not in GIVEN)
        raise LoadError(
            f"the mapping {mapping.name!r} has no field {target.field!r}; it has {names}, and id"
        )
    if found.name in GIVEN:
        raise LoadError(f"the field {found.name!r} is filled by the load itself")
    if target.part and target.part not in found.kind.column_parts:
        raise LoadError(f"the field {found.name!r} has no part {target.part!r}")


GIVEN = frozenset({"source", "position", "derived", "former_ids", "first_seen", "changed"})
"""Fields that a load fills, whatever a source has under their names."""


def _texts(value: Json, where: str) -> list[str]:
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise LoadError(f"{where}: {value!r} is neither the name of a column nor a list of them")
    return list(items)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
