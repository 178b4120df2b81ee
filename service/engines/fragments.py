"""Highlighted text as HTML: the whole field, or its best fragments, for every engine."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import pairwise

from index_mappings.highlight import Highlight

Span = tuple[int, int]
"""First character of a word and the one behind its last."""

_REACH = 30  # characters to look for a blank; longer words are cut
_WINDOWS = 100  # places that are weighed for a fragment: those of a long text's first pages do
_PARTED = "\n\n"  # texts of one field from each other, as paragraphs are
MOST_PLACES = 100  # places that are counted: beyond, "more than 99" says as much to a reader
_NEAR = 3
_BETWEEN = re.compile(rf"[^\w\n]{{0,{_NEAR}}}")  # a blank, or what is in U.S. and "Dulles, the"


@dataclass(slots=True)
class Marked:
    """The highlighted fields of one hit, in the form of `service.results.Hit`."""

    highlight: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    def add(self, text: str, spans: Sequence[Span], highlight: Highlight) -> None:
        """Add a field with its marked words in order, if it has any."""
        if not spans:
            return
        self.highlight[highlight.field] = tuple(fragments(text, spans, highlight))
        if highlight.fragments:
            # no more than every engine finds, so that all say the same
            counted = _count_places(text, spans[: enough(highlight)])
            self.places[highlight.field] = min(counted, MOST_PLACES)


def joined(texts: Iterable[tuple[str, Iterable[Span]]]) -> tuple[str, list[Span]]:
    """Return the texts with marked words as one text, with the offsets of the words.

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


def given(
    highlights: Iterable[Highlight], *, whole: bool, brief: bool = False
) -> tuple[Highlight, ...]:
    """Return the highlights for a query: all as whole fields if it requests that.

    A `brief` record has none of those that are shown in fragments.
    """
    some = (item for item in highlights if not (brief and item.fragments))
    return tuple(replace(item, fragments=0) if whole else item for item in some)


def places(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the runs of adjacent marked words."""
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


def _count_places(text: str, spans: Sequence[Span]) -> int:
    """Return the number of `places`."""
    count = len(spans)
    for (_, last), (start, _) in pairwise(spans):
        if 0 <= start - last <= _NEAR and _BETWEEN.fullmatch(text, last, start):
            count -= 1
    return count


def fragments(text: str, spans: Sequence[Span], highlight: Highlight) -> Iterator[str]:
    """Yield the whole text, or its best fragments, escaped and marked."""
    if highlight.fragments == 0:
        yield _marked(text, 0, len(text), spans)
        return
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    chosen = _chosen(text, starts, ends, highlight)
    for start, end in sorted(chosen):
        yield _marked(text, start, end, spans[bisect_left(starts, start) : bisect_right(ends, end)])


def _chosen(
    text: str, starts: Sequence[int], ends: Sequence[int], highlight: Highlight
) -> list[Span]:
    """Return the best stretches of a text, given the offsets of its marked words."""
    size = highlight.size
    words: list[str] = []  # of the marked words the first ones, as far as they were weighed
    chosen: list[Span] = []
    while starts:
        weighed = min(_WINDOWS, len(starts))
        if ends[weighed - 1] <= starts[0] + size:
            best, last = starts[0], ends[weighed - 1]
        else:
            fresh = slice(len(words), weighed)
            words += [
                text[start:end].casefold()
                for start, end in zip(starts[fresh], ends[fresh], strict=True)
            ]
            best, last = _best_window(starts[:weighed], ends[:weighed], words, size)
        start, end = _widened(text, best, last, size)
        chosen.append((start, end))
        if len(chosen) == highlight.fragments:
            break
        before, behind = bisect_right(ends, start), bisect_left(starts, end)
        starts = [*starts[:before], *starts[behind:]]
        ends = [*ends[:before], *ends[behind:]]
        words = words[:before] + words[behind:]
    return chosen


def enough(highlight: Highlight) -> int:
    """Return the number of first marked words that determine a text's fragments, or 0 for all."""
    beside = highlight.size // 2 + _REACH  # words that one fragment can hold
    return highlight.fragments * (_WINDOWS + beside)


def _best_window(
    starts: Sequence[int], ends: Sequence[int], words: Sequence[str], size: int
) -> Span:
    """Return the start and end of the stretch with the most different marked words.

    It is at most `size` long; of several equal ones it is the first.
    """
    all_different = len(set(words))
    if all_different == 1:
        return _fullest_window(starts, ends, size)
    best, best_last, most, worth = 0, 0, -1, -1
    beaten = -1  # words in a window that cannot be better, whatever they are
    for first, start in enumerate(starts):
        if beaten >= 0:
            if first + beaten >= len(ends):
                break
            if ends[first + beaten] > start + size:
                continue  # there are no more than these in it
        behind = bisect_right(ends, start + size, first)
        count = behind - first
        different = len(set(words[first:behind]))
        if (different, count) > (most, worth):
            best, most, worth = start, different, count
            best_last = ends[behind - 1] if count else start
            beaten = worth if most == all_different else most
    return best, best_last


def _fullest_window(starts: Sequence[int], ends: Sequence[int], size: int) -> Span:
    """Return the same for one repeated word, the usual case."""
    best = most = 0
    for first, start in enumerate(starts):
        if first + most >= len(ends):
            break
        while first + most < len(ends) and ends[first + most] <= start + size:
            best, most = first, most + 1
    return starts[best], ends[best + most - 1] if most else starts[best]


def _widened(text: str, best: int, last: int, size: int) -> Span:
    """Return a stretch extended equally on both sides to about `size` characters."""
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
