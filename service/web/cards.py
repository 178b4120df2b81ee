"""Collections in lists of collections."""

from __future__ import annotations

from dataclasses import dataclass

from service.schemas.answers import CollectionEntry
from service.schemas.spans import day_numbers
from service.web.dates import years
from service.web.excerpts import plain

_SHORT = 240  # characters of a collection's description on the front page


@dataclass(frozen=True, slots=True)
class Card:
    """A collection on the front page; `first` and `last` are day numbers, or None if undated."""

    title: str
    url: str
    count: int
    first: int | None
    last: int | None
    description: str

    @property
    def dates(self) -> str:
        """The years of its records: "1949–1951"."""
        return years(self.first, self.last)


def card(entry: CollectionEntry) -> Card:
    """Return a collection as the front page shows it."""
    span = entry.date_range
    return Card(
        title=entry.title,
        url=entry.links.html,
        count=entry.count,
        first=day_numbers(span.from_)[0] if span else None,
        last=day_numbers(span.to)[0] if span else None,
        description=plain(entry.description, _SHORT),
    )
