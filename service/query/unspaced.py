"""Texts without blanks: choosing the neighbouring characters that are words.

Chinese and Japanese do not separate words, and a Korean word has its particle attached. An index
has such texts character by character. A short run is a word or a name and is searched as a
whole; a longer one is searched by each pair of neighbours, because most words have two
characters, and a record must have half of the pairs. So 停战谈判 also finds 停战 and 谈判 apart,
and records with all pairs first.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import regex

from index_mappings.characters import alike
from service.query.clauses import Any, Clause, Phrase, Word

_LONGEST_NAME = 3
"""Characters of a run that is looked for as it is: 沈从文, 外交部, 전쟁."""
_UNSPACED = regex.compile(r"[\p{sc=Han}\p{sc=Hiragana}\p{sc=Hangul}]")
_SMALL = frozenset("的了吗呢吧么什哪谁些怎" + "のはをがにとでもへか")
"""Characters that only connect or ask; a pair with one of them stands for no word."""
_HIRAGANA = regex.compile(r"\p{sc=Hiragana}+")
_PARTICLE = regex.compile(
    r"^(\p{sc=Hangul}{2,}?)(?:에서|으로|에게|까지|부터|은|는|을|를|의|에|와|과)$"
)
"""A Korean word of at least two syllables and what may be behind any."""


def has_unspaced(text: str) -> bool:
    """Return whether a text has characters that are separate words in the index."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def clause_of(
    text: str, field: str, pattern: regex.Pattern[str], has_room: Callable[[str], bool]
) -> Clause | None:
    """Return the clause of a text typed without blanks, or None if it is an ordinary word.

    `has_room` tells whether one more pair may be searched; others are left out.
    """
    bare = _PARTICLE.sub(r"\1", text)
    words = [(found[0], found.start(), found.end()) for found in pattern.finditer(bare)]
    if sum(_UNSPACED.fullmatch(word) is not None for word, _, _ in words) <= _LONGEST_NAME:
        return Any((Word(text, field), Word(bare, field))) if bare != text else None
    pairs = [
        one + other
        for (one, _, end), (other, start, _) in pairwise(words)
        if end == start and _tells(one + other)
    ]
    others = [word for word, _, _ in words if not _UNSPACED.fullmatch(word)]
    wanted: list[Clause] = [Phrase(one, field) for one in dict.fromkeys(pairs) if has_room(one)]
    wanted += (Word(one, field) for one in dict.fromkeys(others))
    return Any(tuple(wanted), max(2, (len(wanted) + 1) // 2)) if len(wanted) > 1 else None


def _tells(pair: str) -> bool:
    return (
        len(_UNSPACED.findall(pair)) == len(pair)
        and _SMALL.isdisjoint(alike(pair))
        and not _HIRAGANA.fullmatch(pair)
    )
