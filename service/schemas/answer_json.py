"""Answers as JSON, straight from their dataclasses (`service.schemas.shape` says how).

Dumping through marshmallow would cost more than the search. What each class needs is found out
once; where a class has neither keys that may be left out nor parts of other classes, it is one
step of C.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, get_args, get_origin

import orjson

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.schemas.shape import parts
from service.schemas.spans import iso

_Fields = Callable[[Record], Mapping[str, Json]]
_Write = Callable[[Any, _Fields], Json]


def answer_bytes(answer: object, mapping: RecordMapping) -> bytes:
    """Return an answer as JSON."""
    return orjson.dumps(answer_json(answer, mapping))


def answer_json(answer: object, mapping: RecordMapping) -> dict[str, Json]:
    """Return an answer as what JSON is made of: dicts, lists, tuples and plain values."""
    made = _writer(type(answer))(answer, lambda record: fields_json(record, mapping))
    assert isinstance(made, dict)  # an answer is a dataclass
    return made


def fields_json(record: Record, mapping: RecordMapping) -> dict[str, Json]:
    """Return a record's id and fields as answers show them: days as YYYY-MM-DD, not as numbers.

    The year is astronomical, so that 44 BC is -0043.
    """
    shown = record.to_json()
    for field in mapping.fields:
        if field.kind.by_date and isinstance(date := shown.get(field.name), dict):
            days = {end: iso(date[end]) for end in ("from", "to") if end in date}
            shown[field.name] = {**date, **days}
    return shown


def _writer(shape: type) -> _Write:
    if shape not in _WRITERS:
        _WRITERS[shape] = _made_writer(shape)
    return _WRITERS[shape]


_WRITERS: dict[type, _Write] = {}


def _made_writer(shape: type) -> _Write:
    found = [(part.name, part.key, part.default, _value_writer(part.type)) for part in parts(shape)]
    if len(found) > 1 and all(
        default is dataclasses.MISSING and write is None for *_, default, write in found
    ):
        keys = tuple(key for _, key, *_ in found)
        get = attrgetter(*(name for name, *_ in found))
        return lambda answer, _: dict(zip(keys, get(answer), strict=True))

    def write_all(answer: Any, fields: _Fields) -> dict[str, Json]:
        made: dict[str, Json] = {}
        for name, key, default, write in found:
            value = getattr(answer, name)
            if isinstance(value, Record):
                made.update(fields(value))
            elif default is dataclasses.MISSING or value != default:
                made[key] = value if write is None or value is None else write(value, fields)
        return made

    return write_all


def _value_writer(kind: Any) -> _Write | None:
    """Return what writes a value of a type, None where orjson takes it as it is."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return None if kind is Record else _writer(kind)
    inner = [write for part in get_args(kind) if (write := _value_writer(part))]
    if not inner:
        return None
    write = inner[0]
    if get_origin(kind) is tuple:
        return lambda values, fields: [write(value, fields) for value in values]
    if get_origin(kind) is Mapping:
        return lambda values, fields: {key: write(value, fields) for key, value in values.items()}
    return write  # of `X | None`
