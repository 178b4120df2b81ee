"""One source as a table of `sources.toml`, keeping the file's comments and order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Table

from index_mappings.json_values import Json
from loaders.drafts.archive_rules import RULE_OPTIONS
from service.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class KeptSource:
    """A source: its name, and the arguments of `searchroom load` for it.

    `places` are files (relative to the folder of `sources.toml`, patterns as `*.xml` too) or
    addresses. `last_load` is ISO 8601 in UTC, or "" if it has not been loaded. `rules_at_load` is
    the digest of the rules it was loaded with, `loaded_into` the index that load made. `seconds`
    and `outcome` are of that load (`service.upkeep.loads`).
    """

    name: str
    mapping: str
    format: str
    places: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    records: int = 0
    last_load: str = ""
    rules_at_load: str = ""
    loaded_into: str = ""
    seconds: float = 0
    outcome: str = ""


def kept_source(table: Table, path: Path) -> KeptSource:
    """Return the source of a table; raise ConfigurationError if a value is missing."""
    value = table.unwrap()
    places = value.get("files", [])
    if "endpoint" in value:
        places = [value["endpoint"]]
    options = value.get("options", {})
    rules = {name: value[name] for name in RULE_OPTIONS if name in value}
    name = value.get("name")
    for what, is_right in (
        ("name", isinstance(name, str) and name),
        ("format", isinstance(value.get("format"), str)),
        ("files (or an endpoint)", _is_texts(places) and places),
        ("options as a table", isinstance(options, dict)),
        ("hold and drop as lists of rules", all(map(_is_text_or_texts, rules.values()))),
    ):
        if not is_right:
            raise ConfigurationError(f"{path}: the source {name!r} needs its {what}")
    last = value.get("last_load", "")
    return KeptSource(
        value["name"],
        mapping_of(table),
        value["format"],
        tuple(places),
        {key: "\n".join(map(str, one)) if isinstance(one, list) else str(one)
         for key, one in (options | rules).items()},
        value.get("records", 0),
        last.isoformat().replace("+00:00", "Z") if isinstance(last, datetime) else str(last),
        str(value.get("rules_at_load", "")),
        str(value.get("loaded_into", "")),
    )  # fmt: skip


def source_tables(document: tomlkit.TOMLDocument) -> Sequence[Table]:
    """Return the tables of the sources; raise ConfigurationError if they are invalid."""
    found = document.get("source", [])
    if found and not isinstance(found, AoT):
        raise ConfigurationError("sources.toml: each source begins with a line [[source]]")
    return found  # type: ignore[no-any-return]


def append(document: tomlkit.TOMLDocument, table: Table) -> None:
    """Append a table."""
    if source_tables(document):
        table.trivia.indent = "\n"  # a blank line between two sources
    else:
        document["source"] = tomlkit.aot()
    document["source"].append(table)


def find(document: tomlkit.TOMLDocument, item: KeptSource) -> Table | None:
    """Return the table of the source of that name and mapping, or None if there is none."""
    same = (item.name, item.mapping)
    tables = source_tables(document)
    return next((one for one in tables if (one.get("name"), mapping_of(one)) == same), None)


def mapping_of(table: Table) -> str:
    """Return the name of the mapping of a table's source."""
    return str(table.get("mapping", "records"))


def array(texts: Sequence[str]) -> Json:
    """Return strings as a list, on separate lines if there are several."""
    strings = tomlkit.array()
    strings.extend(texts)
    return strings.multiline(len(texts) > 1)


def is_address(place: str) -> bool:
    """Return whether a place is an address rather than a file."""
    return "://" in place


def _is_text_or_texts(value: Json) -> bool:
    return isinstance(value, str) or _is_texts(value)


def _is_texts(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
