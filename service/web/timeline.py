"""Years as bars that link to their records: a drawing, and the same as a list."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.made_often import made_often
from service.schemas.answer_parts import FacetCounted
from service.search.arguments import Arguments
from service.search.links import Links

_MOST = 60  # bars: on a desk each is as wide as a finger
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
HEIGHT = 60
_WIDTH = 10  # units of a bar's place


@made_often
@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its place in the drawing, its years, and the search for them.

    `count` is the number of records of one year; a bar of several has none, for a record may be
    of two of them.
    """

    x: int
    height: int
    label: str
    count: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars of a list of records; `first` and `last` are the years at the ends."""

    bars: tuple[Bar, ...]
    width: int
    first: int
    last: int


def timeline(
    facet: str, counted: FacetCounted | None, arguments: Arguments, links: Links
) -> Timeline | None:
    """Return the bars of a year facet, or None if there are fewer than two years."""
    values = counted.values if counted else ()
    years = {
        int(item.value): item.count
        for item in values
        if item.count and item.value.removeprefix("-").isdecimal()
    }
    if len(years) < 2:
        return None
    first, last = min(years), max(years)
    step = next((s for s in _STEPS if last // s - first // s < _MOST), _STEPS[-1])
    sums: dict[int, int] = {}
    for year, count in years.items():
        sums[year // step] = sums.get(year // step, 0) + count
    most, base = max(sums.values()), first // step
    toggle = links.toggler(arguments, facet)

    def bar(place: int, count: int) -> Bar:
        start, end = place * step, place * step + step - 1
        return Bar(
            x=(place - base) * _WIDTH,
            height=max(2, round(count * HEIGHT / most)),
            label=str(start) if step == 1 else f"{start}–{end}",
            count=count if step == 1 else None,
            url=toggle(str(start) if step == 1 else f"{start}..{end}"),
        )

    bars = tuple(bar(place, count) for place, count in sorted(sums.items()))
    return Timeline(bars, (last // step - base + 1) * _WIDTH, first, last)
