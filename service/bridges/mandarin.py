"""Chinese names in Pinyin and Wade-Giles, converted syllable by syllable.

Printed Wade-Giles often lacks its apostrophes and dots, so a syllable without them may be several
in Pinyin ("chang" is "zhang" and "chang"); the index shows which of the names exist.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import islice, product

_INITIALS = {
    "zh": "ch", "ch": "ch'", "sh": "sh", "b": "p", "p": "p'", "d": "t", "t": "t'", "g": "k",
    "k": "k'", "j": "ch", "q": "ch'", "x": "hs", "r": "j", "z": "ts", "c": "ts'", "s": "s",
    "m": "m", "f": "f", "n": "n", "l": "l", "h": "h",
}  # fmt: skip
_WHOLE = {
    "zhi": "chih", "chi": "ch'ih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tz'u",
    "si": "ssu", "yi": "i", "ya": "ya", "yan": "yen", "yang": "yang", "yao": "yao", "ye": "yeh",
    "yin": "yin", "ying": "ying", "yong": "yung", "you": "yu", "yu": "yü", "yuan": "yüan",
    "yue": "yüeh", "yun": "yün", "wu": "wu", "wa": "wa", "wai": "wai", "wan": "wan",
    "wang": "wang", "wei": "wei", "wen": "wen", "weng": "weng", "wo": "wo", "er": "erh", "e": "o",
    "ge": "ko", "ke": "k'o", "he": "ho", "gui": "kuei", "kui": "k'uei",
    "lü": "lü", "nü": "nü", "lüe": "lüeh", "nüe": "nüeh",
}  # fmt: skip
_VOWELS = {"ian": "ien", "ie": "ieh", "ong": "ung", "iong": "iung", "ue": "üeh"}
_ROUNDED = frozenset("jqx")  # behind these a Pinyin u is ü
_KEEP_UO = frozenset({"g", "k", "h", "sh"})
_MOST = 24  # names that one may be: three syllables with three readings each, nearly


@cache
def _listed(name: str) -> frozenset[str]:
    """Return a list of `mandarin.toml`: "finals", "surnames" or "double_surnames"."""
    file = resources.files("service.bridges").joinpath("mandarin.toml")
    return frozenset(tomllib.loads(file.read_text("utf-8"))[name].split())


def surnames() -> frozenset[str]:
    """Return the most common surnames in Pinyin."""
    return _listed("surnames")


def double_surnames() -> frozenset[str]:
    """Return the usual surnames of two syllables, in Pinyin."""
    return _listed("double_surnames")


@cache
def wade_giles() -> dict[str, str]:
    """Return the Wade-Giles of each Pinyin syllable."""
    finals = dict(_WHOLE)
    for final in _listed("finals"):
        if final[0] in "aeo":  # the others are written with y or w where they are alone
            finals.setdefault(final, final)
        for initial, theirs in _INITIALS.items():
            finals.setdefault(initial + final, theirs + _final(initial, final))
    return finals


def _final(initial: str, final: str) -> str:
    if initial in _ROUNDED and final.startswith("u"):
        return "ü" + {"ue": "eh"}.get(final, final[1:])
    if final == "uo" and initial not in _KEEP_UO:
        return "o"
    if final == "ui":
        return "ui"
    return _VOWELS.get(final, final)


@cache
def pinyin() -> dict[str, tuple[str, ...]]:
    """Return the Pinyin syllables of each Wade-Giles syllable without its diacritics."""
    syllables: dict[str, list[str]] = {}
    for syllable, theirs in wade_giles().items():
        syllables.setdefault(_bare(theirs), []).append(syllable)
    return {theirs: tuple(found) for theirs, found in syllables.items()}


def in_wade_giles(surname: str, given: str) -> Iterator[str]:
    """Yield a Pinyin name ("zhou", "enlai") in Wade-Giles ("Chou En-lai")."""
    if surname not in _listed("surnames"):
        return
    table = wade_giles()
    for parts in _syllables(given, table):
        theirs = "-".join(table[part] for part in parts)
        yield f"{table[surname].capitalize()} {theirs.capitalize()}"


def in_pinyin(surname: str, given: tuple[str, ...]) -> Iterator[str]:
    """Yield a Wade-Giles name ("chou", ("en", "lai")) in Pinyin ("Zhou Enlai").

    Joined given names ("enlai") are split too.
    """
    table = pinyin()
    surnames = [one for one in table.get(surname, ()) if one in _listed("surnames")]
    splits = [given] if len(given) > 1 else list(_syllables(given[0], table))
    names = (
        f"{first.capitalize()} {''.join(rest).capitalize()}"
        for first in surnames
        for parts in splits
        if all(part in table for part in parts)
        for rest in product(*(table[part] for part in parts))
    )
    yield from islice(names, _MOST)


def word_in_wade_giles(word: str) -> Iterator[str]:
    """Yield a Pinyin place or given name of two syllables ("xuzhou") as "Hsü-chou"."""
    table = wade_giles()
    for parts in _syllables(word, table):
        if len(parts) == 2 and parts[1][0] not in "aoe":  # else it has an apostrophe: "Xi'an"
            yield "-".join(table[part] for part in parts).capitalize()


def word_in_pinyin(parts: tuple[str, ...]) -> Iterator[str]:
    """Yield a Wade-Giles place or given name ("hsu", "chou") in Pinyin ("Xuzhou")."""
    table = pinyin()
    if len(parts) == 2 and all(part in table for part in parts):
        ways = product(*(table[part] for part in parts))
        yield from islice(("".join(one).capitalize() for one in ways), _MOST)


def _syllables(
    text: str, table: dict[str, str] | dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """Yield the divisions of a given name into one or two syllables."""
    if text in table:
        yield (text,)
    for at in range(1, len(text)):
        if text[:at] in table and text[at:] in table:
            yield (text[:at], text[at:])


def _bare(text: str) -> str:
    return text.replace("'", "").replace("ü", "u")
