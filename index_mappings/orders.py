"""The orders of the results that a mapping declares."""

from __future__ import annotations

from dataclasses import dataclass

OLDEST_FIRST, NEWEST_FIRST, LAST_CHANGED = "date", "-date", "-changed"
"""The keys of orders by date, and by the moment in which a load last changed a record."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A declared order; `path` is the index path of its key, or "" for relevance.

    `key` is one of those above or the name of a text field (`index_mappings.computed`).
    """

    name: str
    label: str
    path: str = ""
    key: str = ""
