"""Marks in a plain text found word by word: where wanted words are many, or any word may be one.

Each different word of a text is looked at once, however often it is there and in however
many texts. The row `worst` of `make bench` pays for it, with its hundreds of words and its edits.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, compress

from service.engines.embedded.plain_text import UNPLAIN
from service.engines.fragments import Span
from service.engines.nearness import near_places

Run = tuple[tuple[str, ...], int | None]
"""Stems one after the other (None), or each pair within so many positions."""

Token = tuple[str, int, int, bool]
"""A word as the analyzers see it: its stem, its place in a text, and whether it is wanted."""

_WANTED, _IN_RUN = 1, 2  # what a word may be; it may be both
_OTHER = 4  # of another script


class WordMarks:
    """Finds words that `is_wanted`, and runs of stems, in texts made plain (`plain_text`)."""

    def __init__(
        self,
        is_wanted: Callable[[bytes], bool],
        runs: Sequence[Run],
        stems: Mapping[bytes, str],
        begun: Callable[[str], bytes],
        lone: Callable[[bytes], list[Span]] | None = None,
    ) -> None:
        """`begun` gives how each word of a stem begins, a blank before it.

        `lone` finds the same as `spans` where no run is whole, or None if each word is looked at.
        """
        self._lone = lone
        in_runs = {stem for run, _ in runs for stem in run}
        self._alone = _Kinds(is_wanted, frozenset(), stems, begun)
        self._kinds = _Kinds(is_wanted, in_runs, stems, begun)
        self._with_others = _WithOthers(self._kinds)
        self._runs = tuple(dict.fromkeys(runs))
        self._begun = tuple(
            tuple(sorted({*map(begun, run)}, key=len, reverse=True)) for run, _ in self._runs
        )
        self._stems = stems

    def spans(self, plain: bytes) -> list[Span]:
        """Return where they are, in order."""
        # What goes over every word is left to C: a long text has tens of thousands of them, and
        # nearly all are of no interest.
        pieces = plain.split(b" ")  # an empty one for every blank that follows another
        # most parts of a text have no run whole: then its words, as common as "the", are nothing
        has_runs = any(all(begun in plain for begun in words) for words in self._begun)
        if self._lone is not None and not has_runs:
            return self._lone(plain)
        of_word = self._kinds if has_runs else self._alone
        kinds = list(map(of_word.__getitem__, pieces))
        places = list(compress(range(len(pieces)), kinds))
        marked = places  # without runs nothing else is of interest
        if has_runs and places:
            wanted = (place for place in places if kinds[place] & _WANTED)
            marked = sorted({*wanted, *self._in_runs(pieces, kinds, places)})
        if not marked:
            return []
        sizes = list(map(len, pieces))
        ends = list(accumulate(sizes))  # without the blanks, one to each piece
        return [((end := ends[place] + place - 1) - sizes[place], end) for place in marked]

    def spans_beside(self, plain: bytes, read: Callable[[int, int], Iterable[Token]]) -> list[Span]:
        """Return where they are in a text with words of other scripts, in order.

        `read` gives the words between two places of the text, which such a word is between.
        """
        pieces = plain.split(b" ")
        kinds = list(map(self._with_others.__getitem__, pieces))
        numbers = list(accumulate(map(bool, pieces)))
        ends = list(accumulate(map(len, pieces)))  # without the blanks, one to each piece
        stems: dict[int, str] = {}
        spans: dict[int, Span] = {}
        marked: set[int] = set()
        more = 0  # words so far in pieces of several, less one for each such piece
        for place in compress(range(len(pieces)), kinds):
            kind, number = kinds[place], numbers[place] + more
            end = ends[place] + place - 1
            start = end - len(pieces[place])
            if kind == _OTHER:
                more -= 1
                for stem, first, last, is_wanted in read(start, end):
                    spans[number], stems[number] = (start + first, start + last), stem
                    if is_wanted:
                        marked.add(number)
                    number += 1
                    more += 1
                continue
            spans[number] = start, end
            if kind & _WANTED:
                marked.add(number)
            if kind & _IN_RUN:
                stems[number] = self._stems[pieces[place]]
        marked |= run_places(stems, self._runs)
        return [spans[place] for place in sorted(marked)]

    def _in_runs(
        self, pieces: Sequence[bytes], kinds: Sequence[int], places: Sequence[int]
    ) -> Iterator[int]:
        """Yield the places of the pieces that make up runs."""
        stems = {i: self._stems[pieces[i]] for i in places if kinds[i] & _IN_RUN}
        there = frozenset(stems.values())
        runs = [(run, distance) for run, distance in self._runs if there.issuperset(run)]
        if not runs:
            return iter(())  # most parts of a text have no run whole, and need not be numbered
        # the number of the word; an empty piece is none
        number: list[int] = list(accumulate(map(bool, pieces)))
        at = {number[i]: i for i in stems}
        found = run_places({word: stems[i] for word, i in at.items()}, runs)
        return (at[word] for word in found)


def run_places(stems: Mapping[int, str], runs: Iterable[Run]) -> set[int]:
    """Return the places, of stems by their place in a text, of those that make up any run."""
    places: dict[str, list[int]] = {}
    for place, stem in stems.items():
        places.setdefault(stem, []).append(place)
    found: set[int] = set()
    for run, distance in {(tuple(run), distance) for run, distance in runs}:
        if distance is not None:
            found |= near_places(places, run, distance)
            continue
        # who looks around the rarest of its words looks around few: "the" is everywhere
        rarest = min(range(len(run)), key=lambda at: len(places.get(run[at], ())))
        for place in places.get(run[rarest], ()):
            start = place - rarest
            if all(stems.get(at) == stem for at, stem in enumerate(run, start)):
                found.update(range(start, start + len(run)))
    return found


class _Kinds(dict[bytes, int]):
    """What a word is: wanted, part of a run, both or nothing; found out when it is first met."""

    def __init__(
        self,
        is_wanted: Callable[[bytes], bool],
        in_runs: Collection[str],
        stems: Mapping[bytes, str],
        begun: Callable[[str], bytes],
    ) -> None:
        super().__init__({b"": 0})
        self._begun = tuple(begun(stem)[1:] for stem in in_runs)
        self._is_wanted = is_wanted
        self._in_runs = in_runs
        self._stems = stems

    def __missing__(self, word: bytes) -> int:
        kind = (_WANTED if self._is_wanted(word) else 0) | (
            _IN_RUN if word.startswith(self._begun) and self._stems[word] in self._in_runs else 0
        )
        self[word] = kind
        return kind


class _WithOthers(dict[bytes, int]):
    """The same, where words of other scripts are something too."""

    def __init__(self, kinds: _Kinds) -> None:
        super().__init__()
        self._kinds = kinds

    def __missing__(self, word: bytes) -> int:
        kind = self[word] = _OTHER if UNPLAIN in word else self._kinds[word]
        return kind
