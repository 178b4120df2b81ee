"""Text that was read in the wrong encoding and saved so: "CafÃ©" for "Café", "РњРёСЂ" for "Мир".

It is mended only where that is sure: the whole text, put back into bytes as the wrong encoding has
them, is UTF-8 again, with two bytes or more for a character each time. A text in its right encoding
is such bytes only by an accident that no words have. What is mixed stays as it is.

The library for this (ftfy, Apache-2.0, maintained) mends by likelihood, piece by piece; here a text
is either proven or left.
"""

from __future__ import annotations

import re
import unicodedata

_WRONG = ("cp1252", "cp1251", "mac_roman", "cp1250")
_TIMES = 3  # times that a text may have been saved so
_FEWEST = 2  # characters of another script that make a mistake of a whole alphabet sure
_CONTROLS = re.compile("[\x80-\x9f]")
"""Bytes that an encoding has no character for: programs keep them as control characters."""


def mended(text: str) -> str:
    """Return a text in its right encoding, itself where nothing shows that it has a wrong one."""
    found = text
    for _ in range(_TIMES):
        if found.isascii() or (again := _once(found)) == found:
            break
        found = again
    return found if found != text and _is_text(found) else text


def _once(text: str) -> str:
    for encoding in _WRONG:
        data = _bytes(text, encoding)
        if data is None:
            continue
        try:
            read = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        others = sum(not char.isascii() for char in read)
        if encoding == "cp1252" or others >= _FEWEST:
            return read
    return text


def _bytes(text: str, encoding: str) -> bytes | None:
    """Return the bytes of a text, with control characters as they were; None for none."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        pass
    if _CONTROLS.search(text) is None:
        return None
    try:
        return b"".join(
            bytes([ord(char)]) if _CONTROLS.match(char) else char.encode(encoding) for char in text
        )
    except UnicodeEncodeError:
        return None


def _is_text(text: str) -> bool:
    """Tell whether all characters are printed, and accents are behind what they are of."""
    before = " "
    for char in text:
        if unicodedata.combining(char) and not (before.isalpha() or unicodedata.combining(before)):
            return False
        if not char.isascii() and not (char.isprintable() or char.isspace()):
            return False
        before = char
    return True
