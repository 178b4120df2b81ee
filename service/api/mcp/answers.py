"""Records for agents: short, each with its permanent address and its citation."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.json_values import Json, text
from index_mappings.record import Record
from service.current import base_url, site
from service.schemas.answer_json import record_json
from service.search.addresses import API_SEARCH
from service.search.citation import citation
from service.search.display_title import UNTITLED
from service.search.links import Links

_SUMMARY = 400  # characters: two or three sentences
_SHORT = ("type", "sender", "recipient", "reference")
_LONG = frozenset({"layout", "editorial_notes", "position", "source"})
"""Fields of a record that say nothing to an agent, or too much."""


def links() -> Links:
    """Return links that begin with the site's own address."""
    return Links(base_url(), API_SEARCH)


def short(record: Record) -> dict[str, Json]:
    """Return the identifying fields of a record, and the beginning of its summary."""
    mapping = site().mapping
    fields = _named(record)
    if (date := record.date(mapping.date)) is not None:
        fields["date"] = date.display
    for name in _SHORT:
        field = mapping.field(name)
        if field and (values := [field.kind.line(value) for value in record.many(name)]):
            fields[name] = ", ".join(values)
    if summary := record.text(mapping.summary):
        fields["summary"] = summary if len(summary) <= _SUMMARY else f"{summary[:_SUMMARY]}…"
    return fields


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a record's full text: its offset and its maximum length."""

    start: int
    most: int


def whole(record: Record, part: Part) -> dict[str, Json]:
    """Return all fields of a record, with a part of its full text and the text's total length."""
    mapping = site().mapping
    shown = record_json(record, mapping)
    full_text = text(shown.pop(mapping.full_text, "") if mapping.full_text else "")
    fields = {**_named(record), **{k: v for k, v in shown.items() if k not in _LONG}}
    if full_text:
        fields["text"] = full_text[part.start : part.start + part.most]
        fields["text_characters"] = len(full_text)
        if part.start + part.most < len(full_text):
            fields["text_goes_on_at"] = part.start + part.most
    return fields


def _named(record: Record) -> dict[str, Json]:
    here = site()
    address = links().record(record.id).html
    catalogue = here.catalogues.of(here.engine.info().version)
    line = citation(record, here.mapping, catalogue, here.title, address)
    return {
        "id": record.id,
        "title": record.text(here.mapping.title) or UNTITLED,
        "address": address,
        "citation": line,
    }
