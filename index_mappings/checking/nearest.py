"""Messages about unknown names: the nearest known name, or all known names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_LISTED = 12  # names in one message: more is a page, and the nearest is named anyway
_CHARS = 60  # of a mistyped name that are compared and shown


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the word most similar to a mistyped one, or "" if none is similar."""
    near = get_close_matches(word.lower()[:_CHARS], list(words), n=1, cutoff=0.6)
    return near[0] if near else ""


def none_of(word: str, words: Iterable[str], what: str = "") -> str:
    """Return the message that a word is unknown, with the nearest known word or all of them."""
    known = sorted(set(words))
    begin = f"{word[:_CHARS]!r} is no {what}" if what else f"{word[:_CHARS]!r} is not known"
    if near := nearest(word, known):
        return f"{begin}; did you mean {near!r}?"
    more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
    return f"{begin}; known: {', '.join(known[:_LISTED])}{more}" if known else begin
