"""The records of a list as a page shows them, whatever fields the mapping has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.schemas.answer_parts import Result
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


def hit(result: Result, mapping: RecordMapping, links: Links, opened_from: str = "") -> HitView:
    """Return one of an answer's results as it is shown.

    `opened_from` is the query string of the list, which its link carries along.
    """
    record, highlight = result.record, result.highlight
    url = links.record(record.id).html
    shown = {mapping.title, mapping.summary}
    return HitView(
        url=f"{url}?{opened_from}" if opened_from else url,
        title=_title(record, mapping, highlight),
        brow=brow(record, mapping),
        summary=_text(record.text(mapping.summary), highlight.get(mapping.summary)),
        parties=tuple(_parties(record, mapping)),
        passages=tuple(
            (field.label if (field := mapping.field(name)) else name, tuple(map(marked, pieces)))
            for name, pieces in highlight.items()
            if name not in shown
        ),
        without=result.matched.without if result.matched else (),
    )


def _title(
    record: Record, mapping: RecordMapping, highlight: Mapping[str, Sequence[str]]
) -> Markup:
    if highlight.get(mapping.title):
        return Markup(highlight[mapping.title][0])
    return plain(record.text(mapping.title) or UNTITLED)


def _text(text: str, pieces: Sequence[str] | None) -> Markup:
    return Markup(" … ").join(map(marked, pieces)) if pieces else plain(text)


def brow(record: Record, mapping: RecordMapping) -> tuple[str, ...]:
    """Return the record's kind (its first value that is a facet of its own) and its date."""
    counted = [facet.field for facet in mapping.facets if facet.kind.of_words]
    names = (field.name for field in mapping.fields if field.kind.is_term)
    kinds = (record.text(name) for name in names if name in counted)
    date = record.date(mapping.date)
    return tuple(filter(None, (next(filter(None, kinds), ""), date.display if date else "")))


def _parties(record: Record, mapping: RecordMapping) -> list[tuple[str, tuple[str, ...]]]:
    """Return who is named and not already in the title, nobody twice."""
    title = record.text(mapping.title)
    seen: set[str] = set()
    found = []
    for field in mapping.fields:
        if not field.kind.names_people:
            continue
        named = []
        for party in record.parties(field.name):
            said = party.name in title or (party.as_written and party.as_written in title)
            if party.name not in seen and not said:
                named.append(party.name)
            seen.add(party.name)
        if len(named) > _NAMES:
            named[_NAMES:] = [f"and {len(named) - _NAMES} more"]
        if named:
            found.append((field.label, tuple(named)))
    return found
