"""Decoding the bytes of a file, whatever its encoding."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from loaders.drafts.likely_encodings import likely_encoding
from service.errors import LoadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What archives' files are in. The guess is left to these, because on a page of text the
# detector finds rarer encodings that fit the bytes as well and mean something else.
_LIKELY = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "mac_roman", "gb18030", "big5", "shift_jis", "euc_kr",
    "utf_16_le", "utf_16_be",
]  # fmt: skip


def decode_as(data: bytes, name: str) -> str:
    """Return the text of bytes in a named encoding; raise LoadError if the name is unknown."""
    return data.decode(encoding_named(name), errors="replace")


def encoding_named(name: str) -> str:
    """Return Python's name of an encoding; raise LoadError if it is unknown."""
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise LoadError(f"there is no encoding {name!r}; utf-8 and cp1252 are examples") from error


_SHORT = 400
"""Bytes beyond ASCII of a text that is too short for the detector: a third of a page."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    A byte order mark decides; otherwise UTF-8 if the bytes are valid UTF-8, and then the likeliest
    of the encodings that archives use. Never raises: at worst each byte becomes a character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    if data[:1000].count(0) * 3 > len(data[:1000]):  # every second byte of a Western UTF-16 text
        encoding = "utf-16-le" if data[:1000:2].count(0) == 0 else "utf-16-be"
        return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if sum(byte >= 0x80 for byte in data) <= _SHORT and (likely := likely_encoding(data)):
        return data.decode(likely, errors="replace"), likely
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and _is_western(data):
        return text, "cp1252"
    best = from_bytes(data, cp_isolation=_LIKELY).best()
    if best is not None:
        return str(best), best.encoding
    return (text, "cp1252") if text else (data.decode("latin-1"), "latin-1")


def _is_western(data: bytes) -> bool:
    """Return whether bytes above ASCII are rare, as in a Western text with quotes and accents.

    In texts of other scripts most bytes are above ASCII. The detector needs more text than a short
    page to distinguish the Western encodings.
    """
    high = sum(byte >= 0x80 for byte in data)
    return high * 10 < len(data)  # a page of French has one in twenty-five
