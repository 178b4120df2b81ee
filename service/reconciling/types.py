"""The types: the facets whose values are names of people, places, subjects, types of records."""

from __future__ import annotations

from index_mappings.facet_kinds.kind import Facet
from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from service.search.typeahead import suggested_facets


def types_of(mapping: RecordMapping) -> dict[str, Facet]:
    """Return the types by their ids; a collection is no name that a table would have."""
    facets = suggested_facets(mapping)
    return {facet.name: facet for facet in facets if not facet.kind.of_collections}


def type_json(facet: Facet) -> dict[str, Json]:
    """Return a type as answers have it."""
    return {"id": facet.name, "name": facet.label}
