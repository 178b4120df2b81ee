"""Names in Han characters in Pinyin and Wade-Giles, by the readings of pypinyin.

A character may have several readings; those of a surname are limited to existing surnames. The
index decides which of the names is meant: only those that it has are searched.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, product

import regex

from index_mappings.folding import fold
from service.bridges.mandarin import double_surnames, surnames, wade_giles

_NAME = regex.compile(r"\p{sc=Han}{2,4}")  # a family name of one or two characters, and a given one
_READINGS = 4  # ways to read a name that are tried; most have one


def is_han_name(text: str) -> bool:
    """Return whether a text consists of Han characters and is as long as a name."""
    return not text.isascii() and _NAME.fullmatch(text) is not None  # most names are ASCII


def people(text: str) -> Iterator[str]:
    """Yield the Latin forms of a person's name: "Shen Congwen", "Shen Ts'ung-wen"."""
    if not is_han_name(text):
        return
    table = wade_giles()
    for size, known in ((2, double_surnames()), (1, surnames())):
        family = next((one for one in _readings(text[:size]) if "".join(one) in known), ())
        given = _readings(text[size:]) if family and size < len(text) <= size + 2 else ()
        for syllables in given:
            yield f"{''.join(family).capitalize()} {_joined(syllables)}"
            if all(one in table for one in (*family, *syllables)):
                theirs = ("-".join(table[one] for one in part) for part in (family, syllables))
                yield " ".join(one.capitalize() for one in theirs)
        if given:
            return


def places(text: str) -> Iterator[str]:
    """Yield the Pinyin forms of a place's name: "Beijing", "Xi'an"."""
    if is_han_name(text):
        yield from map(_joined, _readings(text))


def _joined(syllables: Sequence[str]) -> str:
    first, *others = syllables
    apart = (f"'{one}" if one[0] in "aoe" else one for one in others)
    return f"{first}{''.join(apart)}".capitalize()


@lru_cache(maxsize=1024)
def _readings(text: str) -> tuple[tuple[str, ...], ...]:
    of_each = [_of_character(one) for one in fold(text)]
    return tuple(islice(product(*of_each), _READINGS)) if all(of_each) else ()


@cache
def _of_character(character: str) -> tuple[str, ...]:
    """Return the Pinyin of a character without tones, the usual one first."""
    # the library's words take 40 MB and half a second, and tell nothing of names
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin  # noqa: PLC0415 - most catalogues never need it

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=True)
    return tuple(found[0]) if found else ()
