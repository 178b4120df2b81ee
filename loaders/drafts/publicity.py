"""What a source marks as not public: the one rule that every format asks.

Everything in an index is public. A format gives the name of each key, column or attribute and its
value; the rule says whether the record, or the part that bears the mark, is held back. The words
are data (`publicity.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib import resources

from index_mappings.folding import key
from index_mappings.record import Json

_DEEP = 12  # levels looked at; notes of ArchivesSpace have parts three levels down
_WORDY = 40  # characters of a mark: "nicht veroffentlicht" has 20, and a sentence is none
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PREFIX = re.compile(r"\b(?:o|dc|dcterms|schema|omeka)(?=[ :.])")
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")  # since books are printed
_PARTS = re.compile(r"\s+[-–—]\s+|[;,/|:()]")
_OF_A_NOTE = re.compile(r"p_(\w+)", re.IGNORECASE)
"""ArchivesSpace writes a note in a column "n_odd", and whether it is published in "p_odd"."""


class Verdict(Enum):
    """What a mark says."""

    PUBLIC = "public"
    NOT_PUBLIC = "not public"
    UNCLEAR = "neither yes nor no"

    @property
    def holds(self) -> bool:
        """Whether what bears the mark is held back: when in doubt, it is."""
        return self is not Verdict.PUBLIC


@dataclass(frozen=True, slots=True)
class Mark:
    """A key that says whether something is public.

    `about` is the beginning of the names that it speaks of ("digital object"), "" for the record.
    Where it `may_be_dated`, a value with a year says when and where something was published.
    """

    about: str
    yes_is_public: bool
    is_mixed: bool = False
    may_be_dated: bool = False

    def verdict(self, value: Json) -> Verdict | None:
        """Return what a value of the key says, None where it is empty or no mark at all."""
        if isinstance(value, bool):
            return Verdict.PUBLIC if value is self.yes_is_public else Verdict.NOT_PUBLIC
        if isinstance(value, list) and len(value) == 1:
            return self.verdict(value[0])
        if isinstance(value, dict) and "@value" in value:
            return self.verdict(value["@value"])
        if value is None or value in ("", [], {}):
            return None
        text = str(value)
        word = key(text) if len(text) <= _WORDY else text
        if not text.strip() or text == "NULL":
            return None
        if self.is_mixed:
            return Verdict.NOT_PUBLIC if _says_never(text) else None
        if word in _words()["yes"] or word in _words()["no"]:
            says_yes = word in _words()["yes"]
            # "Draft: private" and "Visibility: private" both mean what they say.
            if word in _words()["never"]:
                return Verdict.NOT_PUBLIC
            if word in ("public", "published"):
                return Verdict.PUBLIC
            return Verdict.PUBLIC if says_yes is self.yes_is_public else Verdict.NOT_PUBLIC
        if self.may_be_dated and _YEAR.search(text):
            return None
        return Verdict.UNCLEAR


def _says_never(text: str) -> bool:
    """Tell whether a value, or a part of it ("Draft - do not show"), says not public."""
    return any(key(part) in _words()["never"] for part in (text, *_PARTS.split(text)))


@lru_cache(maxsize=4096)  # a source's keys are some hundreds at the most
def mark_named(name: str) -> Mark | None:
    """Return the mark that a key, column or attribute of this name is, None where it is none."""
    if found := _OF_A_NOTE.fullmatch(name.strip()):
        return Mark(f"n {folded(found[1])}", yes_is_public=True)
    words = folded(name)
    for names, is_public, is_mixed in (
        ("public", True, False),
        ("private", False, False),
        ("mixed", True, True),
    ):
        if words in _words()[names]:
            return Mark("", is_public, is_mixed, words == "published")
    for ending in ("publish", "is published", "published", "is public"):
        if words.endswith(f" {ending}"):
            return Mark(words.removesuffix(f" {ending}"), yes_is_public=True)
    return None


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return a name as it is compared: "o:is_public" is "is public"; of a path its last step."""
    last = name.strip().rpartition(".")[2] or name
    return key(_CAMEL.sub(" ", _PREFIX.sub(" ", last)))


def verdict(name: str, value: Json) -> Verdict | None:
    """Return what a key with its value says of the whole that bears it, None for nothing."""
    mark = mark_named(name)
    return mark.verdict(value) if mark is not None and not mark.about else None


def held_by(attributes: Mapping[str, Json]) -> tuple[str, Verdict] | None:
    """Return the name of the first key that holds the whole back, and its verdict; None for none.

    A key that cannot be read counts less than one that says no.
    """
    unclear: tuple[str, Verdict] | None = None
    for name, value in attributes.items():
        if isinstance(value, dict) and folded(name) in _words()["around"]:
            found = held_by(value)
            if found is not None and found[1] is Verdict.NOT_PUBLIC:
                return found
            unclear = unclear or found
            continue
        said = verdict(name, value)
        if said is Verdict.NOT_PUBLIC:
            return name, said
        if said is Verdict.UNCLEAR and unclear is None:
            unclear = name, said
    return unclear


def public_part(value: Json, depth: int = 1) -> tuple[Json, list[str]]:
    """Return a value without the objects in it that are marked as not public, and their marks.

    An object that is left out whole is None. What is deeper than is looked at is left out too.
    """
    if not isinstance(value, dict | list):
        return value, []
    if depth > _DEEP:
        return None, ["depth"]
    marks: list[str] = []
    if isinstance(value, dict):
        if held := held_by(value):
            return None, [held[0]]
        left: dict[str, Json] = {}
        for name, item in value.items():
            left[name], found = public_part(item, depth + 1)
            marks += found
        return left, marks
    kept: list[Json] = []
    for item in value:
        part, found = public_part(item, depth + 1)
        marks += found
        if part is not None or not found:
            kept.append(part)
    return kept, marks


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    text = resources.files("loaders.drafts").joinpath("publicity.toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}
