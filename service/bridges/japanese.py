"""Japanese words in Hepburn and Kunrei, with the spellings of long vowels without macrons.

Macrons are ignored by an index: Tōkyō is Tokyo.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index_mappings.folding import key

_MORA = re.compile(
    r"(?:(?:ch|sh|ts|[kgsztdnhbpmrfj])?y?[aiueo]|[wy][aiueo]|n(?![aiueoy])|m(?=[bpm])|"
    r"(?:kw|gw)a|([kstp])(?=\1)|t(?=ch)|h(?=[kgsztdnbpmrfjwy]|$))"
)
_LEAST = 3  # morae: shorter words are English too, such as "tin" and "time"
_HEPBURN = (
    ("sya", "sha"), ("syu", "shu"), ("syo", "sho"), ("tya", "cha"), ("tyu", "chu"), ("tyo", "cho"),
    ("zya", "ja"), ("zyu", "ju"), ("zyo", "jo"), ("si", "shi"), ("ti", "chi"), ("tu", "tsu"),
    ("hu", "fu"), ("zi", "ji"),
)  # fmt: skip
_SHORT = (
    (re.compile(r"ou(?!y?e)|oo|oh(?=[kgsztdnbpmrfjwy]|$)"), "o"),
    (re.compile(r"uu"), "u"),
    (re.compile(r"m(?=[bpm])"), "n"),
    (re.compile(r"(?<=[aiuo])ye"), "e"),
    (re.compile(r"(?<=[kg])w(?=a)"), ""),
)
"""Long vowels written out, "Shimbun" for "Shinbun", and the spellings of old: Inouye, Kwannon."""


def in_japanese(word: str) -> Iterator[str]:
    """Yield the other spellings of a Japanese name, or nothing for another word."""
    if not word[:1].isupper():
        return
    own = key(word)
    if not own.isalpha() or not own.isascii() or not _is_japanese(own):
        return
    hepburn = _hepburn(own)
    short = hepburn
    for long, instead in _SHORT:
        short = long.sub(instead, short)
    spellings = (hepburn, short, _before_lips(short), _kunrei(short), _kunrei(hepburn), _old(short))
    yield from (text.capitalize() for text in dict.fromkeys(spellings) if text != own)


def _is_japanese(text: str) -> bool:
    at = count = 0
    while at < len(text):
        found = _MORA.match(text, at)
        if found is None:
            return False
        at, count = found.end(), count + 1
    return count >= _LEAST


def _hepburn(text: str) -> str:
    for kunrei, hepburn in _HEPBURN:
        text = re.sub(rf"(?<![cst]){kunrei}" if kunrei == "hu" else kunrei, hepburn, text)
    return text


def _kunrei(text: str) -> str:
    for kunrei, hepburn in _HEPBURN:
        text = text.replace(hepburn, kunrei)
    return text


def _old(text: str) -> str:
    """Return a word with the older ending "ye": Inouye, Konoye."""
    return re.sub(r"(?<=[ou])e$", "ye", text)


def _before_lips(text: str) -> str:
    """Return a word with the "m" of the original Hepburn system: Shimbun."""
    return re.sub(r"n(?=[bpm])", "m", text)
