"""Text that was read in the wrong encoding and saved so: "CafÃ©" for "Café", "РњРёСЂ" for "Мир".

It is repaired only if that is certain: the whole text, encoded in the wrong encoding, is valid
UTF-8 in which every such character has two bytes or more. This does not happen by accident to words
in their correct encoding. Mixed texts stay unchanged.

The library for this (ftfy, Apache-2.0, maintained) repairs by likelihood, piece by piece; here a
text is repaired only with proof.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from index_mappings.json_values import Json

MENDED = "the text had been saved in a wrong encoding and was repaired"
_WRONG = ("cp1252", "cp1251", "mac_roman", "cp1250")
_TIMES = 3  # times that a text may have been saved so
_FEWEST = 2  # characters of another script that make a mistake of a whole alphabet sure
_CONTROLS = re.compile("[\x80-\x9f]")
"""Bytes that an encoding has no character for: programs keep them as control characters."""


def mended(text: str) -> str:
    """Return a text in its correct encoding, or unchanged if nothing shows a wrong one."""
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
    """Return the bytes of a text, with control characters as they were, or None if it has none."""
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
    """Return whether all characters are printable and accents follow a base character."""
    before = " "
    for char in text:
        if unicodedata.combining(char) and not (before.isalpha() or unicodedata.combining(before)):
            return False
        if not char.isascii() and not (char.isprintable() or char.isspace()):
            return False
        before = char
    return True


def mended_value(value: Json) -> Json:
    """Return a value with the texts in it, but not its keys, in their correct encoding.

    A value that needs no repair is returned as the same object.
    """
    if isinstance(value, str):
        return value if value.isascii() else mended(value)
    if isinstance(value, list):
        items = [mended_value(item) for item in value]
        is_new = any(one is not other for one, other in zip(items, value, strict=True))
        return items if is_new else value
    if isinstance(value, dict):
        inner = {name: mended_value(item) for name, item in value.items()}
        return inner if any(inner[name] is not value[name] for name in value) else value
    return value


def mended_fields(values: Mapping[str, Json]) -> tuple[dict[str, Json], list[str]]:
    """Return values with their texts in their correct encoding, and the names of those repaired."""
    mended = {name: mended_value(value) for name, value in values.items()}
    return mended, [name for name in mended if mended[name] is not values[name]]
