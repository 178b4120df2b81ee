"""The names that a mapping file may not give to what it declares."""

from __future__ import annotations

RESERVED = frozenset(
    {
        "q", "in", "date", "date_match", "missing", "match", "sort", "size", "page", "cursor",
        "facets", "facet_size", "highlight", "expand", "spell", "from", "to", "format", "id",
        "filter", "order", "fields", "histogram", "changed_since",
    }
)  # fmt: skip
"""Names of arguments of the search itself, which no facet may bear."""
