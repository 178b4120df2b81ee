"""Similar names that likely belong to one person: by initials, or by similar-sounding spelling."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from index_mappings.folding import fold
from loaders.drafts.titles.lexicon import is_a
from loaders.names.forms import bare_name, of_a_wife, squeezed

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_COUNTED = frozenset({"ii", "iii", "iv"})
_LIKELY = 0.7  # of the letters of a surname; "Hatoyama" and "Hatayoma" share 0.75
_LIKELY_WHOLE = 0.8  # of all letters; "Kim Chong-so" and "Kim Chong-pil" share 0.76
_VOWELS = str.maketrans("aeiouy", "aaaaaa")
_SHORTEST = 6  # letters of a word that may be spelt otherwise: of shorter ones each letter counts
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = (("ph", "f"), ("ck", "k"), ("ks", "x"))


def split(name: str) -> tuple[tuple[str, ...], str, str]:
    """Return given names, surname and suffix of a name in western order, folded, without dots."""
    words = [word.strip(".,") for word in fold(name.replace(".", ". ")).split()]
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    return tuple(words[:-1]), words[-1], suffix


def is_surname(name: str) -> bool:
    """Return whether a name is a surname alone, or a given name: "Eden", "De Gaulle", "J. Dulles".

    A single initial does not distinguish the members of a family.
    """
    given, _, _ = split(name)
    names = [word for word in given if not is_a("particles", word)]
    return not names or (len(names) == 1 and len(names[0]) == 1)


def group(name: str) -> str:
    """Return the key shared by names that may differ only in initials."""
    given, surname, suffix = split(name)
    return f"{surname}/{suffix}/{given[0][:1] if given else ''}"


def by_initials(one: str, other: str) -> bool:
    """Return whether two names of one group agree: "Charles Bohlen" and "Charles E. Bohlen" do.

    They agree if both have a first name in full, or if all given names of both agree and there are
    at least two ("C. P. Cabell"), or if one only lacks initials of the other ("Averell Harriman",
    "W. Averell Harriman").
    """
    left, right = split(one), split(other)
    if left[1:] != right[1:] or not left[0] or not right[0]:
        return False
    if left[0] == _in_full(right[0]) or right[0] == _in_full(left[0]):
        return True
    pairs = list(zip(left[0], right[0], strict=False))
    if not all(_agree(*pair) for pair in pairs):
        return False
    if left[0][0] == right[0][0] and len(left[0][0]) > 1:
        return True
    return len(left[0]) == len(right[0]) > 1


def skeleton(name: str) -> str:
    """Return the key shared by spellings of a name: its consonants and placeholders for vowels."""
    text = squeezed(name)
    for sound, letter in _SOUNDS:
        text = text.replace(sound, letter)
    return _DOUBLED.sub(r"\1", _DOUBLED.sub(r"\1", text).translate(_VOWELS))


def by_spelling(one: str, other: str) -> bool:
    """Return whether two names of one skeleton differ only in one letter, or in blanks and hyphens.

    The differing word must be long; in a one-word name, only a doubled letter may differ.
    """
    if squeezed(one) == squeezed(other):
        return True
    left, right = fold(one).split(), fold(other).split()
    if len(left) != len(right):
        return False
    differing = [pair for pair in zip(left, right, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    if min(len(a), len(b)) < _SHORTEST or "-" in a + b or a[0] != b[0]:
        return False
    if _DOUBLED.sub(r"\1", a) == _DOUBLED.sub(r"\1", b):
        return abs(len(a) - len(b)) == 1
    return len(left) > 1 and _one_letter(a, b)


def by_address(one: str, other: str) -> bool:
    """Return whether two names are the same without forms of address ("Hon. Howard Beale").

    "Mrs. Howard Beale" is a different person.
    """
    return of_a_wife(one) == of_a_wife(other) and bare_name(one) == bare_name(other) != ""


def akin(form: str, name: str) -> bool:
    """Return whether a form of several words can be a name of the person it is used for.

    The markup of a source may be wrong, so the surnames must be similar; "Douglas MacArthur" is the
    father of Douglas MacArthur II.
    """
    (given, surname, suffix), (own_given, own_surname, own_suffix) = split(form), split(name)
    if not given or (own_suffix in _COUNTED and suffix != own_suffix):
        return False
    words, own = {*given, surname}, {*own_given, own_surname}
    alien = [word for word in words - own if len(word) > 1]
    if len(alien) > 1 and len(words) > len(own):
        return False
    if given[0] in alien and given[1:2] and own_given and given[1] == own_given[0][0]:
        return False  # an office misspelt: "Ambasaador K. L. Rankin"
    if squeezed(name) == squeezed(form):
        return True
    if squeezed(name).startswith(squeezed(form)):
        return surname == own_surname  # else it was cut off: "Kim Chong-p", "John Foster"
    if surname == own_surname or len(words & own) > 1:
        return True
    if "-" in name and own_given and own_given[0] in (given[0], surname):
        # in Chiang Kai-shek the first word is the surname
        rest = words - {own_given[0]}
        turned = squeezed(" ".join((surname, *given)))
        sound = max(_alike(squeezed(form), squeezed(name)), _alike(turned, squeezed(name)))
        return all(len(word) == 1 for word in rest) or sound > _LIKELY_WHOLE
    if own_given and given[0] == own_given[0]:
        return _alike(surname, own_surname) > _LIKELY
    is_turned = bool(own_given) and skeleton(surname) == skeleton(own_given[0])
    return is_turned and skeleton(given[0]) == skeleton(own_surname)


def _alike(one: str, other: str) -> float:
    """Return the similarity of two strings, from 0 to 1."""
    return SequenceMatcher(None, one, other).ratio()


def _agree(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other


def _in_full(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in given if len(word) > 1)


def _one_letter(a: str, b: str) -> bool:
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )
