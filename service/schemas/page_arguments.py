"""The names of the arguments that pages have beside those of a search."""

from __future__ import annotations

LANGUAGE = "lang"
"""Chooses the language of a page; the API has no argument of this name."""

MARKED = "marked"
"""The records that a reader has marked, which go along; on their own page they are `ids`."""

LEAVE_OUT = "leave-out"
"""The name of a button: what is ticked in the facet that it names is left out of the search."""

OF_PAGES = frozenset({"with", "of", "filter", "order", "begin", "ids", "list", "style", MARKED})
"""Arguments of single pages, which no search has."""
