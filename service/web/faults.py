"""Values that could not be taken, said beside what they were meant for, with what would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index_mappings.mapping import RecordMapping
from service.errors import Fault
from service.search.arguments import Arguments
from service.search.links import Links
from service.search.reader import Read, Reader

_LABELS = {
    "in": "Look in", "from": "From", "to": "To", "date": "Date", "sort": "Sort",
    "size": "Records per page", "page": "Page", "missing": "Not stated",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FaultView:
    """One fault: the field's label, what was wrong, and the search with what would do."""

    field: str
    label: str
    detail: str
    suggestion: str
    url: str


def shown(
    faults: Iterable[Fault],
    arguments: Arguments,
    mapping: RecordMapping,
    reader: Reader,
    links: Links,
) -> tuple[FaultView, ...]:
    """Return the faults of a page's request in words, each with a link to the mended search."""
    made = []
    for fault in faults:
        name = fault.parameter
        facet = mapping.facet(name.removesuffix(".not"))
        label = facet.label if facet else _LABELS.get(name, name)
        url = ""
        if fault.suggestion:
            kept = [pair for pair in arguments.pairs() if pair[0] != name]
            mended = reader.forgive([*kept, (name, fault.suggestion)])
            url = "" if mended.faults else links.to(mended.arguments)
        made.append(FaultView(name, label, fault.detail, fault.suggestion, url))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class SpanView:
    """What the two fields of a span show again: what is in force, or what could not be taken."""

    start: str
    end: str
    within: bool


def span_view(read: Read) -> SpanView:
    """Return the fields of a span; several spans at once leave them free for one more."""
    arguments, typed = read.arguments, dict(read.rejected)
    start, end = arguments.span
    within = arguments.date_match == "within"
    return SpanView(typed.get("from", start), typed.get("to", end), within)
