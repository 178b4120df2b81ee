"""Finding the beginning of a far page of a large build's sorted list by counting.

tantivy reads the key of each record that an offset skips, which takes some 60 microseconds a key.
A sample of a build's keys parts its order into stretches, and one aggregation counts how many of
the records found are in each: so the stretch that the page begins in is found, then its part. Of a
smaller build it is found among the numbers of all (`order_places`). No row of `make bench` pays for
it: those with far pages have smaller builds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tantivy import Index, Occur, Order, Query, Searcher

from index_mappings.bodies import Body
from service import clock
from service.engines.embedded.schema import SEQUENCE

Stretch = tuple[int, int]
"""The places of the ends that a part of an order is between."""

_APART = 64  # records between two keys of a sample: to read so many keys takes 4 ms
_MOST = 4_096  # keys of a sample: to read them takes a quarter of a second, once for each build
_STRETCHES = 24
"""Counted at a time, each a filter of one aggregation: a quarter of a millisecond each, and one to
fifteen for the pass that they share, so few passes count most. Two do for 576 keys."""
_AROUND = 64
"""Parts of a stretch of which a third are counted by themselves, where the page should be: of 35
keys, taken by chance, the middle one is 3 from there or nearer two times in three."""


def is_far(skipped: int, records: int) -> bool:
    """Return whether counting is quicker than reading the `skipped` keys.

    Counting the stretches of a million records takes as long as reading 2,500 keys.
    """
    return skipped > 3 * _APART + records // 400


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a far page is: after the key `after` and up to `until`, or "" for an open end.

    `seen` records found are up to `after`, and `total` are found in all.
    """

    total: int
    seen: int = 0
    after: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class KeySample:
    """Keys of a sort, in their order, of records of a build that are evenly apart."""

    path: str
    keys: tuple[str, ...]
    index: Index
    searcher: Searcher

    @classmethod
    def of(cls, path: str, records: int, index: Index, searcher: Searcher) -> KeySample:
        """Return a sample of a build of that many records."""
        numbers = list(range(0, records, max(_APART, records // _MOST)))
        if not numbers:
            return cls(path, (), index, searcher)
        some = Query.term_set_query(index.schema, SEQUENCE, numbers)
        hits = searcher.search(
            some, limit=len(numbers), count=False, order_by_field=path, order=Order.Asc
        ).hits
        return cls(path, tuple(dict.fromkeys(str(key) for key, _ in hits)), index, searcher)

    def stop(self, query: Query, offset: int, size: int) -> Stop:
        """Return the keys of the sample between which that many records after an offset are."""
        ends = ["", *self.keys, ""]
        low, high = 0, len(ends) - 1
        counts = self._counts(query, ends, _parted(low, high))
        total, seen = sum(counts.values()), 0
        is_guessed = False
        if offset >= total:
            return Stop(total)
        while True:
            for (low, high), count in counts.items():  # noqa: B007 - the stretch it ends in
                if seen + count > offset:
                    break
                seen += count
            if high - low == 1:
                until, reached = "", seen
                for (start, end), count in counts.items():
                    reached += count if start >= low else 0
                    if reached >= offset + size:
                        until = ends[end]
                        break
                return Stop(total, seen, ends[low], until)
            stretch = self.index.parse_query(between(self.path, ends[low], ends[high]), [])
            inside = Query.boolean_query([(Occur.Must, query), (Occur.Must, stretch)])
            # who guessed wrong has little left: then it is parted evenly
            is_guessed = not is_guessed
            share = (offset - seen) / count if is_guessed else None
            counts = self._counts(inside, ends, _parted(low, high, share))

    def _counts(
        self, query: Query, ends: Sequence[str], stretches: Iterable[Stretch]
    ) -> dict[Stretch, int]:
        clock.check()
        named = {str(stretch): stretch for stretch in stretches}
        aggregations: dict[str, Body] = {
            name: {"filter": between(self.path, ends[low], ends[high])}
            for name, (low, high) in named.items()
        }
        answer = self.searcher.aggregate(query, aggregations)
        return {stretch: answer[name]["doc_count"] for name, stretch in named.items()}


def _parted(low: int, high: int, share: float | None = None) -> Iterable[Stretch]:
    """Return the parts of a stretch: even ones, or short ones around a place that is so far in it.

    Records that are found are mostly spread evenly in it, so the place is where its share says.
    """
    if share is None or high - low <= _STRETCHES:
        step = -(-(high - low) // _STRETCHES)
        return pairwise([*range(low, high, step), high])
    step = max(1, (high - low) // _AROUND)
    first = low + round(share * (high - low)) - (_STRETCHES - 2) // 2 * step
    inner = (first + step * at for at in range(_STRETCHES - 1))
    return pairwise([low, *(place for place in inner if low < place < high), high])


def between(path: str, after: str, last: str) -> str:
    """Return what finds the records after a key up to another, or "" for an open end.

    Keys are hex digits, dots and "~", none of which the syntax minds; tantivy has no other way to
    ask for a range of strings.
    """
    if not last:
        return after_key(path, after)
    return f"{path}:{{{after or '*'} TO {last}]"


def after_key(path: str, key: str) -> str:
    """Return what finds the records after a key, all for ""."""
    return f"{path}:{{{key} TO *]" if key else f"{path}:[* TO *]"
