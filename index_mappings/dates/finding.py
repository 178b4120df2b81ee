"""Dates typed as words inside a search."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.record import Date


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: `text[start_offset:end_offset]` is what was read."""

    start_offset: int
    end_offset: int
    date: Date


def find_dates(text: str, conventions: DateConventions = DEFAULT) -> tuple[FoundDate, ...]:
    """Return the years, months, days and spans named in a text, in order, never overlapping."""
    del text, conventions
    return ()
