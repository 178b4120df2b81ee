"""Every row of the table, in its order."""

from __future__ import annotations

from bench import searching
from bench.plan import Row

ROWS = (
    Row(
        "search",
        "search with 3 facets and highlights, 20 hits, in process",
        "engine boundary, fragments of the full text too",
        "bare tantivy, title and summary marked",
        1.5,
        searching.with_fragments,
    ),
    Row(
        "search-brief",
        "the same",
        "engine boundary, title and summary marked",
        "bare tantivy, title and summary marked",
        1.5,
        searching.same_highlights,
    ),
    Row(
        "search-fragments",
        "the same",
        "engine boundary, fragments of the full text too",
        "bare tantivy, a snippet of the full text too",
        1.5,
        searching.same_fragments,
    ),
    Row(
        "search-museum",
        "the same, a museum's short records",
        "engine boundary",
        "bare tantivy",
        1.5,
        searching.museum,
    ),
)
