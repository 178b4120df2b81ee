"""Counted facets as an answer shows them: labels, what is chosen, and a link for each value."""

from __future__ import annotations

from collections.abc import Callable

from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from index_mappings.record import Json
from service.results import FacetCounts
from service.search.arguments import Arguments
from service.search.catalogue import Catalogue
from service.search.links import Links


def facet_json(
    counts: FacetCounts,
    mapping: RecordMapping,
    arguments: Arguments,
    links: Links,
    catalogue: Catalogue,
) -> dict[str, Json]:
    """Return a facet: {"label", "kind", "values", "missing", "others", ...} and its links.

    Links that would change nothing are left out: an answer has a dozen facets, and most have
    nothing chosen.
    """
    facet = mapping.facet(counts.facet)
    assert facet is not None  # engines count what they were asked for, and that has been checked
    chosen = arguments.filter(facet.name)
    label = labeller(facet, catalogue)
    made: dict[str, str] = {}
    if counts.missing or chosen.missing:
        made["missing"] = links.toggle_missing(arguments, facet.name)
    if chosen.values or chosen.excluded or chosen.missing:
        made["clear"] = links.without(arguments, facet.name)
    return {
        "label": facet.label,
        "kind": facet.kind.name,
        "values": values_json(counts, arguments, links, label),
        "excluded": [
            {
                "value": value,
                "label": label(value),
                "links": {"toggle": links.toggle_not(arguments, facet.name, value)},
            }
            for value in chosen.excluded
        ],
        "missing": counts.missing,
        "missing_selected": chosen.missing,
        "others": counts.others,
        "links": made,
    }


def values_json(
    counts: FacetCounts, arguments: Arguments, links: Links, label: Callable[[str], str]
) -> list[dict[str, Json]]:
    """Return the values of a counted facet, each with its label, count and toggle."""
    if not counts.buckets:
        return []
    selected = arguments.filter(counts.facet).values
    toggle = links.toggler(arguments, counts.facet)
    return [
        {
            "value": bucket.value,
            "label": label(bucket.value),
            "count": bucket.count,
            "selected": bucket.value in selected,
            "links": {"toggle": toggle(bucket.value)},
        }
        for bucket in counts.buckets
    ]


def labeller(facet: Facet, catalogue: Catalogue) -> Callable[[str], str]:
    """Return the function from a facet's value to what a reader is shown."""
    return lambda value: facet.kind.label(facet, value, catalogue.title)
