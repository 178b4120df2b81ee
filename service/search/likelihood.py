"""The cost of one word as a misspelling of another.

A cost is the decimal logarithm of how much more frequent the other word must be to outweigh it: 1
is ten times. Letters that sound alike or are adjacent on a keyboard cost less than others; so do
doubled letters, vowels and a silent h.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

_LIKE_SOUNDS = ("ckqgx", "szcx", "fvpw", "vwuob", "iyje", "gjyd", "aeiouy", "dt", "bp", "mn", "lr")
"""Letters that stand for like sounds in some of the spellings that names come in."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")  # of the keyboard most names are typed on

_SOUNDS = (
    ("ough", "ow"), ("ite", "ight"), ("che", "cze"), ("ks", "x"), ("ph", "f"),
    ("sh", "sch"), ("sch", "sh"), ("oe", "u"), ("ou", "u"), ("tj", "ch"), ("ch", "tj"),
    ("kv", "qu"), ("kw", "qu"), ("eau", "o"), ("aux", "o"), ("tsch", "ch"), ("ij", "y"),
)  # fmt: skip
"""Several letters for one sound, as English, French, Dutch and German write it."""
_RESPELT = 3  # ways to write a word otherwise that are tried

_CHANGE = 1.8  # one letter for another: a word sixty times as frequent makes up for it
_ALIKE = 0.9  # one that sounds like it
_BESIDE = 1.3  # one that lies beside it on the keyboard
_SWAP = 1.0  # two neighbours
_MORE = 1.4  # one letter more or less
_DOUBLED = 0.6  # a letter doubled that is single, or the other way round
_SILENT = 0.7  # an h or a vowel: names from other scripts have them or not
_FIRST = 0.8  # the first letter besides: it is seldom wrong
_FIRST_ALIKE = 0.4
_SHORT = 5.0  # letters of a word in which a change weighs as said; in a longer one it weighs less
_LIGHTEST = 0.5  # of its weight, for a word twice as long or longer


@lru_cache(maxsize=4096)  # the same words are weighed for every way to correct a question
def distance(typed: str, meant: str) -> float:
    """Return the cost of changing one word into the other, both folded; 0 if they are equal."""
    if typed == meant:
        return 0.0
    cost = min((_changes(typed, meant), *(_ALIKE + more for more in _by_sound(typed, meant))))
    if typed[:1] != meant[:1]:
        cost += _FIRST_ALIKE if _change(typed[0], meant[0]) == _ALIKE else _FIRST
    return cost * max(_LIGHTEST, min(1.0, _SHORT / len(typed)))


def _by_sound(typed: str, meant: str) -> Iterator[float]:
    """Yield the rest to change after a different spelling of one sound: "sh" and "sch"."""
    for one, other in _SOUNDS:
        if one in typed and other in meant and typed.count(other) < meant.count(other):
            yield _changes(typed.replace(one, other, 1), meant)


def _changes(typed: str, meant: str) -> float:
    """Return the lowest cost of changing one word into the other."""
    above: list[float] = []
    row = [0.0]
    for to, letter in enumerate(meant):
        row.append(row[-1] + _more(letter, meant[to - 1] if to else "", meant[to + 1 : to + 2]))
    ahead = [now - before for before, now in pairwise(row)]
    for at, letter in enumerate(typed):
        last = typed[at - 1] if at else ""
        less = _more(letter, last, typed[at + 1 : at + 2])
        new = [row[0] + less]
        for to, other in enumerate(meant):
            least = row[to] + _change(letter, other)
            least = min(least, row[to + 1] + less, new[to] + ahead[to])
            if above and to and last == other and letter == meant[to - 1]:
                least = min(least, above[to - 1] + _SWAP)
            new.append(least)
        above, row = row, new
    return row[-1]


def _more(letter: str, before: str, after: str) -> float:
    """Return the cost of a letter that is added or missing between two others."""
    if letter in (before, after):
        return _DOUBLED
    return _SILENT if letter in "haeiouy" else _MORE


@cache
def _change(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if any(one in letters and other in letters for letters in _LIKE_SOUNDS):
        return _ALIKE
    places = [(row.find(one), row.find(other)) for row in _ROWS]
    is_beside = any(min(pair) >= 0 and abs(pair[0] - pair[1]) == 1 for pair in places)
    return _BESIDE if is_beside else _CHANGE


def respelt(word: str) -> tuple[str, ...]:
    """Return a word in spellings of other languages: more than two edits away."""
    spellings = (word.replace(one, other) for one, other in _SOUNDS if one in word)
    return tuple(dict.fromkeys(spellings))[:_RESPELT]
