"""Where each record is in a declared order, by its number: a far page in one pass.

To collect the numbers of all that a query finds takes hardly longer than to count them. With the
place of each record in the order, read once for each build, the page is found among them. Of a
large build a far page is found by counting (`far_pages`): it would find too many numbers. The row
`worst` of `make bench` and `make bench-worst` pay for it, with their far pages of long questions.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import compress, islice

from tantivy import Index, Order, Query, Searcher

from service.engines.embedded.many_values import MOST
from service.engines.embedded.schema import SEQUENCE

_READ = 1_000_000_000  # keys of a segment: of a cut list none would be certain


@dataclass(frozen=True, slots=True)
class OrderPlaces:
    """The records of a build in a declared order.

    `numbers` are their numbers in the order, and `places` has at a number its place there.
    """

    numbers: array[int]
    places: array[int]
    index: Index
    searcher: Searcher

    @classmethod
    def of(cls, path: str, records: int, index: Index, searcher: Searcher) -> OrderPlaces | None:
        """Return the places of a build of that many records, or None if these are too many.

        tantivy gives at most 65,000 keys in one answer, in a tenth of a second for 27,000.
        """
        if not records or records > MOST:
            return None
        number = {"number": {"max": {"field": SEQUENCE}}}
        terms = {"field": path, "size": _READ, "segment_size": _READ, "order": {"_key": "asc"}}
        answer = searcher.aggregate(Query.all_query(), {"keys": {"terms": terms, "aggs": number}})
        numbers = array("I", (int(one["number"]["value"]) for one in answer["keys"]["buckets"]))
        if len(numbers) != records:
            return None  # a record without a key of its own has no place
        places = array("I", bytes(4 * (max(numbers) + 1)))
        for place, at in enumerate(numbers):
            places[at] = place
        return cls(numbers, places, index, searcher)

    def page(self, query: Query, offset: int, size: int) -> tuple[Query, int]:
        """Return what finds the records of a page of what a query finds, and how many it finds."""
        hits = self.searcher.search(
            query, limit=len(self.numbers), count=False, order_by_field=SEQUENCE, order=Order.Asc
        ).hits
        met = bytearray(len(self.numbers))
        for number, _ in hits:
            met[self.places[number]] = 1
        some = islice(compress(self.numbers, met), offset, offset + size)
        return Query.term_set_query(self.index.schema, SEQUENCE, list(some)), len(hits)
