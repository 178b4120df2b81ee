"""How far apart two words are, and which words are near one. The same for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
"""What a folded word of a Latin script is made of: an edit puts one of these in."""

KEPT = 2
"""First letters that a word two edits away shares with the word: who types both of them wrong
will hardly be helped, and so a part of the vocabulary is enough to look through."""


def within_edits(word: str, other: str, edits: int) -> bool:
    """Tell whether two words are at most `edits` changes apart, a swap of neighbours being one."""
    return _apart(word, other, edits) <= edits


class Like:
    """Several wanted words, each with the edits it may have; says if a word is like any."""

    def __init__(self, wanted: Iterable[tuple[str, int]]) -> None:
        self._wanted = tuple(wanted)

    def __call__(self, word: str) -> bool:
        """Tell whether a word is within the edits of any of the wanted ones."""
        return any(_apart(word, other, edits) <= edits for other, edits in self._wanted)


def _apart(word: str, other: str, most: int) -> int:
    """Return how many changes two words are apart, something over `most` where it is more.

    A swap of neighbours is one change, and what was swapped is not changed again.
    """
    return OSA.distance(word, other, score_cutoff=most)


def one_edit_away(word: str) -> set[str]:
    """Return all strings one insertion, deletion, change or swap of neighbours away."""
    found = {word[:at] + word[at + 1 :] for at in range(len(word))}
    found |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    for letter in _LETTERS:
        found |= {word[:at] + letter + word[at + 1 :] for at in range(len(word))}
        found |= {word[:at] + letter + word[at:] for at in range(len(word) + 1)}
    return found - {word, ""}


def by_nearness(
    counted: Iterable[tuple[str, int]], word: str, edits: int
) -> Iterator[tuple[str, int]]:
    """Yield the terms that are spellings of a word: the nearest first, then the most frequent.

    Those two edits away begin with the same KEPT letters; the word itself is none.
    """
    near: list[tuple[int, int, str]] = []
    for term, count in counted:
        if term == word or not count:
            continue
        apart = _apart(word, term, edits)
        if apart == 1 or (apart <= edits and term[:KEPT] == word[:KEPT]):
            near.append((apart, -count, term))
    yield from ((term, -negative) for _, negative, term in sorted(near))
