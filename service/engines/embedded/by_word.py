"""Marks in a plain text found word by word: where wanted words are many, or any word may be one.

Each different word of a text is looked at once, however often it stands there and in however
many texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import compress

from service.engines.fragments import Span
from service.engines.nearness import near_places

Run = tuple[tuple[str, ...], int | None]
"""Stems one after the other (None), or each pair within so many positions."""

_WORD = re.compile(rb"[a-z0-9\x00]+")


class ByWord:
    """Finds words that `is_wanted`, and runs of stems, in texts made plain (`plain_text`)."""

    def __init__(
        self, is_wanted: Callable[[bytes], bool], runs: Sequence[Run], stems: Mapping[bytes, str]
    ) -> None:
        self._verdicts = _Verdicts(is_wanted)
        self._runs = tuple(dict.fromkeys(runs))
        self._in_runs = frozenset(stem for run, _ in self._runs for stem in run)
        self._stems = stems

    def spans(self, plain: bytes) -> list[Span]:
        """Return where they stand, in order."""
        words = plain.split()
        wanted = [self._verdicts[word] for word in words]
        if self._runs:
            for place in self._places(words):
                wanted[place] = True
        if not any(wanted):
            return []
        marked = compress(_WORD.finditer(plain), wanted)
        return [(word.start() - 1, word.end() - 1) for word in marked]

    def _places(self, words: Sequence[bytes]) -> set[int]:
        """Return the places of the words that make up a run."""
        stems_there = {self._stems[word] for word in set(words)}
        places: dict[str, list[int]] = {stem: [] for stem in self._in_runs & stems_there}
        there: dict[int, str] = {}
        for place, word in enumerate(words):
            stem = self._stems[word]
            if stem in places:
                places[stem].append(place)
                there[place] = stem
        found: set[int] = set()
        for run, distance in self._runs:
            if distance is not None:
                found |= near_places(places, run, distance)
                continue
            for start in places.get(run[0], ()):
                if all(there.get(start + at) == stem for at, stem in enumerate(run)):
                    found.update(range(start, start + len(run)))
        return found


class _Verdicts(dict[bytes, bool]):
    """Words that are wanted or not, each found out when it is first met."""

    def __init__(self, is_wanted: Callable[[bytes], bool]) -> None:
        super().__init__()
        self._is_wanted = is_wanted

    def __missing__(self, word: bytes) -> bool:
        verdict = self[word] = self._is_wanted(word)
        return verdict
