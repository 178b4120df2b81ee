"""Facets of plain values: each as in the record, the most frequent first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from index_mappings.conditions import Condition, Held
from index_mappings.facet_kinds.kind import (
    Arranged,
    Bucket,
    Counting,
    Facet,
    FacetKind,
    Line,
    Titles,
)
from index_mappings.json_values import Json, elements, members, text

OFFICES = "offices"
"""The part of `computed.<facet>` that has the names which are no person's."""


class Terms(FacetKind):
    """The values of a keyword path."""

    name = "terms"
    path_types = ("keyword",)
    offered = MappingProxyType({OFFICES: "keyword"})
    of_words = True
    keys = frozenset({"labels"})

    def made(self, value: Json, facet: Facet) -> dict[str, Json]:
        """Return the names of offices and bodies among parties, if the index has their path."""
        if OFFICES not in facet.made:
            return {}
        parties = map(members, elements(value))
        names = [text(one.get("name")) for one in parties if one.get("person") is False]
        return {OFFICES: list(dict.fromkeys(names))} if names else {}

    def of_value(self, value: Json) -> str:
        """Return the value itself."""
        return str(value)

    def label(self, facet: Facet, value: str, titles: Titles) -> str:
        """Return the label that the mapping gives the value, else the value itself."""
        return facet.labels.get(value, value)

    def conditions(
        self, facet: Facet, values: Sequence[str], *, within: bool
    ) -> tuple[Condition, ...]:
        """Return the condition that the record has one of the values."""
        return (Held(facet.path, tuple(values)),) if values else ()

    def counting(self, facet: Facet, *, within: bool, opened: Sequence[Line] = ()) -> Counting:
        """Return the facet's own path."""
        return Counting(facet.path)

    def arranged(
        self, facet: Facet, counts: Mapping[str, int], selected: Sequence[str], size: int
    ) -> Arranged:
        """Return the selected values, then the most frequent, ties by value."""
        others = counts
        if selected:
            others = {value: count for value, count in counts.items() if value not in selected}
        best: Iterable[tuple[str, int]] = others.items()
        if len(others) > size > 0:
            # a facet has hundreds of values, and only those that may be shown need be put in order
            last = sorted(others.values(), reverse=True)[size - 1]
            best = [(value, count) for value, count in best if count >= last]
        best = sorted(best, key=lambda item: (-item[1], item[0]))
        buckets = [Bucket(value, counts.get(value, 0)) for value in dict.fromkeys(selected)]
        buckets += [Bucket(value, count) for value, count in best[:size]]
        return Arranged(tuple(buckets), max(0, len(others) - size))
