"""Choices in facets that match nothing because no record has their values.

A term of an index is looked up in microseconds, but a search for it takes as long as any other. Old
links and crawlers request such values; the row `worst` of `make bench` pays for it, which has a
choice in every facet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from index_mappings.conditions import Held
from index_mappings.facet_kinds.kind import Facet
from service.engines.embedded.open_build import OpenBuild
from service.query.clauses import Any, Clause
from service.query.filters import facet_clauses
from service.query.request import FacetFilter
from service.query.request import Query as Asked


def unmet(asked: Asked, live: OpenBuild) -> frozenset[str]:
    """Return the facets whose choices are only values that no record has."""
    clauses = facet_clauses(asked, live.schema.mapping)
    return frozenset(
        facet for facet, some in clauses.items() if any(_is_unmet(one, live) for one in some)
    )


def without_idle_exclusions(asked: Asked, live: OpenBuild) -> Asked:
    """Return an equivalent query without excluded values that no record has."""
    filters = tuple(_busy(one, asked, live) if one.excluded else one for one in asked.filters)
    if filters == asked.filters:
        return asked
    kept = tuple(one for one in filters if one.values or one.excluded or one.missing)
    return replace(asked, filters=kept)


def _busy(chosen: FacetFilter, asked: Asked, live: OpenBuild) -> FacetFilter:
    facet = live.schema.mapping.facet(chosen.facet)
    if facet is None:
        return chosen  # nothing meets a choice in a facet that there is none of
    excluded = tuple(one for one in chosen.excluded if not _is_idle(one, facet, asked, live))
    return replace(chosen, excluded=excluded)


def _is_idle(value: str, facet: Facet, asked: Asked, live: OpenBuild) -> bool:
    return _are_unmet(facet.kind.conditions(facet, (value,), within=asked.within), live)


def _is_unmet(clause: Clause, live: OpenBuild) -> bool:
    return isinstance(clause, Any) and _are_unmet(clause.clauses, live)


def _are_unmet(conditions: Iterable[Clause], live: OpenBuild) -> bool:
    return all(
        isinstance(one, Held)
        and not any(
            live.schema.has(one.path) and live.searcher.doc_freq(one.path, value)
            for value in one.values
        )
        for one in conditions
    )
