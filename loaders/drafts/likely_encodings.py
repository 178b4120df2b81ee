"""Detecting the encoding of a short text by its letter pairs; other detectors need a page.

A text is decoded in each possible encoding, and its letter pairs are compared with those of the
languages of that encoding (`letter_pairs.json`, from Unicode's CLDR; renewed by
bench/letter_pairs.py). A wrong encoding gives pairs that none of the languages has.
"""

from __future__ import annotations

import codecs
import itertools
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

PAIRS = resources.files("loaders.drafts").joinpath("letter_pairs.json")
NEVER = 18
"""The cost of a pair with a letter that a language does not have. Others cost minus the logarithm
to 2 of their share."""

WORD = re.compile(r"[^\x00-\x40\x5b-\x60\x7b-\x7f]+")

_WESTERN = "fr de es pt it nl sv da nb fi is ca ga"
_CENTRAL = "pl cs sk hu ro hr sl"
_CYRILLIC = "ru uk bg sr mk be"
# From the common to the rare, each with how much better than others it must read.
_ONE_BYTE: Mapping[str, tuple[str, float]] = {
    "cp1252": (_WESTERN, 0),
    "cp1251": (_CYRILLIC, 0.3),
    "cp1250": (_CENTRAL, 0.8),
    "koi8_r": ("ru", 0.3),
    "iso8859_2": (_CENTRAL, 0.8),
    "cp1253": ("el", 0.3),
    "cp1254": ("tr", 0.3),
    "cp1255": ("he", 0.3),
    "cp1256": ("ar fa", 0.3),
    "cp1257": ("lt lv et", 0.5),
    "cp866": ("ru bg be", 1),
    "iso8859_5": (_CYRILLIC, 1),
    "mac_roman": (_WESTERN, 1),
    "cp850": (_WESTERN, 1),
    "cp852": (_CENTRAL, 1.5),
    "koi8_u": ("uk", 1),
    "mac_cyrillic": (_CYRILLIC, 1.5),
}
# Each before the next, which it could be taken for: kana tell Japanese, hangul Korean.
_TWO_BYTES = ("shift_jis", "euc_jp", "euc_kr", "gb18030", "big5")
_COMMON_LEAD = {
    "gb18030": range(0xB0, 0xD8),
    "big5": range(0xA4, 0xC7),
    "euc_kr": range(0xB0, 0xC9),
}
"""Leading bytes of the characters in daily use; the rest of a set are rare ones."""

_BESIDE = "«»„“”‚‘’–—…°§©®№€£•¿¡ª\u00a0†"  # signs that texts have beside words
_WITHIN = frozenset("’")
_SIGN = 6  # the cost of one: rare, and not strange
_UNSEEN = 13  # of a pair that a language does not have, of letters that it has
_STRANGE = 32  # of a sign in the middle of a word, and of a word in two scripts
_ODD_CASE = 12  # of a capital after a small letter
_CAPITALS = 2  # of a word all in capitals
_MOST = 4_000  # bytes looked at: two pages
_FEW = 0.9  # share of the characters in daily use that a text has
_BAD = 13.5  # mean cost of a pair: a right reading has 8 to 11


def likely_encoding(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8, or "" if none is likely."""
    sample = _sample(data)
    best, least = "", float("inf")
    for encoding, (languages, margin) in _ONE_BYTE.items():
        text = _decoded(sample, encoding)
        if text is not None and (cost := _cost(text, languages) + margin) < least:
            best, least = encoding, cost
    if least <= _BAD:
        return best
    return next((name for name in _TWO_BYTES if _is_east_asian(sample, name)), "")


def pairs_of(word: str) -> Iterator[str]:
    """Yield the letter pairs of a word in lower case, its ends marked with "_"."""
    whole = f"_{word.lower()}_"
    return map("".join, itertools.pairwise(whole))


def _sample(data: bytes) -> bytes:
    """Return the first lines with a byte beyond ASCII."""
    lines = (line for line in data.split(b"\n") if not line.isascii())
    return b"\n".join(lines)[:_MOST]


def _decoded(data: bytes, encoding: str) -> str | None:
    """Return a sample as text, or None if it is not in that encoding; its end may be truncated."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return None


def _cost(text: str, languages: str) -> float:
    """Return the mean cost of a text's non-ASCII letter pairs in the language that fits best."""
    words = [unicodedata.normalize("NFC", word) for word in WORD.findall(text)]
    words = [word for word in words if not word.isascii()]
    odd = sum(map(_odd_case, words))
    # A sign beside a word counts as a pair would.
    count = sum(not pair.isascii() for word in words for pair in pairs_of(word.strip(_BESIDE)))
    count += sum(len(word) - len(word.strip(_BESIDE)) for word in words)
    return min(
        odd + sum(_of_word(word, table) for word in words)
        for table in map(_pairs, languages.split())
    ) / max(count, 1)


def _of_word(word: str, table: Mapping[str, int]) -> int:
    within = word.strip(_BESIDE)
    total = _SIGN * (len(word) - len(within))
    if len({_script(char) for char in within if char.isalpha()}) > 1:
        total += _STRANGE
    for char in within:
        if not (char.isalpha() or char.isascii() or char in _WITHIN or unicodedata.combining(char)):
            total += _STRANGE
    for pair in pairs_of(within):
        if not _WITHIN.isdisjoint(pair):
            total += _SIGN
        elif not pair.isascii():
            known = all(char.isascii() or f"?{char}" in table for char in pair)
            total += table.get(pair, _UNSEEN if known else NEVER)
    return total


def _odd_case(word: str) -> int:
    letters = "".join(filter(str.isalpha, word))
    if letters.isupper():
        return _CAPITALS * (len(letters) > 1)
    pairs = itertools.pairwise(letters)
    return _ODD_CASE * sum(one.islower() and other.isupper() for one, other in pairs)


@cache
def _pairs(language: str) -> Mapping[str, int]:
    found = _tables()[language]
    costs = {pair: int(cost) for cost, pairs in found.items() for pair in pairs.split(" ")}
    return costs | {f"?{char}": 0 for char in "".join(costs)}


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "?").partition(" ")[0]


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    languages: Mapping[str, Mapping[str, str]] = json.loads(PAIRS.read_bytes())["languages"]
    return languages


def _is_east_asian(data: bytes, encoding: str) -> bool:
    text = _decoded(data, encoding)
    if text is None:
        return False
    beyond = [char for char in text if not char.isascii()]
    written = [char for char in beyond if char.isalpha()]
    scripts = [_script(char) for char in written]
    if len(written) * 2 < len(beyond) or not written:
        return False
    if encoding in ("shift_jis", "euc_jp"):
        kana = sum(name in ("HIRAGANA", "KATAKANA") for name in scripts)
        return kana > 1 and kana + scripts.count("CJK") >= _FEW * len(written)
    common = sum(char.encode(encoding)[0] in _COMMON_LEAD[encoding] for char in written)
    wanted = scripts.count("HANGUL" if encoding == "euc_kr" else "CJK")
    return min(common, wanted) >= _FEW * len(written)
