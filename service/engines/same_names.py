"""Counting facet values that are names of one person as one value, for every engine.

The sum of the names' counts is too high if a record has two of them. So each such value is counted
by its own filter, but only if it may be among the values shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from service.query.request import FacetRequest


def shown_values(request: FacetRequest, values: Iterable[str]) -> tuple[str, ...]:
    """Return the displayed values, each once and in order."""
    same = request.same
    if same is None:
        return tuple(dict.fromkeys(values))
    return tuple(dict.fromkeys(same.shown.get(value, value) for value in values))


def together(
    request: FacetRequest, counts: Mapping[str, int], selected: Iterable[str] = ()
) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
    """Return counts with the names of a person as one, and the names to count exactly.

    The first has a count for every shown value: exact, or too high for those in the second, which
    has the names of each. If all counts are certain the second is empty. `selected` are shown
    values that are always returned.
    """
    same = request.same
    if same is None:
        return dict(counts), {}
    merged: dict[str, int] = {}
    present: dict[str, list[str]] = {}
    for value, count in counts.items():
        shown = same.shown.get(value)
        if shown is None:
            merged[value] = count
        elif count:
            present.setdefault(shown, []).append(value)
    least = dict(merged)
    for shown, values in present.items():
        merged[shown] = sum(counts[value] for value in values)
        least[shown] = max(counts[value] for value in values)
    unsure = {shown: tuple(values) for shown, values in present.items() if len(values) > 1}
    if unsure and len(least) > request.size:
        # what cannot come before the last one shown, even at its highest, need not be exact
        chosen = frozenset(selected)
        last = sorted(least.values(), reverse=True)[request.size + len(chosen) - 1 :][:1]
        floor = last[0] if last else 0
        unsure = {s: v for s, v in unsure.items() if s in chosen or merged[s] >= floor}
    return merged, unsure
