"""The shape of an answer, written once: frozen dataclasses, and the schemas made from them.

A field without a default is always in the JSON, as null where it is None. A field with a default
is left out where it has that default. Where a client may choose the keys of an answer (its class
has `is_cut`), the schema requires none of them.

A `_` at the end of a field's name is Python's alone: the key of `from_` is "from". A field of type
`Record` stands for the record's id and the fields of the mapping, which the JSON has beside the
other keys. OpenAPI has a class under its own name or, where it has one, its `component`.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from marshmallow import Schema, fields

from index_mappings.record import Record


@dataclass(frozen=True, slots=True)
class Said:
    """What a key means, for the description of the API: `Annotated[str, Said("ISO 8601")]`."""

    description: str


@dataclass(frozen=True, slots=True)
class Part:
    """One field of an answer: its key, its type without the description, and what it means.

    `default` is what it is left out for, MISSING where it is never left out.
    """

    name: str
    key: str
    type: Any
    description: str
    default: object

    @property
    def is_required(self) -> bool:
        """Whether the key is always there."""
        return self.default is dataclasses.MISSING


@cache
def parts(shape: type) -> tuple[Part, ...]:
    """Return the fields of an answer's dataclass in their order."""
    hints = get_type_hints(shape, include_extras=True)
    return tuple(_part(field, hints[field.name]) for field in dataclasses.fields(shape))


def _part(field: dataclasses.Field[Any], hint: Any) -> Part:
    description = ""
    if get_origin(hint) is Annotated:
        hint, *annotations = get_args(hint)
        description = next((item.description for item in annotations if isinstance(item, Said)), "")
    return Part(field.name, field.name.rstrip("_"), hint, description, field.default)


def schemas_of(
    shapes: Iterable[type], own: Mapping[str, fields.Field[Any]]
) -> tuple[type[Schema], ...]:
    """Return the marshmallow schemas of answers, each under the name of its dataclass.

    `own` are the fields of the mapping's records, without their id. Raises TypeError for a field
    of a type that no answer has.
    """
    known: _Made = {}
    return tuple(_schema(shape, own, known) for shape in shapes)


_Own = Mapping[str, fields.Field[Any]]
_Made = dict[type, type[Schema]]


def _schema(shape: type, own: _Own, known: _Made) -> type[Schema]:
    if shape not in known:
        found: dict[str, fields.Field[Any]] = {}
        for part in parts(shape):
            if part.type is Record:
                found |= {"id": fields.String(required=True), **own}
                continue
            metadata = {"description": part.description} if part.description else {}
            is_required = part.is_required and not getattr(shape, "is_cut", False)
            more: dict[str, Any] = {"required": is_required, "metadata": metadata}
            kind = part.type
            if inner := _without_none(kind):
                kind, more["allow_none"] = inner, part.is_required
            found[part.key] = _field(kind, own, known, more)
        known[shape] = Schema.from_dict(
            dict(found), name=getattr(shape, "component", shape.__name__)
        )
        known[shape].__doc__ = shape.__doc__
    return known[shape]


def _field(kind: Any, own: _Own, known: _Made, more: Mapping[str, Any]) -> fields.Field[Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return fields.Nested(_schema(kind, own, known), **more)
    if origin is tuple:
        return fields.List(_field(inner[0], own, known, {}), **more)
    if origin is Mapping:
        values = _field(inner[1], own, known, {})
        return fields.Dict(keys=fields.String(), values=values, **more)
    plain = {str: fields.String, int: fields.Integer, float: fields.Float, bool: fields.Boolean}
    if kind not in plain:
        raise TypeError(f"no answer has a field of type {kind}")
    field: fields.Field[Any] = plain[kind](**more)
    return field


def _without_none(kind: Any) -> Any:
    """Return the type of `X | None` without the None, or None for any other type."""
    if get_origin(kind) not in (Union, types.UnionType):
        return None
    return next(inner for inner in get_args(kind) if inner is not types.NoneType)
