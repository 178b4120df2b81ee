"""Invalid values, shown beside their fields with an acceptable value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from index_mappings.sayings import sentence
from service.errors import Fault
from service.schemas.arguments import has_ends
from service.search.arguments import Arguments
from service.search.endpoint_arguments import Read
from service.search.links import Links
from service.search.reader import Reader

_LABELS = {
    "in": sentence("Look in"), "from": sentence("From"), "to": sentence("To"),
    "date": sentence("Date"), "sort": sentence("Sort"), "size": sentence("Records per page"),
    "page": sentence("Page"), "missing": sentence("Not stated"),
    "changed_since": sentence("Changed since"),
}  # fmt: skip
_DAYS_HINT = sentence("As 1950, July 1950 or 13 July 1950.")


@dataclass(frozen=True, slots=True)
class FaultView:
    """One fault: the field's label, the reason, and the corrected search."""

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
    """Return the faults of a page's request as text, each with a link to the corrected search."""
    views = []
    for fault in faults:
        name = fault.parameter
        facet = mapping.facet(name.partition(".")[0])
        label = facet.label if facet else _LABELS.get(name, name)
        url = ""
        if fault.suggestion:
            kept = [pair for pair in arguments.pairs() if pair[0] != name]
            mended = reader.forgive([*kept, (name, fault.suggestion)])
            url = "" if mended.faults else links.to(mended.arguments)
        views.append(FaultView(name, label, fault.detail, fault.suggestion, url))
    return tuple(views)


@dataclass(frozen=True, slots=True)
class SpanView:
    """The two fields of a span, with the current values or the invalid ones.

    `first` and `last` are the arguments that they send, `hint` what can be typed there. `value`
    is the facet's value that they show, which needs no box; `within` is None where it is no span
    of days.
    """

    first: str
    last: str
    start: str
    end: str
    hint: str
    value: str = ""
    within: bool | None = None


def span_view(read: Read, facet: Facet, mapping: RecordMapping) -> SpanView | None:
    """Return the fields of a facet's span, or None if its values have no order.

    Several spans at once leave them free for one more.
    """
    arguments, typed = read.arguments, dict(read.rejected)
    if facet.kind.by_date and facet.field == mapping.date:
        start, end = arguments.span
        within = arguments.date_match == "within"
        start, end = typed.get("from", start), typed.get("to", end)
        return SpanView("from", "to", start, end, _DAYS_HINT, within=within)
    if not has_ends(facet, mapping):
        return None
    spans = [value for value in arguments.filter(facet.name).values if facet.kind.ends(value)]
    value = spans[0] if len(spans) == 1 else ""
    start, end = facet.kind.ends(value) or ("", "")
    first, last = f"{facet.name}.from", f"{facet.name}.to"
    start, end = typed.get(first, start), typed.get(last, end)
    return SpanView(first, last, start, end, facet.kind.ends_hint, value)
