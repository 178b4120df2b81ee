"""Column names with run-together words, as in databases: SHOWONWEB, publicaccess.

A dBase file truncates names at ten letters, so the last word may be incomplete: PUBLICACCE. People
abbreviate a word with a full stop: "Veröffentl. (j/n)".
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from index_mappings.folding import key

_LONGEST = 32  # letters of such a name
_PARTS = 5  # words of one
_SHORTEST = 2  # letters of a word, and of the beginning of one that was cut
_CUT_SHORTEST = 3
_DBASE = 10
_SHORTENED = re.compile(r"([^\W\d_]{6,})\.(?=$|[\s)\]])")  # "Vertr." is a treaty's as well


@lru_cache(maxsize=4096)  # a source's columns are some hundreds at the most
def apart(word: str, known: Set[str]) -> tuple[str, ...]:
    """Return the known words that make up a word, trying the longest first, or ()."""
    return _apart(word, known, _PARTS, may_be_cut=len(word) == _DBASE)


def _apart(rest: str, known: Set[str], most: int, *, may_be_cut: bool) -> tuple[str, ...]:
    if rest in known:
        return (rest,)
    if most == 0 or not _SHORTEST <= len(rest) <= _LONGEST:
        return ()
    for end in range(len(rest) - _SHORTEST, _SHORTEST - 1, -1):
        first = rest[:end]
        if first in known and (more := _apart(rest[end:], known, most - 1, may_be_cut=may_be_cut)):
            return (first, *more)
    if may_be_cut and most < _PARTS and len(rest) >= _CUT_SHORTEST:
        whole = min((word for word in known if word.startswith(rest)), key=len, default="")
        return (whole,) if whole else ()
    return ()


def in_full(name: str, known: Set[str]) -> str:
    """Return a folded name with its abbreviated words in full."""
    called = key(name)
    for found in _SHORTENED.findall(name):
        cut = key(found)
        whole = min((word for word in known if word.startswith(cut)), key=len, default="")
        if whole:
            called = " ".join(whole if word == cut else word for word in called.split())
    return called
