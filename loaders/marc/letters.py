"""Distinguishing MARC-8 from Western code pages by the order of non-ASCII bytes.

MARC-8 writes a diacritic before its letter (E2 65), Latin-1 a single letter (E9). Many bytes are a
diacritic in the former and a letter in the latter, so the words decide: in most languages vowels
and consonants alternate, and the reading in which they do is likelier.
"""

from __future__ import annotations

import itertools
import re

_MARK = re.compile(rb"[\xe0-\xfe]")  # combining characters of the extended Latin set (ANSEL)
_MARKED = re.compile(rb"[\xe0-\xfe]+[A-Za-z\xb8\xb1-\xb3\xa1-\xa3\xa5\xa6]")
"""Marks with the letter they are on, which may be one of the set's own: ı, ł, ø."""
_WORD = re.compile(rb"[A-Za-z\xa1-\xfe]+")
_NEVER = re.compile(rb"[\x80-\x87\x8a-\x8c\x8f-\xa0]")  # bytes without a meaning in MARC-8
_VOWELS = frozenset("aeiouyAEIOUY")
# Letters of ANSEL that are one byte, as the plain letters they come nearest to.
_ONE_BYTE = {
    0xA1: "L", 0xA2: "O", 0xA3: "D", 0xA4: "T", 0xA5: "E", 0xA6: "E", 0xAC: "O", 0xAD: "U",
    0xB1: "l", 0xB2: "o", 0xB3: "d", 0xB4: "t", 0xB5: "e", 0xB6: "e", 0xB8: "i", 0xBA: "d",
    0xBC: "o", 0xBD: "u",
}  # fmt: skip
# Letters of Latin-1 from 0xC0 on, likewise.
_LATIN1 = (
    "AAAAAAECEEEEIIIIDNOOOOO*OUUUUYTs" "aaaaaaeceeeeiiiidnooooo*ouuuuyty"
)  # fmt: skip

_PORTUGUESE = re.compile(rb"[A-Za-z\xe7]\xe3os?\Z")
"""How words of Latin-1 end in Portuguese and nowhere else: São, não, ação. The same bytes are "Sô"
in MARC-8, as hardly a word ends."""
_PORTUGUESE_COUNTS = 2  # what stumbles: the two vowels, and one for being likelier

# The letters on which languages of the Latin alphabet have each mark.
_USUAL = {
    0xE0: "aeiouy", 0xE1: "aeiou", 0xE2: "aeiouyclnrsz", 0xE3: "aeiouwyj", 0xE4: "anoiu",
    0xE5: "aeiouy", 0xE6: "aegiou", 0xE7: "cegiz", 0xE8: "aeiouy", 0xE9: "cdenrstz", 0xEA: "au",
    0xEB: "cdgiktuyz", 0xEC: "aceghjoksuz", 0xED: "dlt", 0xEE: "ou", 0xF0: "cgklnrst",
    0xF1: "aeiou", 0xF2: "abdehiklmnorstuyz",
}  # fmt: skip


def reads_as_marc8(data: bytes) -> bool:
    """Return whether bytes that are not UTF-8 are likelier MARC-8 than Latin-1.

    If both are equally likely they are MARC-8, the only other encoding in the standard.
    """
    marks = len(_MARK.findall(data))
    standing = sum(len(_MARK.findall(found)) for found in _MARKED.findall(data))
    if standing < marks or _NEVER.search(data):
        return False  # a mark on a blank, a stop, the end of a field
    marc8 = latin1 = 0
    for word in _WORD.findall(data):
        if not word.isascii():
            marc8 += _stumbles(_plain_marc8(word)) + 2 * _unusual(word)
            latin1 += _stumbles("".join(map(_plain_latin1, word)))
            latin1 -= _PORTUGUESE_COUNTS if _PORTUGUESE.search(word) else 0
    return marc8 <= latin1


def _unusual(word: bytes) -> int:
    """Return the number of diacritics on letters that do not commonly have them."""
    found = 0
    for stack in _MARKED.findall(word):
        letter = _ONE_BYTE.get(stack[-1], chr(stack[-1])).lower()
        found += sum(letter not in _USUAL.get(mark, "") for mark in stack[:-1])
    return found


def _plain_marc8(word: bytes) -> str:
    letters = (byte for byte in word if not 0xE0 <= byte <= 0xFE)
    return "".join(_ONE_BYTE.get(byte, chr(byte) if byte < 0x80 else "*") for byte in letters)


def _plain_latin1(byte: int) -> str:
    if byte < 0x80:
        return chr(byte)
    return _LATIN1[byte - 0xC0] if byte >= 0xC0 else "*"


def _stumbles(word: str) -> int:
    """Return the number of unlikely pairs of characters in a word.

    These are two adjacent vowels or consonants, a capital after a small letter, and any character
    that is not a letter, which counts double.
    """
    found = 2 * word.count("*")
    for one, other in itertools.pairwise(word):
        found += (one in _VOWELS) == (other in _VOWELS)
        found += one.islower() and other.isupper()
    return found
