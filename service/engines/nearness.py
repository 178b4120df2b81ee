"""Finding words near each other in a text, for every engine."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise


def near_places(
    places: Mapping[str, Collection[int]], run: Sequence[str], distance: int
) -> set[int]:
    """Return the positions at which each neighbouring pair of a run is within a distance.

    `places` are the positions of each word in a text, from 0. A pair is apart by as many moves as
    bring it next to each other in its order: "a b" by 0, "b a" by 2. If one pair is nowhere near,
    the run is not in the text, and nothing is returned.
    """
    found: set[int] = set()
    in_order = {word: sorted(places.get(word, ())) for word in dict.fromkeys(run)}
    for one, other in pairwise(run):
        ones, others = in_order[one], in_order[other]
        near = {*_with_any(ones, others, 1 - distance, 1 + distance)}
        if not near:
            return set()
        near.update(_with_any(others, ones, -1 - distance, distance - 1))
        found |= near
    return found


def _with_any(ones: Sequence[int], others: Sequence[int], low: int, high: int) -> Iterator[int]:
    """Yield each position with another one at a distance of `low` to `high` after it."""
    own = frozenset(others) if low <= 0 <= high else frozenset()  # no place is beside itself
    for place in ones:
        first = bisect_left(others, place + low)
        if bisect_right(others, place + high, first) - first > (place in own):
            yield place
