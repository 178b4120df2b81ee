"""The arrangement of records: the tops of their trees, each with its children."""

from __future__ import annotations

from dataclasses import replace

from service.engines.contract import Engine
from service.query.clauses import Clause
from service.query.request import FacetRequest, Query
from service.search.surroundings import PARTS, Level, Node, here, level, parts_of, tree_facet

_TOPS = 10  # tops of which the parts are shown: each is a search


def arrangement(engine: Engine, clause: Clause, most: int) -> tuple[tuple[Node, Level], ...]:
    """Return the tops of the records that a clause finds, each with its children.

    There are at most `most` of each; of several tops only the first ten are opened.
    """
    facet = tree_facet(engine.mapping)
    if facet is None:
        return ()
    query = Query(clause, size=1, highlight=False, facets=(FacetRequest(facet.name, most),))
    tops = [one for one in engine.search(query).facets[0].buckets if one.level == 0 and one.count]
    if not tops:
        return ()
    lines = tuple(((one.value, one.label),) for one in tops[:_TOPS])
    opened = replace(query, facets=(FacetRequest(facet.name, PARTS, opened=lines),))
    buckets = engine.search(opened).facets[0].buckets
    known = here(engine, [one.value for one in tops])
    levels = []
    for one in tops[:most]:
        below = Level()
        if any(one.value == line[0][0] for line in lines):
            parts = parts_of(buckets, ((one.value, one.label),))[-1]
            below = level(engine, facet, one.value, parts, most)
        node = Node(one.value, one.label, one.count, is_record=one.value in known)
        levels.append((node, below))
    return tuple(levels)
