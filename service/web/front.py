"""Entry points on the front page: values that records have, each with its search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index_mappings.mapping import RecordMapping
from index_mappings.sayings import row
from service.schemas.search_answer import SearchAnswer
from service.search.arguments import PLAIN, Arguments
from service.search.links import Links
from service.web.timeline import Timeline, timeline

_WAYS = 5  # facets on the front page: one row on a desk
_VALUES = 5  # values of each
_TRIES = 4  # searches offered under the box: one line on a desk


@dataclass(frozen=True, slots=True)
class Way:
    """An entry point: the label of a value, the number of its records, the search for them."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Ways:
    """The most frequent values of one facet, and the address of all of them."""

    label: str
    ways: tuple[Way, ...]


def ways(
    answer: SearchAnswer, mapping: RecordMapping, links: Links, inside: Arguments = PLAIN
) -> tuple[Ways, ...]:
    """Return the most frequent values of the first facets that have any, collections apart.

    Each leads to the records with this value among those of `inside`, which `answer` counts.
    """
    found = []
    for facet in mapping.facets:
        if facet.kind.of_collections:
            continue
        counted = answer.facets.get(facet.name)
        values = counted.values if counted else ()
        if facet.kind.whole:
            frequent = sorted(values, key=lambda item: -item.count)[:_VALUES]
            values = tuple(item for item in values if item in frequent)
        top = tuple(
            Way(item.label, item.count, links.toggle(inside, facet.name, item.value))
            for item in values[:_VALUES]
            if item.count
        )
        if top:
            found.append(Ways(facet.label, top))
    return tuple(found[:_WAYS])


def all_years(
    answer: SearchAnswer, mapping: RecordMapping, links: Links, inside: Arguments = PLAIN
) -> Timeline | None:
    """Return the years of an answer as bars, or None if the mapping has no facet of its date."""
    facet = next((item.name for item in mapping.facets if item.field == mapping.date), "")
    return timeline(facet, answer.facets.get(facet), inside, links) if facet else None


def tries(groups: Iterable[Ways]) -> tuple[Way, ...]:
    """Return example searches: the most frequent value of each of the first facets."""
    ways = []
    for group in groups:
        best = max(group.ways, key=lambda way: way.count)
        ways.append(Way(row(": ", (group.label, best.label)), best.count, best.url))
    return tuple(ways[:_TRIES])
