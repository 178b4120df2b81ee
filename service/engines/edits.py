"""How far apart two words are, and which words are near one. The same for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
"""What a folded word of a Latin script is made of: an edit puts one of these in."""

KEPT = 2
"""First letters that a word two edits away shares with the word: who types both of them wrong
will hardly be helped, and so a part of the vocabulary is enough to look through."""


def within_edits(word: str, other: str, edits: int) -> bool:
    """Tell whether two words are at most `edits` changes apart, a swap of neighbours being one."""
    return _apart(word, other, edits) <= edits


class Like:
    """Several wanted words, each with the edits it may have; tells of a word if it is like any.

    Most words are told from their length and letters, which is ten times quicker than to look.
    """

    def __init__(self, wanted: Iterable[tuple[str, int]]) -> None:
        self._wanted = [(word, edits, len(word), frozenset(word)) for word, edits in wanted]

    def __call__(self, word: str) -> bool:
        """Tell whether a word is within the edits of any of the wanted ones."""
        length, letters = len(word), frozenset(word)
        for other, edits, its_length, its_letters in self._wanted:
            if (
                -edits <= its_length - length <= edits
                and len(its_letters - letters) <= edits
                and len(letters - its_letters) <= edits
                and within_edits(word, other, edits)
            ):
                return True
        return False


def _apart(word: str, other: str, most: int) -> int:
    """Return how many changes two words are apart, something over `most` where it is more."""
    if abs(len(word) - len(other)) > most:
        return most + 1
    letters, others = set(word), set(other)  # a change takes one letter out and puts one in
    if len(letters - others) > most or len(others - letters) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, char in enumerate(word, 1):
        row = [i]
        for j, there in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (char != there))
            if i > 1 and j > 1 and char == other[j - 2] and word[i - 2] == there:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]


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
