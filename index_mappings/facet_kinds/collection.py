"""Facets of collections: ids, each displayed as the collection's title."""

from __future__ import annotations

from index_mappings.facet_kinds.kind import Facet, Titles
from index_mappings.facet_kinds.terms import Terms


class Collections(Terms):
    """The collections that a record belongs to."""

    name = "collection"
    field_kinds = frozenset({"collections"})
    of_collections = True
    of_words = False

    def label(self, facet: Facet, value: str, titles: Titles) -> str:
        """Return the title of the collection."""
        return titles(value)
