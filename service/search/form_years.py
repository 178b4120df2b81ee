"""The years in which a form meant what its bridge says, as a condition on records."""

from __future__ import annotations

from index_mappings.conditions import Days
from index_mappings.days import year_span
from index_mappings.folding import key
from service.query.bridge import Crossing


def years_of(text: str, crossing: Crossing) -> tuple[Days, ...]:
    """Return the days of a form's years, nothing where its bridges name none.

    A record without a date is of no years.
    """
    wanted = key(text)
    for bridge in crossing.bridges:
        for form in bridge.forms:
            if key(form.text) == wanted and (form.start, form.end) != (None, None):
                start = None if form.start is None else year_span(form.start)[0]
                end = None if form.end is None else year_span(form.end)[1]
                return (Days(start, end),)
    return ()


def is_whole(years: tuple[Days, ...]) -> bool:
    """Tell whether the years have a beginning and an end."""
    return any(span.start is not None and span.end is not None for span in years)
