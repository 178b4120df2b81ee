"""A name parted into family and given names, where that is sure; in its own order elsewhere.

A bibliography puts the family name first: "Macmillan, Harold". Where a name has it first already
(Mao Zedong, Ngo Dinh Diem), where a body or an office wrote, or where a name is a title or has
but one word, it stays as it is.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources

from index_mappings.folding import fold

_LISTS = tomllib.loads(
    resources.files("service.exports.styles").joinpath("names.toml").read_text(encoding="utf-8")
)
_FAMILY_FIRST = frozenset(" ".join(_LISTS["family_first"].values()).split())
_KEPT = frozenset(" ".join(_LISTS["kept"].values()).split())
_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|ts|tz|hs|ph|th|tr|kh|gi|ng|nh|ngh|qu|[bcdfghjklmnpqrstvwxyz])?'?"
    r"(?:[aeiou][aeiouy]{0,2}|(?<=[hklmstv])y|er|erh|ih)(?:ng|nh|ch|ck|[nmhkptl])?[-'’]?)+"
)
"""A word that can be syllables of Chinese, Korean or Vietnamese: Zedong, Kai-shek, Dinh, Sung."""
_BODIES = re.compile(rf"(?i)\b(?:{'|'.join(_LISTS['bodies'].split())})\b")
_UNPARTED = re.compile(r"[,;:()\[\]&/\d]| and ")
_HONORIFICS = frozenset(_LISTS["honorifics"].split())
_SUFFIXES = frozenset(_LISTS["suffixes"].split())
_DROPPING = frozenset(_LISTS["dropping"].split())
_PARTICLES = frozenset(_LISTS["particles"].split())


def name_parts(name: str, *, is_person: bool = True) -> dict[str, str]:
    """Return a name as CSL has it: "family" and "given" with what belongs to them, or "literal"."""
    whole = {"literal": name}
    if not is_person or _UNPARTED.search(name) or _BODIES.search(name) or not fold(name).isascii():
        return whole
    words = name.split()
    suffix = words.pop() if len(words) > 2 and _plain(words[-1]) in _SUFFIXES else ""
    if len(words) > 2 and _plain(words[0]) in _HONORIFICS:
        words = words[1:]
    if len(words) < 2 or _stays(words):
        return whole
    at = _family(words)
    family = words[at:]
    dropped = [word for word in family[:-1] if word in _DROPPING]
    parts = {
        "family": " ".join(word for word in family if word not in dropped),
        "given": " ".join(words[:at]),
        "dropping-particle": " ".join(dropped),
        "suffix": suffix,
    }
    return {key: value for key, value in parts.items() if value}


def family_first(name: str) -> dict[str, str]:
    """Return "family" and "given" of a name that has them in this order; nothing for any other.

    For styles that shorten given names: APA has "Mao, Z." and "Chiang, K.-S.".
    """
    words = name.split()
    if len(words) < 2 or _UNPARTED.search(name) or not _begins_with_family(words):
        return {}
    given = "-".join(part.capitalize() for part in " ".join(words[1:]).split("-"))
    return {"family": words[0], "given": re.sub(r"(?<= )\w", lambda at: at[0].upper(), given)}


def _stays(words: list[str]) -> bool:
    """Return whether a name is used in the order in which it is written."""
    first = _plain(words[0])
    return first in _KEPT or first in _HONORIFICS or _begins_with_family(words)


def _begins_with_family(words: list[str]) -> bool:
    first, *others = map(_plain, words)
    return first in _FAMILY_FIRST and all(map(_SYLLABLES.fullmatch, others))


def _family(words: list[str]) -> int:
    """Return where the family name begins: at its first particle, else with the last word."""
    for at in range(1, len(words) - 1):
        if words[at] in _DROPPING or words[at].rstrip("'’") in _PARTICLES:
            return at
    return len(words) - 1


def _plain(word: str) -> str:
    return fold(word).strip(".").lower()
