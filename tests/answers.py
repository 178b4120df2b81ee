"""An answer that found nothing, for tests that look at one part of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from service.schemas.answer_parts import (
    Index,
    Matched,
    NamesLinks,
    Page,
    SearchLinks,
    Total,
    Understood,
)
from service.schemas.search_answer import SearchAnswer

NOTHING_FOUND = SearchAnswer(
    total=Total(0, "eq"),
    partial=False,
    query=Understood("", "all records", (), Matched("auto", 0, 0), (), (), NamesLinks()),
    results=(),
    facets={},
    page=Page(1, 20, 0, None),
    sort="relevance",
    links=SearchLinks("/api/v1/search", "/search", "/api/v1/search"),
    index=Index("records-1", "2026-01-01T00:00:00Z", 0, "1"),
)


def answer(**changes: Any) -> SearchAnswer:
    """Return the answer with some parts replaced."""
    return replace(NOTHING_FOUND, **changes)
