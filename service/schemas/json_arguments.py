"""Arguments that come as a JSON object, brought into the names and values of an address.

Each value has the type that the description gives its argument: a number is a number, a list is a
list. In an address all are texts, and from there on both are read alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import fields

from index_mappings.json_values import Json
from service.errors import BadRequest, Fault

Pairs = tuple[tuple[str, str], ...]


def pairs_of(body: Mapping[str, Json], arguments: Mapping[str, fields.Field[Any]]) -> Pairs:
    """Return the names and values of an object; `arguments` are the fields by their names.

    An unknown name goes through; the reader of the values refuses it. Raises BadRequest
    that names every value of another type than its argument takes.
    """
    faults: list[Fault] = []
    pairs: list[tuple[str, str]] = []
    for name, value in body.items():
        try:
            pairs += [(name, text) for text in _texts(value, arguments.get(name))]
        except TypeError as error:
            faults.append(Fault(name[:60], f"takes {error}"))
    if faults:
        raise BadRequest(tuple(faults))
    return tuple(pairs)


def _texts(value: Json, field: fields.Field[Any] | None) -> Iterator[str]:
    """Yield a value as an address has it; TypeError says what is taken instead."""
    match field, value:
        case fields.List(), list() if "" in value and field.inner.validators:
            raise TypeError("a list of texts, none of them empty")
        case fields.String(), "" if field.validators:
            raise TypeError("a text that is not empty")
        case fields.List(), list() if all(isinstance(item, str) for item in value):
            yield from map(str, value)
        case fields.List(), _:
            raise TypeError("a list of texts")
        case fields.Boolean(), bool():
            yield "1" if value else "0"
        case fields.Boolean(), _:
            raise TypeError("true or false")
        case fields.Integer(), int() if not isinstance(value, bool):
            yield str(value)
        case fields.Integer(), float() if value.is_integer():  # 5.0 is whole in JSON Schema
            yield str(int(value))
        case fields.Integer(), _:
            raise TypeError("a whole number")
        case None, _:
            yield "?"
        case _, str():
            yield value
        case _:
            raise TypeError("a text")
