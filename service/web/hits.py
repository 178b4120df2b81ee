"""The records of a list as a page shows them, whatever fields the mapping has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from index_mappings.mapping import RecordMapping
from index_mappings.record import Date, Party
from service.search.links import Links
from service.web.excerpts import marked, plain

_NAMES = 5  # of a field in a list: one line on a desk

UNTITLED = "[no title]"


@dataclass(frozen=True, slots=True)
class HitView:
    """One record of a list.

    `brow` are the short facts above the title (its kind, its date), `parties` labels with the
    names that the title does not already say, `passages` labelled pieces of other fields in
    which a word was found. `without` are the words that a record
    has not, where it need not have all.
    """

    url: str
    title: Markup
    brow: tuple[str, ...]
    summary: Markup
    parties: tuple[tuple[str, tuple[str, ...]], ...]
    passages: tuple[tuple[str, tuple[Markup, ...]], ...]
    without: tuple[str, ...] = ()


def hit(result: Mapping[str, Any], mapping: RecordMapping, links: Links) -> HitView:
    """Return one element of an answer's `results` as it is shown."""
    highlight: Mapping[str, list[str]] = result.get("highlight", {})
    shown = {mapping.title, mapping.summary}
    return HitView(
        url=links.record(result["id"])["html"],
        title=_title(result, mapping, highlight),
        brow=brow(result, mapping),
        summary=_text(result.get(mapping.summary), highlight.get(mapping.summary)),
        parties=tuple(_parties(result, mapping)),
        passages=tuple(
            (field.label if (field := mapping.field(name)) else name, tuple(map(marked, pieces)))
            for name, pieces in highlight.items()
            if name not in shown
        ),
        without=tuple(result.get("matched", {}).get("without", ())),
    )


def _title(
    result: Mapping[str, Any], mapping: RecordMapping, highlight: Mapping[str, list[str]]
) -> Markup:
    if highlight.get(mapping.title):
        return Markup(highlight[mapping.title][0])
    return plain(str(result.get(mapping.title) or UNTITLED))


def _text(text: Any, pieces: list[str] | None) -> Markup:
    if pieces:
        return Markup(" … ").join(map(marked, pieces))
    return plain(text) if isinstance(text, str) else Markup()


def brow(result: Mapping[str, Any], mapping: RecordMapping) -> tuple[str, ...]:
    """Return the record's kind (its first value that is a facet of its own) and its date."""
    counted = [facet.field for facet in mapping.facets if facet.kind.of_words]
    kinds = (field.name for field in mapping.fields if field.kind.is_term)
    kind = next((str(result[name]) for name in kinds if name in counted and result.get(name)), "")
    date = result.get(mapping.date)
    said = Date.from_json(date).display if isinstance(date, dict) else ""
    return tuple(text for text in (kind, said) if text)


def _parties(
    result: Mapping[str, Any], mapping: RecordMapping
) -> list[tuple[str, tuple[str, ...]]]:
    """Return who is named and not already in the title, nobody twice."""
    title = str(result.get(mapping.title, ""))
    seen: set[str] = set()
    found = []
    for field in mapping.fields:
        if not field.kind.names_people:
            continue
        named = []
        for value in result.get(field.name) or ():
            party = Party.from_json(value)
            said = party.name in title or (party.as_written and party.as_written in title)
            if party.name not in seen and not said:
                named.append(party.name)
            seen.add(party.name)
        if len(named) > _NAMES:
            named[_NAMES:] = [f"and {len(named) - _NAMES} more"]
        if named:
            found.append((field.label, tuple(named)))
    return found
