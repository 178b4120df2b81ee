"""Two-way counts: the number of records with a value of one facet and a value of another.

An engine returns the values of the first facet and, for some of them at a time, their pairs. So no
answer needs all pairs of a large catalogue at once: more than `MOST` are returned in the order of
the values, and each part begins where the last one ended. So are those of two facets with very many
values (`WIDE`): to count the pairs of these takes as long as a hundred searches. The addresses with
pairs of `make bench-worst` pay for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Protocol

from index_mappings.facet_kinds.kind import Counting
from index_mappings.mapping import RecordMapping
from service import clock
from service.query.request import FacetRequest, PairRequest
from service.results import IndexInfo, Pair, PairCounts

MOST = 10_000
"""Pairs that are put in the order of their counts; a network of more is read by a program."""
WIDE = 100_000
"""The most possible pairs of two facets for which all pairs that occur are counted at once."""
_FEW_COUNTED = 10_000  # values of records: their pairs are counted in 20 ms
TOO_MANY = 50_000
"""Pairs that an engine gives in one go, but for those of a single value."""
_FIRST_GROUP = 64  # values whose pairs are asked for at first; the next groups follow what came
_LARGEST_GROUP = 16_384  # below the 65,536 values that Elasticsearch takes in one filter
_FEW, _MANY = 2_000, 20_000  # pairs of a group after which the next one is larger, or smaller

Raw = tuple[str, str, int]


class TooManyPairs(Exception):
    """The values of one request have more pairs than are returned at once."""


class PairSource(Protocol):
    """An engine's pairs of two facets in the results of one query."""

    def counts(self) -> tuple[Iterable[int], Iterable[int]]:
        """Return the number of records with each value of the first facet, and of the second.

        Each name of a person is a separate value. They may be larger, and of more values, where
        even these are not many (`is_wide`).
        """

    def every(self) -> Iterable[Raw]:
        """Return all pairs, in any order. Raises TooManyPairs if they are more than `TOO_MANY`."""

    def values(self, beyond: str) -> Iterator[str]:
        """Yield values of the first facet in order, beginning at `beyond`; some may have no pair.

        Each name of a person is a separate value.
        """

    def pairs(self, firsts: Sequence[str]) -> Iterable[Raw]:
        """Return the pairs of some values of the first facet, in any order.

        Raises TooManyPairs if several values have more than `TOO_MANY`.
        """

    def exact(self, names: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Sequence[int]:
        """Return for each the number of records with any of the first and of the second names."""


def ways(request: PairRequest, mapping: RecordMapping, *, within: bool) -> tuple[Counting, ...]:
    """Return what is counted for each facet; nothing for one that the index does not have yet."""
    facets = ((one, mapping.facet(one.facet)) for one in (request.first, request.second))
    return tuple(
        one.counting(facet, within=within) if facet else Counting("") for one, facet in facets
    )


def count_pairs(source: PairSource, request: PairRequest, index: IndexInfo) -> PairCounts:
    """Return the requested pairs."""
    if isinstance(request.after, tuple):
        return _by_value(source, request, request.after, index)
    every = _every(source, request)
    if every is None:
        return _by_value(source, request, ("", ""), index)
    if len(every) > MOST:
        return _first_of(iter(every), request.size, index)
    every.sort(key=attrgetter("count"), reverse=True)  # pairs of one count stay in order
    end = request.after + request.size
    chosen = tuple(every[request.after : end])
    after = end if chosen and end < len(every) else None
    return PairCounts(chosen, len(every), after, index)


def _every(source: PairSource, request: PairRequest) -> list[Pair] | None:
    """Return all pairs in the order of their values, or None if they may be too many."""
    first, second = (tuple(islice(counts, MOST + 1)) for counts in source.counts())
    if is_wide(first, second):
        return None
    try:
        return _merged(source, request, source.every())
    except TooManyPairs:
        return None


def is_wide(first: Collection[int], second: Collection[int]) -> bool:
    """Return whether two facets have too many values to count all their pairs at once.

    They have the counts of all values, each name of a person a separate value. Where few records
    have a value, there are few pairs, however many values.
    """
    if max(len(first), len(second)) > MOST:
        return True
    return len(first) * len(second) > WIDE and max(sum(first), sum(second)) > _FEW_COUNTED


def _by_value(
    source: PairSource, request: PairRequest, after: tuple[str, str], index: IndexInfo
) -> PairCounts:
    rest = (
        pair for pair in _all_pairs(source, request, after[0]) if (pair.first, pair.second) > after
    )
    return _first_of(rest, request.size, index)


def _first_of(pairs: Iterator[Pair], size: int, index: IndexInfo) -> PairCounts:
    """Return the first pairs in the order of their values, and where the next ones begin."""
    shown = tuple(islice(pairs, size))
    is_more = next(pairs, None) is not None
    last = (shown[-1].first, shown[-1].second) if shown else None
    return PairCounts(shown, None, last if is_more else None, index)


def _all_pairs(source: PairSource, request: PairRequest, beyond: str) -> Iterator[Pair]:
    """Yield the pairs in the order of their values, with the names of a person as one value."""
    values = _shown_values(source, request.first, beyond)
    size = _FIRST_GROUP
    while group := list(islice(values, size)):
        count = 0
        for pair in _of_group(source, request, group):
            count += 1
            yield pair
        if count < _FEW:
            size = min(size * 4, _LARGEST_GROUP)
        elif count > _MANY:
            size = max(1, size // 4)


def _shown_values(source: PairSource, request: FacetRequest, beyond: str) -> Iterator[str]:
    """Yield the values under which pairs are shown, in order; some may have no pair."""
    same = request.same
    if same is None:
        yield from source.values(beyond)
        return
    people = sorted(name for name in same.members if name >= beyond)
    at = 0
    for value in source.values(beyond):
        while at < len(people) and people[at] < value:
            yield people[at]
            at += 1
        if value not in same.shown:
            yield value
    yield from people[at:]


def _of_group(source: PairSource, request: PairRequest, group: Sequence[str]) -> Iterator[Pair]:
    """Yield the pairs of some shown values in order, all at once or by halves."""
    clock.check()
    names = [name for value in group for name in _members(request.first, value)]
    try:
        yield from _merged(source, request, source.pairs(names))
    except TooManyPairs:
        half = len(group) // 2
        for part in (group[:half], group[half:]):
            yield from _of_group(source, request, part)


@dataclass(slots=True)
class _Found:
    """A shown pair: its count, and the names that were found."""

    count: int
    firsts: tuple[str, ...]
    seconds: tuple[str, ...]


def _merged(source: PairSource, request: PairRequest, pairs: Iterable[Raw]) -> list[Pair]:
    """Return pairs in the order of their values, with the names of a person as one value."""
    if request.first.same is None and request.second.same is None:
        return [Pair(*raw) for raw in sorted(pairs)]
    found: dict[tuple[str, str], _Found] = {}
    unsure: set[tuple[str, str]] = set()
    for first, second, count in pairs:
        shown = _shown(request.first, first), _shown(request.second, second)
        known = found.get(shown)
        if known is None:
            found[shown] = _Found(count, (first,), (second,))
        else:  # a record may have two of the names, and counts once
            unsure.add(shown)
            known.firsts += (first,)
            known.seconds += (second,)
    several = sorted(unsure)
    for start in range(0, len(several), _AT_ONCE):
        clock.check()
        some = several[start : start + _AT_ONCE]
        exact = source.exact([_unique(found[shown]) for shown in some])
        for shown, count in zip(some, exact, strict=True):
            found[shown].count = count
    return [Pair(*shown, found[shown].count) for shown in sorted(found)]


_AT_ONCE = 500  # filters of one request: below the 1,024 parts that a query may have


def _unique(one: _Found) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(dict.fromkeys(one.firsts)), tuple(dict.fromkeys(one.seconds))


def _members(request: FacetRequest, value: str) -> tuple[str, ...]:
    return request.same.members.get(value, (value,)) if request.same else (value,)


def _shown(request: FacetRequest, value: str) -> str:
    return request.same.shown.get(value, value) if request.same else value
