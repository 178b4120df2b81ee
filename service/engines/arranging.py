"""Counted values in the order of their facet's kind. The same for every engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index_mappings.facet_kinds.kind import Facet
from service.results import FacetCounts


def arranged(
    facet: Facet, counts: Mapping[str, int], selected: Sequence[str], missing: int, size: int
) -> FacetCounts:
    """Return a counted facet: what is `selected`, and `size` other values at most."""
    shown = facet.kind.arranged(facet, counts, selected, size)
    return FacetCounts(facet.name, shown.buckets, missing, shown.others)
