"""Arguments turned into the one value that an engine answers."""

from __future__ import annotations

from index_mappings.folding import key
from index_mappings.mapping import Mapping
from service.query.clauses import Days
from service.query.language import read
from service.query.reading import Reading
from service.query.request import FacetRequest, Query, SortKey
from service.schemas.spans import day_numbers
from service.search.arguments import Arguments


def reading_of(arguments: Arguments, mapping: Mapping) -> Reading:
    """Return what the words of a search ask for."""
    match = "any" if arguments.match == "any" else "all"
    return read(arguments.q, mapping, field=arguments.in_field, match=match)


def query_of(
    arguments: Arguments, mapping: Mapping, reading: Reading, after: SortKey | None = None
) -> Query:
    """Return the query of a search; `after` is the sort key of the last record already seen."""
    within = arguments.date_match == "within"
    titles = arguments.in_field in ("", mapping.title)
    return Query(
        clause=reading.clause,
        exact_title=key(arguments.q) if titles else "",
        filters=arguments.filters,
        days=tuple(Days(*day_numbers(span), within) for span in arguments.date),
        within=within,
        facets=_facets(arguments, mapping),
        sort=arguments.order(mapping),
        size=arguments.size,
        page=arguments.page,
        after=after,
        highlight=arguments.highlight,
    )


def _facets(arguments: Arguments, mapping: Mapping) -> tuple[FacetRequest, ...]:
    asked = arguments.facets
    return tuple(
        FacetRequest(facet.name, arguments.facet_size or facet.size)
        for facet in mapping.facets
        if asked is None or facet.name in asked
    )
