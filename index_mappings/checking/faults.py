"""The faults of a mapping file, each with its path: types first, then references."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from marshmallow import Schema, fields

from index_mappings.checking.nearest import none_of
from index_mappings.checking.references import reference_faults
from index_mappings.checking.shapes import MappingFile
from index_mappings.mapping_error import MappingError


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its `path`, such as `mappings._meta.facets[2].kind`, and a sentence about it."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


def faults(body: Any, taken: Collection[str] = ()) -> tuple[Fault, ...]:
    """Return all faults in the body of a mapping file; none if it is valid.

    `taken` are names that no facet can have.
    """
    if not isinstance(body, Mapping):
        return (Fault("", "a mapping file is a JSON object"),)
    schema = MappingFile()
    found = list(_of_schema(schema.validate(body), schema, body, ""))
    known = {fault.path for fault in found}
    found += [Fault(p, m) for p, m in reference_faults(body, taken) if p not in known]
    return tuple(sorted(set(found), key=lambda fault: (fault.path, fault.message)))


@lru_cache(maxsize=8)  # a command opens its mapping up to three times; a check takes 7 ms
def faults_in(raw: bytes, taken: frozenset[str] = frozenset()) -> tuple[Fault, ...]:
    """Return the faults of a mapping file from its bytes, which must be JSON."""
    return faults(json.loads(raw), taken)


def refuse(found: tuple[Fault, ...], where: str) -> None:
    """Raise MappingError if a mapping has faults, naming all; `where` is its file or name."""
    if found:
        raise MappingError(f"mapping {where} has {listed(found)}", found)


def listed(found: Sequence[Fault]) -> str:
    """Return the number of faults, then each fault on its own line."""
    many = "a fault" if len(found) == 1 else f"{len(found)} faults"
    return many + ":" + "".join(f"\n  {fault}" for fault in found)


def _of_schema(said: Any, schema: Schema, value: Any, path: str) -> Iterator[Fault]:
    """Return the faults that marshmallow found in an object of a schema."""
    if isinstance(said, list):
        yield from _plain(said, path)
        return
    declared = {field.data_key or name: field for name, field in schema.fields.items()}
    for key, inner in said.items():
        if key == "_schema":
            yield from _plain(["it must be a JSON object"], path)
        elif key not in declared:
            yield Fault(_join(path, key), none_of(str(key), declared, "key of this format"))
        else:
            here = value.get(key) if isinstance(value, Mapping) else None
            yield from _of_field(inner, declared[key], here, _join(path, key))


def _of_field(said: Any, field: fields.Field[Any], value: Any, path: str) -> Iterator[Fault]:
    if isinstance(said, list):
        yield from _plain(said, path)
    elif isinstance(field, fields.Nested):
        yield from _of_schema(said, field.schema, value, path)
    elif isinstance(field, fields.List):
        for index, inner in said.items():
            yield from _of_field(inner, field.inner, value[index], f"{path}[{index}]")
    elif isinstance(field, fields.Dict) and field.value_field:
        for key, inner in said.items():
            yield from _plain(inner.get("key", []), _join(path, key))
            yield from _of_field(
                inner.get("value", []), field.value_field, value[key], _join(path, key)
            )


def _plain(messages: list[Any], path: str) -> Iterator[Fault]:
    for message in messages:
        text = str(message).rstrip(".")
        yield Fault(path, text[:1].lower() + text[1:])


def _join(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)
