"""Adjusting the offsets of a layout to a fitted text, in which characters were changed."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

from index_mappings.folding import clean
from index_mappings.json_values import Json, elements, members

_NEAR = (
    30  # characters before a place that one after it may be composed with; longer runs are noise
)


def moved(layout: Json, before: str, after: str) -> list[Json]:
    """Return a layout of the text `before` with the offsets of `after`.

    `after` is `clean(before)`, possibly with blanks inserted into words that are too long. An
    offset inside characters that became one is moved after it.
    """
    spans = [members(span) for span in elements(layout)]
    places = _cleaned_places(before, {_place(span, end) for span in spans for end in ("at", "to")})
    cuts = _blanks_put_in(clean(before), after)
    shifted: list[Json] = []
    for span in spans:
        at, to = places[_place(span, "at")], places[_place(span, "to")]
        start = at + bisect_right(cuts, at)
        shifted.append({**span, "at": start, "to": max(start, to + bisect_left(cuts, to))})
    return shifted


def _place(span: Mapping[str, Json], end: str) -> int:
    place = span[end]
    return place if isinstance(place, int) else 0


def _cleaned_places(text: str, places: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    done = length = 0
    for place in sorted(places):
        end = max(place, done)
        while end < len(text) and not _parts(text, end):
            end += 1
        length += len(clean(text[done:end]))
        done = end
        found[place] = length
    return found


def _parts(text: str, place: int) -> bool:
    """Return whether the characters before and after an offset stay separate in composition."""
    before, after = clean(text[max(0, place - _NEAR) : place]), clean(text[place])
    if not after or unicodedata.combining(after[0]):
        return False
    return clean(before + after) == before + after


def _blanks_put_in(before: str, after: str) -> list[int]:
    """Return the offsets in `before` at which `after` has an additional blank."""
    if before == after:
        return []
    found, step = [], 0
    for place, char in enumerate(before):
        if after[place + step] != char:
            found.append(place)
            step += 1
    return found
