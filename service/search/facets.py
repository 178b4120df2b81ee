"""Counted facets in answers: labels, choices, and a link for each value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from service.results import FacetCounts
from service.schemas.answer_parts import (
    ExcludedValue,
    FacetCounted,
    FacetLinks,
    FacetValue,
    Toggle,
)
from service.search.arguments import Arguments
from service.search.catalogue import Catalogue
from service.search.links import Links


def counted_facet(
    counts: FacetCounts,
    mapping: RecordMapping,
    arguments: Arguments,
    links: Links,
    catalogue: Catalogue,
    *,
    all_values: str,
    missing: Callable[[str], str],
    toggles: int,
) -> FacetCounted:
    """Return a facet with its labels and links; `all_values` is the address of its full list.

    `missing` returns the search with the records without a value chosen, or no longer, by facet.
    No more than `toggles` of the values that are not chosen have a link.

    Links that would change nothing are left out: an answer has a dozen facets, most without a
    choice.
    """
    facet = mapping.facet(counts.facet)
    assert facet is not None  # engines count what they were asked for, and that has been checked
    chosen = arguments.filter(facet.name)
    label = labeller(facet, catalogue)
    called = {bucket.value: bucket.label for bucket in counts.buckets if bucket.label}
    has_missing = bool(counts.missing or chosen.missing)
    is_chosen = bool(chosen.values or chosen.excluded or chosen.missing)
    return FacetCounted(
        label=facet.label,
        kind=facet.kind.name,
        values=facet_values(facet, counts, arguments, links, label, toggles=toggles),
        excluded=tuple(
            ExcludedValue(
                value,
                called.get(value) or label(value),
                Toggle(links.toggle_not(arguments, facet.name, value)),
            )
            for value in chosen.excluded
        ),
        missing=counts.missing,
        missing_selected=chosen.missing,
        others=counts.others,
        links=FacetLinks(
            all=all_values,
            missing=missing(facet.name) if has_missing else "",
            clear=links.without(arguments, facet.name) if is_chosen else "",
        ),
    )


def facet_values(
    facet: Facet,
    counts: FacetCounts,
    arguments: Arguments,
    links: Links,
    label: Callable[[str], str],
    *,
    toggles: int,
) -> tuple[FacetValue, ...]:
    """Return the values of a counted facet, each with its label, count and toggle.

    At most `toggles` of the other values have one: an answer must not repeat an address of eight
    kilobytes a hundred times.
    """
    if not counts.buckets:
        return ()
    selected = arguments.filter(counts.facet).values
    toggle = links.toggler(arguments, counts.facet)
    if facet.kind.has_levels and selected:
        toggle = _stepper(counts, arguments, links)
    others = (bucket.value for bucket in counts.buckets if bucket.value not in selected)
    linked = {*selected, *islice(others, toggles)}
    return tuple(
        FacetValue(
            bucket.value,
            bucket.label or label(bucket.value),
            bucket.count,
            bucket.value in selected,
            Toggle(toggle(bucket.value) if bucket.value in linked else ""),
            bucket.level,
        )
        for bucket in counts.buckets
    )


def _stepper(counts: FacetCounts, arguments: Arguments, links: Links) -> Callable[[str], str]:
    """Return the function that links to a node, replacing choices above and below it.

    A node includes everything below it, so choices below it would have no effect.
    """
    above: dict[str, tuple[str, ...]] = {}
    line: list[str] = []
    for bucket in counts.buckets:
        line[bucket.level :] = [bucket.value]
        above[bucket.value] = tuple(line[:-1])

    def to(value: str) -> str:
        chosen = arguments.filter(counts.facet)
        if value in chosen.values:
            return links.toggle(arguments, counts.facet, value)
        kept = (
            one
            for one in chosen.values
            if one not in above[value] and value not in above.get(one, ())
        )
        return links.to(arguments.with_filter(replace(chosen, values=tuple(kept)))
                        .toggled(counts.facet, value))  # fmt: skip

    return to


def labeller(facet: Facet, catalogue: Catalogue) -> Callable[[str], str]:
    """Return the function from a facet's value to its label."""
    return lambda value: facet.kind.label(facet, value, catalogue.title)
