"""Rules for spelling a name in another script or system. A new rule is a line of `RULES`.

A rule has no list of names: it gives other spellings of a typed name, and only those in the index
are searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from index_mappings.folding import key
from index_mappings.name_kinds import PERSON
from service.bridges.cyrillic import in_cyrillic, in_latin
from service.bridges.forms import spelled
from service.bridges.han import people
from service.bridges.japanese import in_japanese
from service.bridges.mandarin import (
    in_pinyin,
    in_wade_giles,
    word_in_pinyin,
    word_in_wade_giles,
)
from service.late import late
from service.query.bridge import Bridge, BridgeForm, Crossing

_WORDS = 4_096  # of which it is kept how they are parted: some half a megabyte
_READINGS = 12  # names that one may be by a rule: each is looked for in the index, once
_APOSTROPHES = re.compile("['’‘ʻʼ`]")
BY_RULE = "a rule of romanisation"
"""Where such a bridge is known from."""
in_korean = late("service.bridges.korean:in_korean")  # no word by itself needs it


@dataclass(frozen=True, slots=True)
class Unit:
    """A typed word: its syllables without apostrophes, and the number of words it counts as."""

    text: str
    syllables: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for other spellings of a number of units."""

    units: int
    others: Callable[[Sequence[Unit]], Iterator[str]]
    why: str


def _mandarin_of_two(units: Sequence[Unit]) -> Iterator[str]:
    first, second = units
    if len(first.syllables) == 1 and len(second.syllables) == 1:
        yield from in_wade_giles(first.syllables[0], second.syllables[0])
    if len(first.syllables) == 1 and len(second.syllables) <= 2:
        yield from in_pinyin(first.syllables[0], second.syllables)


def _mandarin_of_three(units: Sequence[Unit]) -> Iterator[str]:
    if all(len(unit.syllables) == 1 for unit in units):
        first, *given = (unit.syllables[0] for unit in units)
        yield from in_pinyin(first, tuple(given))


def _russian(units: Sequence[Unit]) -> Iterator[str]:
    yield from in_latin(units[0].text)
    yield from in_cyrillic(units[0].text)


def _korean_of_two(units: Sequence[Unit]) -> Iterator[str]:
    first, second = units
    if len(first.syllables) == 1 and len(second.syllables) <= 2 and _is_name(units):
        yield from in_korean(first.syllables[0], second.syllables)


def _korean_of_three(units: Sequence[Unit]) -> Iterator[str]:
    if all(len(unit.syllables) == 1 for unit in units) and _is_name(units):
        first, *given = (unit.syllables[0] for unit in units)
        yield from in_korean(first, tuple(given))


def _is_name(units: Sequence[Unit]) -> bool:
    """Return whether words are certainly a name: capitalised, or with a hyphen."""
    return all(unit.text[:1].isupper() for unit in units) or "-" in units[-1].text


def _mandarin_of_one(units: Sequence[Unit]) -> Iterator[str]:
    word = units[0]
    if "-" in word.text:
        yield from word_in_pinyin(word.syllables)
    elif word.text[:1].isupper() and len(word.syllables) == 1:
        yield from word_in_wade_giles(word.syllables[0])


def _han(units: Sequence[Unit]) -> Iterator[str]:
    yield from people(units[0].text)


def _japanese(units: Sequence[Unit]) -> Iterator[str]:
    yield from in_japanese(units[0].text)


def _written_out(units: Sequence[Unit]) -> Iterator[str]:
    yield from written_out(units[0].text)


_KOREAN = "the same Korean name by McCune and Reischauer and by the Revised Romanisation"
_PINYIN = "the same Chinese name in Pinyin and in Wade-Giles"
HAN = "the same Chinese name in Han characters and in Latin letters"
RULES = (
    Rule(3, _mandarin_of_three, _PINYIN),
    Rule(3, _korean_of_three, _KOREAN),
    Rule(2, _mandarin_of_two, _PINYIN),
    Rule(2, _korean_of_two, _KOREAN),
    Rule(1, _han, HAN),
    Rule(1, _mandarin_of_one, _PINYIN),
    Rule(1, _russian, "the same name in Cyrillic and in Latin letters"),
    Rule(1, _japanese, "the same Japanese name by Hepburn and by Kunrei"),
    Rule(1, _written_out, "the same name with its letters written out"),
)


def by_rule(words: Sequence[str], at: int, typed: str, as_typed: Sequence[str]) -> Crossing | None:
    """Return other spellings of the words from a position on, or None if no rule applies."""
    units = list(_units(words, at, as_typed, max(rule.units for rule in RULES)))
    for rule in RULES:
        run = units[: rule.units]
        size = sum(unit.size for unit in run)
        if len(run) < rule.units or f" {' '.join(words[at : at + size])} " not in typed:
            continue
        others = tuple(islice(rule.others(run), _READINGS))
        if not others:  # of nearly every word
            continue
        text = " ".join(unit.text for unit in run)
        own = key(text)
        written = (way for other in others for way in spelled(other))
        others = tuple(other for other in dict.fromkeys(written) if key(other) != own)
        if others:
            forms = (BridgeForm(text), *map(BridgeForm, others))
            bridge = Bridge(forms, PERSON, rule.why, BY_RULE)
            is_name = "-" in text or (len(run) > 1 and _is_name(run))
            return Crossing(forms[0], size, others, (bridge,), is_name=is_name)
    return None


def _units(words: Sequence[str], at: int, as_typed: Sequence[str], most: int) -> Iterator[Unit]:
    for _ in range(most):
        if at >= len(words):
            return
        unit = _unit(as_typed[at])
        yield unit
        at += unit.size


@lru_cache(maxsize=_WORDS)
def _unit(text: str) -> Unit:
    # a word is looked at as the first, the second and the third of a name
    size = max(1, len(key(text).split()))
    return Unit(text, tuple(key(_APOSTROPHES.sub("", text)).split()), size)


# German and Nordic names with their letters written out: Müller is Mueller, Ålborg Aalborg. To an
# index "ü" is "u", so what is written out is another word.
_OUT = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa",
    "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa",
})  # fmt: skip
_BACK = re.compile(
    r"(?<![GQgq])([AOUaou])e(?=[bcdfghjkmnprstvwz]|l[bcdfgklmnpstz])|([Aa])a(?=[b-df-hj-np-tv-z])"
)
_PLURAL = ("oes", "ues", "ets")  # Heroes, Values, Poets
_LEAST = 5  # letters: shorter words are often English, such as "Poet"


def written_out(word: str) -> Iterator[str]:
    """Yield a name with special letters written out, or the reverse; nothing for another word."""
    if (text := word.translate(_OUT)) != word:
        yield text
    elif (
        word[:1].isupper()
        and word.isascii()
        and word.isalpha()
        and len(word) >= _LEAST
        and not word.endswith(_PLURAL)
    ):
        text = _BACK.sub(lambda found: found[1] or found[2], word)
        if text != word:
            yield text
