"""The parts of a search, each with the link that removes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from index_mappings.sayings import sentence, within
from service.schemas.search_answer import SearchAnswer
from service.schemas.spans import day_numbers
from service.search.arguments import Arguments
from service.search.links import Links
from service.web.dates import moment, span

ONLY_IN = sentence("only in")


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a search: its label, its value, and the search without it."""

    about: str
    says: str
    url: str


def chips(
    answer: SearchAnswer, arguments: Arguments, mapping: RecordMapping, links: Links
) -> tuple[Chip, ...]:
    """Return the parts of a search in the order of its normal form."""
    pieces = []
    parts = answer.query.parts
    typed = arguments.q.casefold().split()  # plain words are as easily taken out in the box
    if len(parts) > 1 and [part.label.casefold() for part in parts] != typed:
        pieces += [Chip("", part.label, part.links.removed) for part in parts]
    if arguments.in_field:
        field = mapping.field(arguments.in_field)
        label = field.label if field else arguments.in_field
        pieces.append(Chip(ONLY_IN, label, links.to(arguments.changed(in_field=""))))
    for chosen in arguments.filters:
        facet = mapping.facet(chosen.facet)
        label = facet.label if facet else chosen.facet
        says = _sayer(answer, facet)
        for value in chosen.values:
            pieces.append(Chip(label, says(value), links.toggle(arguments, chosen.facet, value)))
        for value in chosen.excluded:
            url = links.toggle_not(arguments, chosen.facet, value)
            pieces.append(Chip(sentence("%(label)s: not", label=label), says(value), url))
        if chosen.missing:
            absent = within(facet.kind.absent) if facet else ""
            pieces.append(Chip(label, absent, links.toggle_missing(arguments, chosen.facet)))
    for value in arguments.date:
        left = tuple(other for other in arguments.date if other != value)
        pieces.append(
            Chip(sentence("Date"), in_words(value), links.to(arguments.changed(date=left)))
        )
    if arguments.changed_since:
        url = links.to(arguments.changed(changed_since=""))
        pieces.append(Chip(sentence("Changed since"), moment(arguments.changed_since), url))
    if arguments.date_match != "overlap":
        url = links.to(arguments.changed(date_match="overlap"))
        pieces.append(Chip(sentence("Dates"), sentence("entirely within the span"), url))
    return tuple(pieces)


def _sayer(answer: SearchAnswer, facet: Facet | None) -> Callable[[str], str]:
    """Return the function that labels a value: as in the answer, or by its kind."""
    if facet is None:
        return str
    counted = answer.facets.get(facet.name)
    names = {item.value: item.label for item in counted.values} if counted else {}
    names |= {item.value: item.label for item in counted.excluded} if counted else {}
    return lambda value: names.get(value) or facet.kind.label(facet, value, str)


def in_words(value: str) -> str:
    """Return a span of days in its normal form ("1949-10..1950-02") in words."""
    start, end = day_numbers(value)
    if start is not None and end is not None:
        return span(start, end)
    first, _, last = value.partition("..")
    known = in_words(first or last)
    return sentence("from %(day)s", day=known) if first else sentence("until %(day)s", day=known)
