"""Matching headers to fields: by the mapping's own names and labels, then by common synonyms.

The synonyms are data: those for any catalogue, those of programs and archives whose headers have
special meanings (`headers.toml`), and those of other languages (`headers_by_language.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from loaders.drafts.field_maps.field_map import GIVEN, Target

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\*[^*]+\*|（[^（）]*）|【[^【】]*】")
_LONG = 5  # letters of a name that is known in the singular and the plural: "files" are no link
_OTHER_LANGUAGES = 500  # the rank of the first of these: behind all of headers.toml, none has 500
_PLAIN = 1000  # behind those too
_BESIDE = re.compile(r"\s*[/|]\s*|\s+[-–—]\s+")  # parts one header from its translation
_ID_PARTS = re.compile(r"id[ _][0-3]", re.IGNORECASE)
"""The four parts of an identifier in ArchivesSpace, of which only all together are one."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The contents of headers.toml, by folded header."""

    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    of: tuple[str, ...]
    behind: tuple[str, ...]
    before: tuple[str, ...]
    holding: tuple[str, ...]
    people: frozenset[str]
    short: Mapping[str, str]
    languages: Mapping[str, str]
    commas: frozenset[str]
    comments: frozenset[str]
    targets: Mapping[str, tuple[Target, int]]
    dates_in_columns: tuple[tuple[str, ...], ...]
    families: tuple[tuple[str, frozenset[str], Mapping[str, tuple[Target, int]]], ...]
    refused: tuple[tuple[frozenset[str], bool, str], ...]


@lru_cache(maxsize=1)
def synonyms() -> Synonyms:
    """Return the contents of headers.toml."""
    data, others = _file("headers.toml"), _file("headers_by_language.toml")
    targets = _by_header(others["targets"], _OTHER_LANGUAGES) | _by_header(data["targets"])
    plain = {key(name): targets[key(name)] for name in data["plain"]}
    return Synonyms(
        tuple(data["prefixes"]),
        tuple(data["suffixes"]),
        tuple(data["of"]),
        tuple(map(key, others["behind"])),
        tuple(map(key, others["before"])),
        tuple(data["holding"]),
        frozenset(data["people"]),
        data["short"],
        {key(language): code for language, code in data["languages"].items()},
        frozenset(data["commas"]),
        frozenset(data["comments"]),
        targets | {name: (target, place + _PLAIN) for name, (target, place) in plain.items()},
        tuple(tuple(map(key, words)) for words in others["dates_in_columns"]),
        tuple(
            (item["name"], frozenset(item["marks"]), _by_header(item["targets"]))
            for item in data["families"]
        ),
        tuple(
            (frozenset(item["marks"]), item.get("alone", False), item["reason"])
            for item in data["refused"]
        ),
    )


def _file(name: str) -> dict[str, Any]:
    file = resources.files("loaders.drafts.field_maps").joinpath(name)
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _by_header(
    targets: Mapping[str, Sequence[str]], first: int = 0
) -> dict[str, tuple[Target, int]]:
    by_header: dict[str, tuple[Target, int]] = {}
    for name, headers in targets.items():
        field, _, part = name.partition(".")
        for place, header in enumerate(headers, first):
            by_header.setdefault(key(header), (Target(field, part), place))
    return by_header


def camel_words(header: str) -> str:
    """Return a header with its words separated: "startYear" is "start Year"."""
    return _CAMEL.sub(" ", header)


@lru_cache(maxsize=4096)  # a catalogue's headers are some hundreds at the most
def header_key(header: str) -> str:
    """Return a header's key for comparison: "dcterms:dateCreated (W3CDTF)" is "date created"."""
    if _ID_PARTS.fullmatch(header.strip()):
        return "id part"
    bare = _BRACKETS.sub(" ", header) if _BRACKETS.sub("", header).strip() else header
    words = [word for word in key(camel_words(bare)).split() if not word.isdecimal()]
    name = " ".join(words) or key(header)
    known = synonyms()
    for prefix in known.prefixes:
        if name.startswith(f"{prefix} "):
            name = name.removeprefix(f"{prefix} ")
            break
    if name not in known.targets:
        for suffix in known.suffixes:
            name = name.removesuffix(f" {suffix}")
    if name not in known.targets:
        return _translated(header, known) or _by_parts(name, known)
    # Titles have a field for other languages; "Subject[en]" are subjects.
    is_title = known.targets[name][0].field == "title"
    return f"{name} {language}" if is_title and (language := _language_of(header, known)) else name


def _language_of(header: str, known: Synonyms) -> str:
    """Return the language in brackets after a header: "Title (Russian)"."""
    if len(found := _BRACKETS.findall(header)) != 1 or not header.strip().endswith(found[0]):
        return ""
    language = key(found[0])
    return language if language in known.languages else ""


def _translated(header: str, known: Synonyms) -> str:
    """Return the meaning of a header in two languages ("Titre / Title"), or "" if they differ."""
    parts = [key(_BRACKETS.sub(" ", part)) for part in _BESIDE.split(header.strip())]
    fields = {known.targets[part][0] if part in known.targets else None for part in parts}
    return parts[0] if len(parts) > 1 and len(fields) == 1 and None not in fields else ""


def _by_parts(name: str, known: Synonyms) -> str:
    """Return the meaning of a compound header from its parts, or the header if they have none.

    "doc num" is "document number", "to name" is "to", "original date" is "date".
    """
    long = " ".join(known.short.get(word, word) for word in name.split())
    if long in known.targets and " " in long:
        return long
    for ending in known.holding:
        if (held := long.removesuffix(f" {ending}")) != long and held in known.people:
            return held
    for whose in known.of:
        rest = long.removeprefix(f"{whose} ")
        if rest != long and rest in known.targets:
            return rest
        rest = long.removesuffix(f" of {whose}").removesuffix(f" of the {whose}")
        if rest != long and rest in known.targets:
            return rest
    ways = (
        *(long.removesuffix(f" {whose}") for whose in known.behind),
        *(long.removeprefix(whose).strip() for whose in known.before),
    )
    for rest in ways:
        if rest != long and rest in known.targets:
            return rest
    # "Keyword(s)" is "keyword" by now, and "subject heading" is one of "subject headings"
    forms = (f"{long}s", long.removesuffix("s"))
    found = (form for form in forms if form in known.targets and len(form) >= _LONG)
    # "Open" is a word of access, and no day on which something opens.
    return next((form for form in found if known.targets[form][0].field != "opens"), name)


def refusal(headers: Iterable[str]) -> str:
    """Return why a table with these headers is not a catalogue, or "" if it may be one."""
    keys = {header_key(header) for header in headers if header.strip()}
    return next(
        (
            reason
            for marks, alone, reason in synonyms().refused
            if marks <= keys and (keys == marks or not alone)
        ),
        "",
    )


def recognised(headers: Iterable[str], mapping: RecordMapping) -> int:
    """Return the number of cells of a row that are headers with a known field."""
    families = family_of(headers)
    known = synonyms()
    return sum(
        1
        for header in {header_key(cell) for cell in headers if cell.strip()}
        if header in families
        or header in known.comments
        or header in known.targets
        or _own(header, mapping)
    )


def family_of(headers: Iterable[str]) -> Mapping[str, tuple[Target, int]]:
    """Return the meanings of the headers in the program or archive that they are from."""
    keys = {header_key(header) for header in headers if header.strip()}
    for _, marks, targets in synonyms().families:
        if marks & keys:
            return targets
    return {}


def proposal(
    header: str, family: Mapping[str, tuple[Target, int]], mapping: RecordMapping
) -> tuple[Target, int, str] | None:
    """Return the target of a header, its rank (the lowest gets the field) and the reason, or None.

    `family` is the result of `family_of` for all headers. Target() is an intended note.
    """
    if header in family:
        target, place = family[header]
        if not target.field:
            return target, 0, ""
        if target.field == "id" or mapping.field(target.field):
            return target, place - 1000, "the name that such programs give it"
    if own := _own(header, mapping):
        return Target(own), -1, "the field's own name"
    if header in synonyms().targets:
        target, place = synonyms().targets[header]
        if target.field == "id" or mapping.field(target.field):
            return target, place, "a common name for it"
    return _in_language(header, mapping)


def title_in_language(header: str, target: Target, mapping: RecordMapping) -> Target | None:
    """Return the target of "titulo_en" if "titulo" already has the field, `target`.

    Alone it is the title: `header_key` ignores such an ending. Returns None if it names no
    language.
    """
    if target.field != mapping.title:
        return None
    found = _in_language(key(camel_words(header)), mapping)
    return found[0] if found else None


def _in_language(header: str, mapping: RecordMapping) -> tuple[Target, int, str] | None:
    """Return the field of other titles, with the language, for "title jp" or "japanese title"."""
    words, known = header.split(), synonyms()
    field = next((item.name for item in mapping.fields if item.kind.by_language), "")
    for language, rest in ((words[-1:], words[:-1]), (words[:1], words[1:])):
        code = known.languages.get(" ".join(language), "")
        name = " ".join(rest)
        name = name if name in known.targets else _by_parts(name, known)
        target, _ = known.targets.get(name, (Target(), 0))
        if field and code and target.field == mapping.title:
            return Target(field, code), 0, "a title in another language"
    return None


def _own(header: str, mapping: RecordMapping) -> str:
    """Return the field with that name or label, or "" if there is none."""
    for field in mapping.fields:
        if field.name in GIVEN:
            continue
        if header in (key(field.name.replace("_", " ")), key(field.label)):
            return field.name
    return ""
