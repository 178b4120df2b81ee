"""Marks in a plain text found word by word: where wanted words are many, or any word may be one.

Each different word of a text is looked at once, however often it stands there and in however
many texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, compress

from service.engines.fragments import Span
from service.engines.nearness import near_places

Run = tuple[tuple[str, ...], int | None]
"""Stems one after the other (None), or each pair within so many positions."""


class ByWord:
    """Finds words that `is_wanted`, and runs of stems, in texts made plain (`plain_text`)."""

    def __init__(
        self, is_wanted: Callable[[bytes], bool], runs: Sequence[Run], stems: Mapping[bytes, str]
    ) -> None:
        self._verdicts = _Verdicts(is_wanted)
        self._runs = runs
        self._stems = stems

    def spans(self, plain: bytes) -> list[Span]:
        """Return where they stand, in order."""
        pieces = plain.split(b" ")  # an empty one for every blank that follows another
        wanted = [self._verdicts[piece] for piece in pieces]
        if self._runs:
            words = [place for place, piece in enumerate(pieces) if piece]
            stems = [self._stems[pieces[place]] for place in words]
            for place in run_places(stems, self._runs):
                wanted[words[place]] = True
        if not any(wanted):
            return []
        lengths = list(map(len, pieces))
        ends = list(accumulate(lengths))  # without the blanks, of which there is one to each
        return [
            (ends[place] - lengths[place] + place - 1, ends[place] + place - 1)
            for place in compress(range(len(pieces)), wanted)
        ]


def run_places(stems: Sequence[str], runs: Iterable[Run]) -> set[int]:
    """Return the places, in a text's stems, of those that make up any of the runs."""
    different = dict.fromkeys(runs)
    places: dict[str, list[int]] = {stem: [] for run, _ in different for stem in run}
    for place, stem in enumerate(stems):
        if stem in places:
            places[stem].append(place)
    found: set[int] = set()
    for run, distance in different:
        if distance is not None:
            found |= near_places(places, run, distance)
            continue
        for start in places[run[0]]:
            if tuple(stems[start : start + len(run)]) == run:
                found.update(range(start, start + len(run)))
    return found


class _Verdicts(dict[bytes, bool]):
    """Words that are wanted or not, each found out when it is first met."""

    def __init__(self, is_wanted: Callable[[bytes], bool]) -> None:
        super().__init__()
        self._is_wanted = is_wanted

    def __missing__(self, word: bytes) -> bool:
        verdict = self[word] = word != b"" and self._is_wanted(word)
        return verdict
