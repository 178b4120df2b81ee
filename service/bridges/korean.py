"""Korean names in McCune-Reischauer, in the Revised Romanisation, and in common spellings.

Printed names of the former usually lack its breves and apostrophes, so one may be several of the
latter ("chong" is "jong" and "jeong"); the index shows which of the names exist.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import product

_PARTS = re.compile(
    r"(kk|tt|pp|ss|jj|ch|[gndrmbsjktph])?(yae|yeo|wae|eo|eu|ae|ya|ye|wa|wo|we|wi|oe|ui|yo|yu|[aeoui])"
    r"(ng|[kntlmp])?"
)
_HARD = {"g": "k", "d": "t", "b": "p", "j": "ch"}
"""Initial letters in McCune-Reischauer; within a name they are as in the Revised Romanisation."""
_BREATHED = frozenset({"k", "t", "p", "ch"})
"""Behind these they have an apostrophe, which many printed names leave out."""
_BARE = {"eo": "o", "yeo": "yo", "eu": "u"}
"""Their vowels, without the breve."""
_PLAIN = {"eo": "u", "yeo": "you", "eu": "u", "ui": "ee", "oo": "oo"}
"""Vowels as people write their own names: Chung, Young, Hee."""
_ALSO = {"u": ("oo",), "i": ("ee",), "ui": ("i",), "yeo": ("yu",), "ae": ("ai",), "yu": ("yoo",)}


@cache
def _surnames() -> tuple[tuple[str, str, str], ...]:
    rows = (row.split() for row in _file()["surnames"].split("/"))
    return tuple((bare, revised, plain) for bare, revised, plain in rows)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Return the possible syllables of the Revised Romanisation for a syllable."""
    found: dict[str, list[str]] = {}
    for syllable in _file()["syllables"].split():
        initial, vowel, final = _parted(syllable)
        initials = {initial, _HARD.get(initial, initial)}
        vowels = {vowel, _BARE.get(vowel, vowel), _PLAIN.get(vowel, vowel), *_ALSO.get(vowel, ())}
        for one, other in product(initials, vowels):
            found.setdefault(one + other + final, []).append(syllable)
    return {text: tuple(syllables) for text, syllables in found.items()}


def in_korean(surname: str, given: tuple[str, ...]) -> Iterator[str]:
    """Yield other spellings of a Korean name: "pak", ("chong", "hui") is also "Bak Jeonghui".

    Joined given names ("jeonghui") are split too; "Jang Myeon" has a name of one syllable.
    """
    rows = [row for row in _surnames() if surname in row]
    splits = [given] if len(given) == 2 else list(_split("".join(given)))
    known = _readings()
    if len(given) == 1:
        for row, syllable in product(rows, known.get(given[0], ())):
            of_one = (_bare(syllable), syllable, _plain(syllable))
            pairs = ((row[0], of_one[0]), *product((row[1], row[2]), of_one[1:]))
            yield from (f"{own.capitalize()} {rest.capitalize()}" for own, rest in pairs)
    for row in rows:
        for parts in splits:
            for first, second in product(*(known.get(part, ()) for part in parts)):
                names = (
                    (row[0], f"{_bare(first)}-{_marked(second, within=first)}"),
                    (row[1], f"{first}-{second}"),
                    (row[2], f"{first}-{second}"),  # most keep the surname that they had
                    (row[2], f"{_plain(first)} {_plain(second)}"),
                )
                for own, rest in names:
                    yield f"{own.capitalize()} {' '.join(map(str.capitalize, rest.split()))}"


def _split(text: str) -> Iterator[tuple[str, str]]:
    known = _readings()
    for at in range(1, len(text)):
        if text[:at] in known and text[at:] in known:
            yield text[:at], text[at:]


def _bare(syllable: str, within: str = "") -> str:
    """Return a syllable in McCune-Reischauer, voiced after a vowel or n, l, m, ng."""
    initial, vowel, final = _parted(syllable)
    is_voiced = bool(within) and within[-1] in "aeiounlmg"
    return (initial if is_voiced else _HARD.get(initial, initial)) + _BARE.get(vowel, vowel) + final


def _marked(syllable: str, within: str) -> str:
    """Return the second syllable with a possible apostrophe: "Chong-p'il"."""
    text = _bare(syllable, within=within)
    initial = _parted(syllable)[0]
    return f"{initial}'{text[len(initial) :]}" if initial in _BREATHED else text


def _plain(syllable: str) -> str:
    initial, vowel, final = _parted(syllable)
    return _HARD.get(initial, initial) + _PLAIN.get(vowel, vowel) + final


def _parted(syllable: str) -> tuple[str, str, str]:
    found = _PARTS.fullmatch(syllable)
    if found is None:
        return "", syllable, ""
    initial, vowel, final = found.groups()
    return initial or "", vowel, final or ""


def _file() -> dict[str, str]:
    file = resources.files("service.bridges").joinpath("korean.toml")
    return {name: str(text) for name, text in tomllib.loads(file.read_text("utf-8")).items()}
