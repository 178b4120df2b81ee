"""Normalisation of text for comparison: characters, and keys for sorting and for titles.

Engines analyse searched words themselves, as the mapping declares; these functions are for strings
that must be identical on both engines.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from index_mappings.characters import alike

# Letters that Unicode does not decompose although readers take them for their base letter.
_UNDECOMPOSED = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L", "þ": "th", "Þ": "TH",
        "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N",
    }
    # Soft hyphen, blank without width, joiner of words, byte order mark: nothing to a reader.
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")
)  # fmt: skip

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_HAS_UNDECOMPOSED = re.compile(f"[{''.join(map(chr, _UNDECOMPOSED))}]")
_MARKS = re.compile(
    "(?<![\u0400-\u04ff])[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_NOT_WORD = re.compile(r"[\W_]+")
_KEY_LETTERS = bytes(char if chr(char).isalnum() else 32 for char in bytes(range(128)).lower())
_KEY_LETTERS += bytes(128)  # which no ASCII text has
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return text in NFC, without control characters and surrogates (tab and line ends stay)."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def fold(text: str) -> str:
    """Return text without diacritics and case: "Đặng" becomes "dang"."""
    if text.isascii():  # most texts: a tenth of the time
        return text.lower()
    if _HAS_UNDECOMPOSED.search(text):  # looking each letter up takes ten times as long
        text = text.translate(_UNDECOMPOSED)
    text = alike(text)
    # one foreign word in a long text must not have every letter looked at
    return _NOT_ASCII.sub(_without_marks, unicodedata.normalize("NFKD", text)).casefold()


def _without_marks(found: re.Match[str]) -> str:
    # What is a letter of its own stays one, as it does in the index: й, が, 한.
    return unicodedata.normalize("NFC", _MARKS.sub("", found[0]))


@lru_cache(maxsize=64)  # a load asks for that of one title four times
def key(text: str) -> str:
    """Return the folded words of a text separated by single blanks, without punctuation.

    Two titles with the same key differ at most in case, diacritics or punctuation.
    """
    if text.isascii():  # most texts: a third of the time
        return " ".join(text.encode().translate(_KEY_LETTERS).decode().split())
    return _NOT_WORD.sub(" ", fold(text)).strip()


def folded(path: str) -> str:
    """Return the path of the unstemmed sub-field beside a searched path.

    "title" has "title.folded"; "type.words" (the words of a keyword) has "type.folded".
    """
    return path.removesuffix(".words") + ".folded"


def is_folded(path: str) -> bool:
    """Return whether a path is the unstemmed sub-field of another."""
    return path.endswith(".folded")
