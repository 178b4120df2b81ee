"""Bridges from lists of sources: abbreviations and persons of an edition, "see" references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index_mappings.folding import key
from index_mappings.name_kinds import ABBREVIATION, NameKind, name_kind
from index_mappings.names import NameEntry
from service.bridges.forms import is_abbreviation, read_form
from service.query.bridge import Bridge, BridgeForm

_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]|\s*;.*$")
_PART_OF = re.compile(r",\s*(?:Department|Bureau|Office|Division|Embassy|United Nations)\b.*$")
_LIFE = re.compile(r",?\s*\(?(?:b\.\s*|d\.\s*)?\d{3,4}\??\s*[-–]?\s*(?:\d{3,4}\??)?\)?\.?$")
_TURNED = re.compile(r"([^,]+),\s*([^,]+)")
_LEAST = 3  # letters of an abbreviation that a list says: two stand for too much in any archive
_ALIKE = 0.5  # of all words of two meanings, how many both have where they mean one thing


def listed(names: Iterable[NameEntry]) -> Iterator[Bridge]:
    """Yield a bridge for each name with several forms, and for each abbreviation once.

    Surnames alone are ignored, and so are abbreviations with two explanations.
    """
    short: dict[str, list[tuple[str, str]]] = {}
    for entry in names:
        kind = name_kind(entry.kind)
        if kind.is_abbreviation:
            _take(entry, short)
        elif len(entry.forms) > 1 and (forms := _forms(entry, kind)):
            why = f"listed so by {entry.source}" if entry.source else "listed so"
            yield Bridge(forms, kind.of_bridges, why, entry.ref or entry.source)
    for form, meanings in short.items():
        if (bridge := _abbreviation(form, meanings)) is not None:
            yield bridge


def _take(entry: NameEntry, short: dict[str, list[tuple[str, str]]]) -> None:
    form, *meanings = (item.text for item in entry.forms)
    if not is_abbreviation(form) or len(key(form).replace(" ", "")) < _LEAST:
        return
    for text in meanings:
        meaning = _PART_OF.sub("", _ASIDE.sub("", text)).strip(" ,")
        if len(key(meaning).split()) > 1 and spells(form, meaning):
            short.setdefault(form, []).append((meaning, entry.source))


def spells(form: str, meaning: str) -> bool:
    """Return whether the letters of an abbreviation occur in order in its meaning."""
    letters = iter(key(meaning))
    wanted = key(form).replace(" ", "")
    return key(meaning)[:1] == wanted[:1] and all(letter in letters for letter in wanted)


def _abbreviation(form: str, meanings: Sequence[tuple[str, str]]) -> Bridge | None:
    first, source = meanings[0]
    words = {*key(first).split()}
    forms = {key(first): BridgeForm(first)}
    for meaning, _ in meanings:
        others = {*key(meaning).split()}
        if len(words & others) < _ALIKE * len(words | others):
            return None
        forms.setdefault(key(meaning), BridgeForm(meaning))
    why = f"listed as an abbreviation by {source}"
    return Bridge((*forms.values(), read_form(form)), ABBREVIATION, why, source)


def _forms(entry: NameEntry, kind: NameKind) -> tuple[BridgeForm, ...]:
    found: dict[str, BridgeForm] = {}
    for form in entry.forms:
        for text in _written(form.text, kind):
            is_whole = len(key(text).split()) > 1 or kind.is_clear_alone
            # Han and Hangul have no blanks between the parts of a name
            if is_whole or not text.isascii():
                found.setdefault(key(text), read_form(text))
    return tuple(found.values()) if len(found) > 1 else ()


def _written(text: str, kind: NameKind) -> Iterator[str]:
    """Yield a heading without the years of a life, and a person's name in natural order."""
    bare = _LIFE.sub("", _ASIDE.sub("", text)).strip(" ,")
    turned = _TURNED.fullmatch(bare) if kind.is_turned else None
    if turned is None:
        yield bare
    elif len(turned[1].split()) > 1 and len(turned[2].split()) > 1:
        yield from (turned[1].strip(), turned[2].strip())  # two names, side by side
    else:
        yield f"{turned[2].strip()} {turned[1].strip()}"
        yield bare
