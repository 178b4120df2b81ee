"""Answers as JSON, straight from their dataclasses (`service.schemas.shape` says how).

Dumping through marshmallow would cost more than the search. What each class needs is found out
once, and what is always there is written in one expression.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args, get_origin

import orjson

from index_mappings.json_values import Json, elements, members
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.schemas.chosen_keys import ChosenKeys
from service.schemas.shape import Part, parts
from service.schemas.spans import iso

_Fields = Callable[[Record], Mapping[str, Json]]
_Write = Callable[[Any, _Fields], Json]


def answer_bytes(answer: object, mapping: RecordMapping, chosen: ChosenKeys | None = None) -> bytes:
    """Return an answer as JSON, each of its results with the keys that were chosen."""
    body = answer_json(answer, mapping)
    if chosen is not None:
        body["results"] = [chosen.cut(members(item)) for item in elements(body["results"])]
    return orjson.dumps(body)


def answer_json(answer: object, mapping: RecordMapping) -> dict[str, Json]:
    """Return an answer as what JSON is made of: dicts, lists, tuples and plain values."""
    dates = _dates(mapping)
    body = _writer(type(answer))(answer, lambda record: _record(record, dates))
    assert isinstance(body, dict)  # an answer is a dataclass
    return body


def record_json(record: Record, mapping: RecordMapping) -> dict[str, Json]:
    """Return a record's id and fields as answers show them."""
    return _record(record, _dates(mapping))


def _dates(mapping: RecordMapping) -> list[str]:
    return [field.name for field in mapping.fields if field.kind.by_date]


def _record(record: Record, dates: Sequence[str]) -> dict[str, Json]:
    """Return a record's id and fields as answers show them: days as YYYY-MM-DD, not as numbers.

    The year is astronomical, so that 44 BC is -0043.
    """
    shown = record.to_json()
    for name in dates:
        if isinstance(date := shown.get(name), dict):
            days = shown[name] = dict(date)
            for end in ("from", "to"):
                if end in date:
                    days[end] = iso(date[end])
    return shown


def _writer(shape: type) -> _Write:
    if shape not in _WRITERS:
        _WRITERS[shape] = _made_writer(shape)
    return _WRITERS[shape]


_WRITERS: dict[type, _Write] = {}


def _made_writer(shape: type) -> _Write:
    """Return what writes answers of a class: a function made for it, with a line for each part.

    An answer has a hundred values of facets, and a loop over their parts takes twice as long. What
    is always there comes first, in one display of a dict. Names and keys are those of our own
    dataclasses, and nothing of an answer is in it.
    """
    always = [part for part in parts(shape) if part.is_required and _in_one(part, "answer")]
    display = ", ".join(f"{part.key!r}: {_in_one(part, 'answer')}" for part in always)
    lines = ["def write(answer, fields):", f"    made = {{{display}}}"]
    known: dict[str, Any] = {}
    for part in parts(shape):
        if part in always:
            continue
        lines.append(f"    value = answer.{part.name}")
        if part.type is Record:
            lines.append("    made = {**fields(value), **made}")
            continue
        written = "value"
        if write := _value_writer(part.type):
            known[f"write_{part.name}"] = write
            written = f"write_{part.name}(value, fields)"
        if part.is_required:
            lines.append(f"    made[{part.key!r}] = None if value is None else {written}")
        else:
            known[f"usual_{part.name}"] = part.default
            lines.append(f"    if value is not None and value != usual_{part.name}:")
            lines.append(f"        made[{part.key!r}] = {written}")
    exec("\n".join((*lines, "    return made")), known)
    writer: _Write = known["write"]
    return writer


def _in_one(part: Part, answer: str) -> str:
    """Return a part of an answer as an expression, or "" if it takes more than one."""
    value = f"{answer}.{part.name}"
    if dataclasses.is_dataclass(part.type) and isinstance(part.type, type):
        inner = [(one.key, _in_one(one, value)) for one in parts(part.type) if one.is_required]
        if part.type is Record or len(inner) < len(parts(part.type)):
            return ""
        shown = ", ".join(f"{key!r}: {written}" for key, written in inner)
        return f"{{{shown}}}" if all(written for _, written in inner) else ""
    return "" if part.type is Record or _value_writer(part.type) else value


def _value_writer(kind: Any) -> _Write | None:
    """Return what writes a value of a type, or None if orjson takes it as it is."""
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
