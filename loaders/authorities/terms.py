"""Offices that an authority's description says somebody held, each with both its days.

EAC-CPF has them as `occupation` and `function`, with a `dateRange` beside the `term`.
"""

from __future__ import annotations

from collections.abc import Iterator

from index_mappings.dates import read_date
from index_mappings.offices import Span, Term
from loaders.drafts.format import Options
from loaders.drafts.xml.files import Element
from loaders.drafts.xml.words import attribute, line

_HELD = ("{*}occupation", "{*}function")


def terms_in(description: Element | None, options: Options) -> Iterator[Term]:
    """Yield the offices of a description; one that does not say when it ended claims nothing."""
    for held in () if description is None else description.iter(*_HELD):
        office, days = held.find("{*}term"), held.find(".//{*}dateRange")
        if office is None or days is None or not line(office):
            continue
        first, last = (days.find(f"{{*}}{name}") for name in ("fromDate", "toDate"))
        began, ended = _span(first, options), _span(last, options)
        if began and ended:
            when = f"{line(first)}–{line(last)}"
            yield Term(line(office), began, ended, f"{line(office)}, {when}")


def _span(day: Element | None, options: Options) -> Span | None:
    if day is None:
        return None
    said = attribute(day, "standardDate") or line(day)
    date = read_date(said, options.conventions) if said else None
    if date is None or date.start is None or date.end is None:
        return None
    return date.start, date.end
