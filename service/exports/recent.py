"""The records of a search that were added or changed last, however many it finds."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.orders import LAST_CHANGED
from index_mappings.record import Record
from service.results import IndexInfo
from service.search.arguments import Arguments
from service.search.fallback import search
from service.search.question import query_of, question_of
from service.search.site import Site

CHANGED, FIRST_SEEN = "changed", "first_seen"
"""Fields with the moment (UTC) at which a load last changed a record, and first brought it."""


@dataclass(frozen=True, slots=True)
class Recent:
    """The latest records of a search, the last changed first; how many it finds, in which index."""

    records: tuple[Record, ...]
    total: int
    index: IndexInfo
    partial: bool


def recent(site: Site, arguments: Arguments, most: int) -> Recent:
    """Return the records that a search finds which were added or changed last, at most `most`.

    A catalogue that does not keep the moments has the first records of the search.
    """
    question = question_of(arguments.narrowing(), site.mapping, site.names.rings, site.bridges)
    newest = question.arguments.with_(facets=(), highlight=False, size=most)
    order = next((sort.name for sort in site.mapping.sorts if sort.key == LAST_CHANGED), "")
    if order:
        newest = newest.with_(sort=order)
    query = query_of(newest, site.mapping, question.reading, rings=question.rings)
    found = search(site, question.arguments, query, question.reading).result
    records = sorted((hit.record for hit in found.hits), key=changed, reverse=True)
    return Recent(tuple(records), found.total, found.index, found.partial)


def changed(record: Record) -> str:
    """Return when a load last changed a record (ISO 8601, UTC), "" where that is not kept."""
    return record.text(CHANGED)
