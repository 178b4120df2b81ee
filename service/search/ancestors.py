"""The ancestors of a record, named by its source; they may not be in the index themselves."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.json_values import members
from index_mappings.record import Ancestor, Record
from service.engines.contract import Engine

_ASKED = 100  # ids that `Engine.met` takes at once; no finding aid is half as deep


@dataclass(frozen=True, slots=True)
class Above:
    """An ancestor of a record; `is_here` tells whether it is a record of the live index."""

    id: str
    title: str
    is_here: bool


def above(engine: Engine, record: Record) -> tuple[Above, ...]:
    """Return the ancestors of a record, top first, with at most one request to the engine."""
    fields = [field.name for field in engine.mapping.fields if field.kind.leads_up]
    named = [Ancestor.from_json(members(item)) for field in fields for item in record.many(field)]
    ids = list(dict.fromkeys(item.id for item in named))[:_ASKED]
    here = engine.met(ids, ()) if ids else {}
    return tuple(Above(item.id, item.title, item.id in here) for item in named)
