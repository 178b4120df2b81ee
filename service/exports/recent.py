"""The records of a search that were added or changed last, however many it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index_mappings.record import Record
from service.query.clauses import Not, Value
from service.query.request import Query
from service.results import IndexInfo, SearchResult
from service.search.arguments import Arguments
from service.search.fallback import search
from service.search.question import query_of, question_of
from service.search.site import Site

CHANGED, FIRST_SEEN = "changed", "first_seen"
"""Fields with the moment (UTC) at which a load last changed a record, and first brought it."""
_MOMENTS = 100_000  # moments of publishes that are known: one an hour for eleven years


@dataclass(frozen=True, slots=True)
class Recent:
    """The latest records of a search, the last changed first; how many it finds, in which index."""

    records: tuple[Record, ...]
    total: int
    index: IndexInfo
    partial: bool


def recent(site: Site, arguments: Arguments, most: int) -> Recent:
    """Return the records that a search finds which were added or changed last, at most `most`.

    Of those that one publish brought, the search's own order decides. A catalogue that does not
    keep the moments has the first records of the search.
    """
    question = question_of(arguments.narrowing(), site.mapping, site.names.rings, site.bridges)
    asked = question.arguments.with_(facets=(), highlight=False, size=most)
    query = query_of(asked, site.mapping, question.reading, rings=question.rings)
    answered = search(site, question.arguments, query, question.reading)
    first = answered.result
    found = [hit.record for hit in first.hits]
    if first.total > most and site.mapping.field(CHANGED):
        latest = _latest(site, answered.query, most)
        known = {record.id for record in latest}
        found = latest + [record for record in found if record.id not in known]
    found.sort(key=changed, reverse=True)
    return Recent(tuple(found[:most]), first.total, first.index, first.partial)


def changed(record: Record) -> str:
    """Return when a load last changed a record (ISO 8601, UTC), "" where that is not kept."""
    return record.text(CHANGED)


def _latest(site: Site, query: Query, most: int) -> list[Record]:
    """Go back from the last publish, over twice as many each time, until there is enough."""
    moments = sorted((term for term, _ in site.engine.terms(CHANGED, "", _MOMENTS)), reverse=True)
    found: list[Record] = []
    at, step = 0, 1
    while at < len(moments) and len(found) < most:
        result = _of(site, query, moments[at : at + step])
        if result.total > len(result.hits) and step > 1:
            step = max(1, step // 4)  # more than fit one answer: which are the last is not known
            continue
        found += [hit.record for hit in result.hits]
        at, step = at + step, step * 2
    return found


def _of(site: Site, query: Query, moments: Sequence[str]) -> SearchResult:
    others = Not(Value(CHANGED, tuple(moments)))
    return site.engine.search(replace(query, without=(*query.without, others), page=1, after=None))
