"""Proposing bridges from glosses in brackets: "Peiping [Peking]", "HRC [Harbor Repair Council]".

Most brackets are not glosses. In ten edited volumes 53 brackets have a name before and in them, and
only two of them explain; the others correct ("Moscow [Warsaw]", "Philadelphia [Philippines]"). So a
pair must match in its letters or occur repeatedly, and a curator accepts it before it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz.distance import Levenshtein

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from index_mappings.name_kinds import ABBREVIATION, PLACE, NameKind
from index_mappings.record import Record
from loaders.drafts.titles.lexicon import has_any, is_place
from loaders.names.words import known_words
from service.bridges.file import shipped
from service.bridges.forms import is_abbreviation
from service.bridges.listed import spells

_WORD = r"[^\W\d_](?:[\w’'.-]*\w)?"
_GLOSS = re.compile(
    rf"(?P<form>(?:{_WORD} ){{0,5}}{_WORD})\s\[(?P<gloss>{_WORD}(?:[ -]{_WORD}){{0,6}})\]"
)
_MOST = 50_000  # pairs remembered of one catalogue: some ten megabytes
_SHOWN = 5  # ids of records that a proposal names
_AGAIN = 2  # records in which a place is explained; three where both are places known already
_MISPRINT = 2  # letters that differ where a bracket mends: "Bangkok [Bangka]"
_LEAST = 3  # letters of an abbreviation: two stand for too much in any archive


@dataclass(slots=True)
class _Seen:
    """A pair as written, and the records that have it."""

    form: str
    gloss: str
    count: int = 0
    ids: list[str] = field(default_factory=list)


class Glosses:
    """Collects brackets with `add`; `proposals` yields the reliable ones."""

    def __init__(self, mapping: RecordMapping) -> None:
        self._texts = tuple(dict.fromkeys((mapping.title, mapping.summary, *mapping.long_texts)))
        self._people = [item.name for item in mapping.fields if item.kind.names_people]
        self._has_places = mapping.field("places") is not None
        self._places: set[str] = set()
        self._names: set[str] = set()
        self._seen: dict[tuple[str, str], _Seen] = {}

    def add(self, record: Record) -> None:
        """Add the brackets of a record, and the people and places it names."""
        if self._has_places:
            self._places.update(key(str(place)) for place in record.many("places"))
        for name in self._people:
            for party in record.named(name):
                if party.person:
                    self._names.update((key(party.name), *key(party.name).split()[-1:]))
        here: dict[tuple[str, str], tuple[str, str]] = {}
        for name in self._texts:
            for form, gloss in pairs_in(record.text(name)):
                here[key(form), key(gloss)] = (form, gloss)
        for keys, (form, gloss) in here.items():
            if keys in self._seen or len(self._seen) < _MOST:
                seen = self._seen.setdefault(keys, _Seen(form, gloss))
                seen.count += 1
                if len(seen.ids) < _SHOWN:
                    seen.ids.append(record.id)

    def proposals(self) -> Iterator[dict[str, str]]:
        """Yield the columns of a file of bridges for each pair that is a gloss."""
        for (form, gloss), seen in self._seen.items():
            if form in self._names or gloss in self._names or _is_known(form, gloss):
                continue
            if (kind := self._kind(form, gloss, seen)) is not None:
                where = ", ".join(seen.ids)
                why = f"{seen.form} [{seen.gloss}], a gloss in {seen.count:,} records: {where}"
                yield {
                    "kind": kind.name,
                    "forms": f"{seen.form} | {seen.gloss}",
                    "why": why,
                    "accepted": "",
                }

    def _kind(self, form: str, gloss: str, seen: _Seen) -> NameKind | None:
        if _is_short(seen.form, seen.gloss):
            return ABBREVIATION
        return PLACE if self._is_place(form, gloss, seen) else None

    def _is_place(self, form: str, gloss: str, seen: _Seen) -> bool:
        if is_abbreviation(seen.form) or is_abbreviation(seen.gloss):
            return False
        if Levenshtein.distance(form, gloss) <= _MISPRINT:
            return False
        known = sum(self._knows(text) for text in (form, gloss))
        return known > 0 and seen.count >= _AGAIN + (known == 2)

    def _knows(self, text: str) -> bool:
        return (
            text in self._places
            or is_place(text)
            or any(shipped()[at].kind is PLACE for at in _bridges_of(text))
        )


def pairs_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield each name followed by another in brackets, and the other name."""
    if "[" not in text:
        return
    for found in _GLOSS.finditer(text):
        gloss, before = found["gloss"], found["form"].split()
        if _is_name(gloss) and (form := _form(before, gloss)) and key(form) != key(gloss):
            yield form, gloss


def _form(before: list[str], gloss: str) -> str:
    """Return the text that the bracket explains: an abbreviation, its words, a place, or a word."""
    for size in range(len(before), 0, -1):
        form = " ".join(before[-size:])
        if _is_name(form) and (_is_short(form, gloss) or is_place(form)):
            return form
    return before[-1] if _is_name(before[-1]) else ""


def _is_name(text: str) -> bool:
    """Return whether a text may be a name: with capitals, and no words of editors or calendars."""
    words = text.split()
    folded = key(text).split()
    if not words[0][:1].isupper() or not words[-1][:1].isupper():
        return False
    if any(word in known_words("editorial") or word in known_words("times") for word in folded):
        return False
    return not has_any("offices", words) and not has_any("honorifics", words)


def _is_short(one: str, other: str) -> bool:
    """Return whether one of two is an abbreviation whose letters are in the other."""
    return any(
        is_abbreviation(short) and len(key(short)) >= _LEAST and " " in whole
        and not any(map(is_abbreviation, whole.split()))
        and spells(short, whole)
        for short, whole in ((one, other), (other, one))
    )  # fmt: skip


def _is_known(form: str, gloss: str) -> bool:
    return bool(_bridges_of(form) & _bridges_of(gloss))


def _bridges_of(text: str) -> frozenset[int]:
    return _shipped().get(text, frozenset())


@cache
def _shipped() -> dict[str, frozenset[int]]:
    """Return the shipped bridges by each of their forms."""
    by_key: dict[str, set[int]] = {}
    for at, bridge in enumerate(shipped()):
        for form in bridge.forms:
            by_key.setdefault(key(form.text), set()).add(at)
    return {text: frozenset(places) for text, places in by_key.items()}
