"""Which words of a text stand near each other. The same for every engine."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise


def near_places(
    places: Mapping[str, Collection[int]], run: Sequence[str], distance: int
) -> set[int]:
    """Return the places that make each neighbouring pair of a run stand within a distance.

    `places` are the positions of each word in a text, from 0. A pair is apart by as many moves
    as bring it next to each other in its order: "a b" by 0, "b a" by 2. Where one pair is
    nowhere near, the run is not in the text, and nothing is returned.
    """
    found: set[int] = set()
    for one, other in pairwise(run):
        others = frozenset(places.get(other, ()))
        near: set[int] = set()
        for place in places.get(one, ()):
            for there in range(place + 1 - distance, place + distance + 2):
                if there != place and there in others:
                    near.update((place, there))
        if not near:
            return set()
        found |= near
    return found
