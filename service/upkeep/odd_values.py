"""Records made fit to be examined, whatever is in them: none may end the examination."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import orjson

from index_mappings.json_values import Json
from index_mappings.names import NameEntry
from index_mappings.record import Collection, Record

_MOST = 10**12
"""Days: a date further off says nothing, and a database has no room for numbers much larger."""


def examinable(record: Record) -> Record:
    """Return a record without lone surrogates and without numbers that no date can have.

    An index of this release has no such record, so most come back as they are.
    """
    try:
        orjson.dumps([record.id, record.values])
    except (TypeError, orjson.JSONEncodeError):
        values = {_text(name): _plain(value) for name, value in record.values.items()}
        record = Record(_text(record.id), values)
    return record


def examinable_collection(item: Collection) -> Collection:
    """Return a collection without lone surrogates."""
    return replace(
        item, id=_text(item.id), title=_text(item.title), related=tuple(map(_text, item.related))
    )


def examinable_name(item: NameEntry) -> NameEntry:
    """Return an entry of a list of names without lone surrogates."""
    forms = tuple(replace(form, text=_text(form.text)) for form in item.forms)
    return replace(item, forms=forms, history=_text(item.history), source=_text(item.source))


def _plain(value: Json) -> Json:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {_text(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, int) and abs(value) > _MOST:
        return None
    return value


def _text(text: str) -> str:
    return text.encode("utf-8", errors="replace").decode("utf-8")
