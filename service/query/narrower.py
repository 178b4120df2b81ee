"""Queries that find a subset of another's results and are faster."""

from __future__ import annotations

from collections.abc import Iterator

from service.query.bounds import costly
from service.query.clauses import All, Any, Clause, Counted, Lifted


def narrower(clause: Clause) -> Iterator[Clause]:
    """Yield clauses that find only a subset of the results of a clause with alternatives.

    Each has one of the alternatives and everything else. Those with a prefix, an edit or a phrase
    are left out: they are not fast.
    """
    match clause:
        case Any(parts, 1):
            yield from (one for one in parts if not costly(one))
        case All(parts):
            ways = [tuple(narrower(one)) for one in parts]
            for at in range(max(map(len, ways), default=0)):
                some = zip(parts, ways, strict=True)
                yield All(tuple(way[min(at, len(way) - 1)] if way else one for one, way in some))
        case Lifted(inner, _, _) | Counted(inner):
            yield from narrower(inner)
