"""The names in a source's wording of a party: "His Excellency Ngo Dinh Diem, President".

A form is only a name. An office is not a form, nor is a form of address alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index_mappings.folding import fold, key
from index_mappings.record import Party
from loaders.drafts.titles.lexicon import is_a, is_name, leading
from loaders.drafts.titles.parties import Reader
from loaders.names.words import known_words

LONGEST = 80
"""Characters of a form: beyond, a source has run a list of people together."""

_READER = Reader(cased=True)
_BRACKET = re.compile(r"^(?P<before>[^\[\]()]+?)\s*[\[(](?P<inside>[^\[\]()]+)[\])]$")
_IDENTIFIED = re.compile(
    r"(?P<before>(?:[^\W\d_][\w.'’-]*\s+){0,2}[^\W\d_][\w'’-]+)\s*\[(?P<inside>[^\[\]]{2,40})\]"
)
_INITIAL = re.compile(r"[A-Z]\. ?[A-Z]\.")  # in "M. V. Carson" the M is no "Monsieur"
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Form:
    """A name that a source uses for a person; `by_bracket` if a bracket identifies the person."""

    text: str
    by_bracket: bool = False


def forms(party: Party) -> Iterator[Form]:
    """Yield the names that a source uses for a person, except those that only repeat `name`."""
    written = party.as_written
    if not party.person or len(written) > LONGEST or key(written) == key(party.name):
        return
    if of_a_wife(written) != of_a_wife(party.name):
        return
    bracket = _BRACKET.match(written)
    if bracket:
        before, inside = bare_name(bracket["before"]), bare_name(bracket["inside"])
        if before and inside and key(inside) == key(party.name) and key(before) != key(inside):
            yield Form(before, by_bracket=True)
            return
        found = inside if not before else ""
    else:
        found = bare_name(written)
    if found and key(found) != key(party.name) and _shares(found, party.name):
        yield Form(found)


def identified(text: str) -> Iterator[tuple[str, str]]:
    """Yield the identifications in square brackets in a text: ("Filippov", "Stalin").

    Only the whole catalogue shows whether the second is a person's name.
    """
    if "[" not in text:
        return
    for found in _IDENTIFIED.finditer(text):
        inside, words = bare_name(found["inside"]), found["before"].split()
        rests = (bare_name(" ".join(words[at:])) for at in range(len(words)))
        before = next(filter(None, rests), "")
        if before and inside and key(before) != key(inside):
            yield before, inside


@lru_cache(maxsize=65_536)  # a catalogue writes the same names again and again
def bare_name(phrase: str) -> str:
    """Return the name in a phrase without forms of address and offices, or "" if it has none."""
    found = _READER.party(phrase.strip(" ,;:"))
    if found is None or not found.person:
        return ""
    words = found.name.split()
    while words and (skipped := _addressing(words)):
        words = words[skipped:]
    if any(_addressing(words[at:]) for at in range(1, len(words))):
        return ""  # two people
    if not words or not is_name(words, cased=True) or not _is_whole(words):
        return ""
    return " ".join(words)


def of_a_wife(name: str) -> bool:
    """Return whether a form of address makes it a wife's name made from her husband's."""
    first = fold(name).partition(" ")[0]
    return first.rstrip(".") in known_words("of_a_wife")


def is_full(name: str) -> bool:
    """Return whether a name has more than one word of a name, and no office or rank."""
    words = name.split()
    return (
        "," not in name
        and len(_LETTERS.findall(name)) > 1
        and len(words) > 1
        and bare_name(name) == name
    )


def _addressing(words: list[str]) -> int:
    """Return the number of initial words of a form of address, a rank or an office."""
    if words[0].casefold().rstrip(".") in known_words("abbreviated") and words[0].endswith("."):
        return 0 if _INITIAL.match(" ".join(words[:2])) else 1
    return leading("honorifics", words) or leading("offices", words)


def _is_whole(words: list[str]) -> bool:
    """Return whether a name is complete (not "Kim Chong-p") and not a place."""
    last = words[-1].rpartition("-")[2]
    return len(last.rstrip(".")) > 1 and not any(is_a("places", word) for word in words)


def _shares(form: str, name: str) -> bool:
    """Return whether two names share a word; if not, the source's markup may be wrong."""
    one, other = (set(_LETTERS.findall(fold(text))) for text in (form, name))
    return any(len(word) > 2 for word in one & other) or squeezed(form) == squeezed(name)


def squeezed(name: str) -> str:
    """Return the folded letters of a name, equal for "Chiang Kaishek" and "Chiang Kai-shek"."""
    return "".join(_LETTERS.findall(fold(name)))
