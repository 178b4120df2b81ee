"""A search as it is followed: its latest records, and all that a feed says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index_mappings.record import Record
from service.exports.citing import Cited
from service.exports.recent import CHANGED, FIRST_SEEN

MOST = 50
"""Records of a feed: what a reader who looks once a week wants to see, in some 50 kB."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A search as a feed has it.

    `address` is the feed's own, which names it for good, `page` that of the search, `description`
    that of the search box. `updated` is when any of the records was last changed, or the index
    built where that is not known; all moments are ISO 8601, UTC.
    """

    records: tuple[Record, ...]
    total: int
    cite: Callable[[Record], Cited]
    site: str
    title: str
    address: str
    page: str
    description: str
    built: str

    @property
    def updated(self) -> str:
        """Return when the feed last changed."""
        return max(map(self.changed, self.records), default=self.built)

    def changed(self, record: Record) -> str:
        """Return when a record last changed."""
        return record.text(CHANGED) or self.built

    def first_seen(self, record: Record) -> str:
        """Return when a record was first there, "" where that is not known."""
        return record.text(FIRST_SEEN)
