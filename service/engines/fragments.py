"""A marked text as HTML: the field whole, or its best fragments. The same for every engine."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from index_mappings.highlight import Highlight

Span = tuple[int, int]
"""First character of a word and the one behind its last."""

_REACH = 30  # characters to look for a blank; longer words are cut
_WINDOWS = 100  # places that are weighed for a fragment: those of a long text's first pages do
_PARTED = "\n\n"  # texts of one field from each other, as paragraphs are
MOST_PLACES = 100  # places that are counted: beyond, "more than 99" says as much to a reader
_NEAR = 3
_BETWEEN = re.compile(rf"[^\w\n]{{0,{_NEAR}}}")  # a blank, or what stands in U.S. and "Dulles, the"


@dataclass(slots=True)
class Marked:
    """The marked fields of one hit, as `service.results.Hit` has them."""

    highlight: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    def add(self, text: str, spans: Sequence[Span], highlight: Highlight) -> None:
        """Add a field with its marked words, in order; one without any is left out."""
        if not spans:
            return
        self.highlight[highlight.field] = tuple(fragments(text, spans, highlight))
        if highlight.fragments:
            # no more than every engine finds, so that all say the same
            counted = len(places(text, spans[: enough(highlight)]))
            self.places[highlight.field] = min(counted, MOST_PLACES)


def joined(texts: Iterable[tuple[str, Iterable[Span]]]) -> tuple[str, list[Span]]:
    """Return the texts that have marked words as one, and where these stand in it.

    A field may have several texts, as notes are; one that repeats counts once.
    """
    found: dict[str, set[Span]] = {}
    for text, spans in texts:
        if inside := set(spans):
            found.setdefault(text, set()).update(inside)
    start, moved = 0, []
    for text, inside in found.items():
        moved += [(start + first, start + last) for first, last in sorted(inside)]
        start += len(text) + len(_PARTED)
    return _PARTED.join(found), moved


def given(highlights: Iterable[Highlight], *, whole: bool) -> tuple[Highlight, ...]:
    """Return the highlights as a query wants them: where it says so, all as whole fields."""
    return tuple(replace(item, fragments=0) if whole else item for item in highlights)


def places(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the stretches of marked words that have no other word between them."""
    found: list[Span] = []
    last = -_NEAR - 1
    for start, end in spans:
        # nearly all are farther apart than the pattern reaches, and it need not be asked
        if 0 <= start - last <= _NEAR and _BETWEEN.fullmatch(text, last, start):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
        last = end
    return found


def fragments(text: str, spans: Sequence[Span], highlight: Highlight) -> Iterator[str]:
    """Yield the whole text, or its best fragments, escaped and marked."""
    if highlight.fragments == 0:
        yield _marked(text, 0, len(text), spans)
        return
    left: Sequence[Span] = spans
    chosen: list[Span] = []
    while left:
        start, end = _best_window(text, left[:_WINDOWS], highlight.size)
        chosen.append((start, end))
        if len(chosen) == highlight.fragments:
            break
        left = [span for span in left if span[1] <= start or span[0] >= end]
    for start, end in sorted(chosen):
        inside = [span for span in spans if span[0] >= start and span[1] <= end]
        yield _marked(text, start, end, inside)


def enough(highlight: Highlight) -> int:
    """Return how many marked words of a text decide its fragments, the first; 0 where all do."""
    beside = highlight.size // 2 + _REACH  # words that one fragment can hold
    return highlight.fragments * (_WINDOWS + beside)


def _best_window(text: str, spans: Sequence[Span], size: int) -> Span:
    """Return the stretch of about `size` characters with the most different marked words."""
    if spans[-1][1] <= spans[0][0] + size:
        return _widened(text, spans[0][0], spans[-1][1], size)
    words = [text[start:end].casefold() for start, end in spans]
    ends = [end for _, end in spans]
    all_different = len(set(words))
    best, best_last, most, worth = 0, 0, -1, -1
    beaten = -1  # words in a window that cannot be better, whatever they are
    for first, (start, _) in enumerate(spans):
        if beaten >= 0 and (first + beaten >= len(ends) or ends[first + beaten] > start + size):
            continue  # there are no more than these in it
        behind = bisect_right(ends, start + size, first)
        count = behind - first
        different = len(set(words[first:behind]))
        if (different, count) > (most, worth):
            best, most, worth = start, different, count
            best_last = ends[behind - 1] if count else start
            beaten = worth if most == all_different else most
    return _widened(text, best, best_last, size)


def _widened(text: str, best: int, last: int, size: int) -> Span:
    """Return a stretch with as much before as behind it, about `size` characters in all."""
    room = max(0, size - (last - best)) // 2
    return _begin(text, max(0, best - room)), _end(
        text, min(len(text), max(last, best + size - room))
    )


def _begin(text: str, place: int) -> int:
    """Return the beginning of the word at a place; of a very long one, a place within it."""
    if not place or text[place - 1].isspace():
        return place
    before = text[max(0, place - _REACH) : place]
    return place - len(before.rsplit(None, 1)[-1])


def _end(text: str, place: int) -> int:
    """Return the place behind the blank behind a word, or a place within a very long one."""
    if place <= 0 or place >= len(text) or text[place - 1].isspace():
        return place
    behind = text[place - 1 : place - 1 + _REACH]
    return min(len(text), place + len(behind.split(None, 1)[0]))


def _marked(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    plain = text[start:end]
    parts = []
    place = start
    if "&" in plain or "<" in plain or ">" in plain:
        for first, last in spans:
            parts.append(escape(text[place:first], quote=False))
            parts.append(f"<mark>{escape(text[first:last], quote=False)}</mark>")
            place = last
        parts.append(escape(text[place:end], quote=False))
        return "".join(parts)
    for first, last in spans:  # nearly every text: twice as fast
        parts += (text[place:first], "<mark>", text[first:last], "</mark>")
        place = last
    parts.append(text[place:end])
    return "".join(parts)
