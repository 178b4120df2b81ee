"""A long text looked at part by part, for mostly the first parts hold all the marks that decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_PART = 4_000  # characters of a text that are looked at in one go
_WORD = re.compile(rb"[^ ]+")


def is_short(text: str) -> bool:
    """Tell whether a text is looked at in one go."""
    return len(text) <= _PART


def reach(runs: Iterable[tuple[tuple[str, ...], int | None]]) -> int | None:
    """Return how many words a run that begins in a part of a text may go on behind it.

    `runs` are stems one after the other (None), or within so many positions: None for such a
    one, which may be whole only in the whole text.
    """
    most = 0
    for run, distance in runs:
        if distance is not None:
            return None
        most = max(most, len(run) - 1)
    return most


def parts(plain: bytes, reach: int) -> Iterator[tuple[int, int, int]]:
    """Yield where each part of a plain text (`plain_text`) begins and ends, at blanks.

    The third is where so many words behind it end.
    """
    start = 0
    while start < len(plain) - 1:
        end = until = _end_of_word(plain, start + _PART)
        for _ in range(reach):
            until = _end_of_word(plain, until + 1)
        yield start, end, until
        start = end


def _end_of_word(plain: bytes, place: int) -> int:
    """Return where the blank is behind the word that stands at a place or follows it."""
    word = _WORD.search(plain, place)
    return word.end() if word else len(plain) - 1
