"""Ordering counted values by the kind of their facet, for every engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index_mappings.facet_kinds.kind import Facet
from service.query.request import FacetRequest
from service.results import FacetCounts


def arranged(
    facet: Facet,
    request: FacetRequest,
    counts: Mapping[str, int],
    selected: Sequence[str],
    missing: int,
    *,
    size: int | None = None,
) -> FacetCounts:
    """Return a counted facet: the `selected` values, and the requested number of others.

    `size` overrides that number.
    """
    if request.opened:
        counts = {**facet.kind.at_zero(request.opened), **counts}
    most = request.size if size is None else size
    shown = facet.kind.arranged(facet, counts, selected, most)
    return FacetCounts(facet.name, shown.buckets, missing, shown.others)
