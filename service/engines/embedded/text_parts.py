"""A long text looked at part by part, for mostly the first parts hold all the marks that decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_PART = 4_000  # characters of a text that are looked at in one go
_PAIR = 2
_WORD = re.compile(rb"[^ ]+")


def is_short(text: str) -> bool:
    """Return whether a text is looked at in one go."""
    return len(text) <= _PART


def reach(runs: Iterable[tuple[tuple[str, ...], int | None]]) -> int | None:
    """Return how many words a run that begins in a part of a text may go on behind it.

    `runs` are stems one after the other (None), or each pair within some positions. None where
    more than two are near each other: these may be whole only in the whole text.
    """
    most = 0
    for run, distance in runs:
        if distance is not None and len(run) > _PAIR:
            return None
        most = max(most, len(run) - 1 if distance is None else 1 + distance)
    return most


def parts(plain: bytes, reach: int) -> Iterator[tuple[int, int, int]]:
    """Yield where each part of a plain text (`plain_text`) begins and ends, at blanks.

    The third is where so many words behind it end.
    """
    behind = re.compile(rb"(?: +[^ ]+){0,%d}" % reach)
    start = 0
    while start < len(plain) - 1:
        end = _end_of_word(plain, start + _PART)
        more = behind.match(plain, end)
        yield start, end, more.end() if more else end
        start = end


def _end_of_word(plain: bytes, place: int) -> int:
    """Return where the blank is behind the word that is at a place or follows it."""
    word = _WORD.search(plain, place)
    return word.end() if word else len(plain) - 1
