"""A bar for each year of a list of results, as one path of a drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_WIDEST = 300  # bars: more would each be thinner than a pixel of a narrow column
_HEIGHT = 40


@dataclass(frozen=True, slots=True)
class Graph:
    """A drawing of `width` by `height` units; `first` and `last` are the years at its ends."""

    path: str
    width: int
    height: int
    first: int
    last: int


def of(counts: Mapping[int, int]) -> Graph | None:
    """Return the graph of counts by year, None where there are fewer than two years."""
    if len(counts) < 2:
        return None
    first, last = min(counts), max(counts)
    step = -(-(last - first + 1) // _WIDEST)
    bars: dict[int, int] = {}
    for year, count in counts.items():
        bars[(year - first) // step] = max(bars.get((year - first) // step, 0), count)
    most = max(bars.values()) or 1
    path = "".join(
        f"M{place} {_HEIGHT}v-{max(1, round(count * _HEIGHT / most))}h.85V{_HEIGHT}z"
        for place, count in sorted(bars.items())
        if count
    )
    return Graph(path, (last - first) // step + 1, _HEIGHT, first, last)
