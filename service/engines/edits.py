"""The edit distance of two words, and the words near one, for every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

_LATIN = "abcdefghijklmnopqrstuvwxyz0123456789"
_ALPHABETS = (
    ("\u0370", "\u03ff", "αβγδεζηθικλμνξοπρστυφχψω"),
    ("\u0400", "\u04ff", "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґў"),
    ("\u05d0", "\u05ea", "אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
    ("\u0620", "\u06d3", "ءابةتثجحخدذرزسشصضطظعغفقكلمنهويئؤپچژگ"),
)
"""What a folded word of a script is made of: an edit puts one of these in."""

ALIKE = {
    "c": "k", "k": "cq", "q": "k", "g": "k", "s": "c", "z": "s", "x": "s", "t": "d", "d": "t",
    "f": "v", "v": "w", "w": "v", "p": "b", "b": "p", "j": "y", "y": "j", "i": "e", "e": "a",
    "a": "e", "o": "u", "u": "o", "h": "k",
}  # fmt: skip
"""First letters by which a name that begins otherwise may be spelt: a word that is two edits away
begins with the same letter, or with one of these and has one edit more. Who types the beginning
otherwise will hardly be helped, and so a part of the vocabulary is enough to look through."""


def within_edits(word: str, other: str, edits: int) -> bool:
    """Return whether two words are at most `edits` changes apart; a swap of neighbours is one."""
    return _apart(word, other, edits) <= edits


class Like:
    """Several wanted words with their allowed edits; tells whether a word is like any of them."""

    def __init__(self, wanted: Iterable[tuple[str, int]]) -> None:
        # by length: most words of a text are too long or too short for any of them
        self._by_length: dict[int, list[tuple[str, int]]] = {}
        for other, edits in wanted:
            for length in range(len(other) - edits, len(other) + edits + 1):
                self._by_length.setdefault(length, []).append((other, edits))

    @property
    def lengths(self) -> frozenset[int]:
        """The possible lengths of similar words."""
        return frozenset(self._by_length)

    def __call__(self, word: str) -> bool:
        """Return whether a word is within the edits of any wanted word."""
        alike = self._by_length.get(len(word), ())
        return any(_apart(word, other, edits) <= edits for other, edits in alike)


def _apart(word: str, other: str, most: int) -> int:
    """Return the number of changes between two words, or any number over `most` if it is more.

    A swap of neighbours is one change, and swapped letters are not changed again.
    """
    return _distance()(word, other, score_cutoff=most)


@cache
def _distance() -> Callable[..., int]:
    # forty modules, for questions with a word to be spelt otherwise
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    return OSA.distance


def _letters(word: str) -> str:
    """Return the letters of a word's script, or the Latin ones if its script is not listed."""
    if not word.isascii():
        for first, last, letters in _ALPHABETS:
            if any(first <= char <= last for char in word):
                return letters
    return _LATIN


def one_edit_away(word: str) -> set[str]:
    """Return all strings one insertion, deletion, change or swap of neighbours away."""
    found = {word[:at] + word[at + 1 :] for at in range(len(word))}
    found |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    for letter in _letters(word):
        found |= {word[:at] + letter + word[at + 1 :] for at in range(len(word))}
        found |= {word[:at] + letter + word[at:] for at in range(len(word) + 1)}
    return found - {word, ""}


def one_edit_before(word: str) -> set[str]:
    """Return the strings one edit away that begin with a different letter."""
    found = {word[1:], word[1:2] + word[:1] + word[2:]}
    for letter in _letters(word):
        found |= {letter + word, letter + word[1:]}
    return {one for one in found if one and one[0] != word[0]}


def by_nearness(
    counted: Iterable[tuple[str, int]], word: str, edits: int
) -> Iterator[tuple[str, int]]:
    """Yield the terms that are spellings of a word: the nearest first, then the most frequent.

    Terms two edits away begin with the same letter or a similar one; the word itself is excluded.
    """
    from rapidfuzz import process  # noqa: PLC0415 - as above

    counts = {term: count for term, count in counted if count and term != word}
    found = process.extract(word, counts.keys(), scorer=_distance(), score_cutoff=edits, limit=None)
    near = sorted((apart, -counts[term], term) for term, apart, _ in found)
    for apart, negative, term in near:
        if apart == 1 or _begin_alike(word, term):
            yield term, -negative


def _begin_alike(word: str, other: str) -> bool:
    if word[:1] == other[:1]:
        return True
    return other[:1] in ALIKE.get(word[:1], "") and _apart(word[1:], other[1:], 1) <= 1
