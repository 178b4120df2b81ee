"""The types of documents at the beginning of titles: data that an archive can extend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from index_mappings.folding import fold

PARTIES = frozenset({"letter", "report", "body"})
"""What "to" does after a type; the head of document_types.toml says which is which."""

# What may follow a type: nothing, a separator, a number, or a word that goes on from it.
_FOLLOWS = re.compile(
    r"\s*$|\s*[,:;.(\[“\"—–]|\s+[-‘']|\s+(?:from|to|by|of|on|between|among|with|regarding|concerning|about"
    r"|for|prepared|sent|written|drafted|addressed|signed|submitted|dated|relating|re|at|in|via|as|and"
    r"|the|that|given|containing|delivered|handed|approved|adopted|entitled|titled|transmitting)\b"
    r"|\s+(?:nos?\.?|nr\.?|number|№|n°|#)\s*\S*\d|\s*#\d|\s+(?:[a-z]{1,5}[-–])?\d",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\s*,?\s*(?:\(\s*)?(?:(?:\b(?:nos?|nr|number)\b\.?|№|n°|#)\s*"
    r"(?P<named>(?:[A-Za-z]{1,8}[-/. ])?\d[\w./–-]*(?:\s*(?:,|and|&)\s*\d[\w./–-]*)*)"
    r"|(?<=\s)(?P<bare>(?:[A-Z]{1,5}[-–])?\d[\w/.–-]*(?=\s+(?:from|to|by)\b)|(?:[A-Z]{1,4}-?)?(?!1[5-9]\d\d$|20\d\d$)\d[\w/.–-]*$|(?!1[5-9]\d\d\b|20\d\d\b)\d[\w/–-]*(?=\s*,)))\)?",
    re.IGNORECASE,
)


class VocabularyError(ValueError):
    """A file of types that cannot be used; the message gives the file, the entry and the reason."""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document; `parties` is one of PARTIES."""

    label: str
    plural: str
    spellings: tuple[str, ...] = ()
    parties: str = "report"


@dataclass(frozen=True, slots=True)
class Opening:
    """A type found at the start of a title, its number, and the offset of the rest."""

    type: DocumentType
    number: str
    end: int


@dataclass(frozen=True)
class Vocabulary:
    """All known types; `qualifiers` may precede a type without changing it."""

    types: tuple[DocumentType, ...]
    qualifiers: tuple[str, ...] = ()

    @classmethod
    def load(cls, extra_path: Path | str | None = None) -> Vocabulary:
        """Read the types that come with Searchroom, and those of an archive's own file.

        A type of the archive's file replaces one with the same label; its spellings take precedence
        over the same spellings of other types. Raises VocabularyError if a file cannot be read.
        """
        shipped = (
            resources.files("loaders.drafts.titles")
            .joinpath("document_types.toml")
            .read_text("utf-8")
        )
        types, qualifiers = _parse(shipped, "document_types.toml")
        if extra_path is not None:
            try:
                text = Path(extra_path).read_text("utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise VocabularyError(f"types {extra_path}: cannot be read: {error}") from error
            own, more = _parse(text, str(extra_path))
            labels = {item.label for item in own}
            types = own + tuple(item for item in types if item.label not in labels)
            qualifiers += more
        return cls(types, qualifiers)

    def find(self, wording: str) -> DocumentType | None:
        """Return the type that a wording names, or None if it is not a type."""
        return self._by_wording.get(_plain(wording))

    def at_start(self, text: str) -> Opening | None:
        """Return the type that a title begins with, or None if it begins with none."""
        shown = fold_evenly(text)
        found = self._opening.match(shown)
        while found:
            end = found.end("type")
            if _FOLLOWS.match(text, end):
                number = _NUMBER.match(text, end)
                said = (number["named"] or number["bare"]).rstrip(".-–") if number else ""
                known = self._by_wording[_plain(found["type"])]
                return Opening(known, said, number.end() if number else end)
            # "Record of Conversation" may not fit where "Record" does, so try what is shorter.
            found = self._opening.match(shown, 0, end - 1)
        return None

    def ending(self, text: str) -> DocumentType | None:
        """Return the type whose wording a phrase ends with ("Delegation Position Paper")."""
        words = text.split()
        for start in range(len(words)):
            known = self.find(" ".join(words[start:]))
            if known:
                return known
        return None

    @cached_property
    def words(self) -> frozenset[str]:
        """All one-word types, folded: none of them is a name."""
        return frozenset(wording for wording in self._by_wording if " " not in wording)

    @cached_property
    def _by_wording(self) -> Mapping[str, DocumentType]:
        found: dict[str, DocumentType] = {}
        for item in self.types:
            for wording in (item.label, item.plural, *item.spellings):
                found.setdefault(_plain(wording), item)
        return found

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        before = _choice(fold(word) for word in self.qualifiers)
        return re.compile(
            rf"(?:(?:an?|the)\s+)?(?:(?:{before})\s+)*(?P<type>{_choice(self._by_wording)})(?!\w)",
            re.IGNORECASE,
        )


def type_in_source_note(note: str, vocabulary: Vocabulary) -> str:
    """Return the label of the type named in a source note, or "".

    Notes of published documents do so at the end of the file number: "Central Files,
    795.00/7–1350: Telegram. Secret; Priority."
    """
    for found in re.finditer(r"[:.]\s+(?=\w)", note):
        opening = re.match(
            r"[\w’'é-]+(?:\s+[\w’'é-]+){0,4}?(?=\s*[.;,(]|\s*$)", note[found.end() :]
        )
        known = vocabulary.find(opening.group()) if opening else None
        if known is not None:
            return known.label
    return ""


def fold_evenly(text: str) -> str:
    """Return text without accents and case, with all characters at the same offsets."""
    if text.isascii():  # most titles
        return text.lower()
    return "".join(short if len(short := fold(char)) == 1 else char for char in text)


def _plain(wording: str) -> str:
    return re.sub(r"[\s\-‐-―]+", " ", fold(wording).replace("’", "'")).strip()


def _choice(wordings: Iterable[str]) -> str:
    """Return a pattern of wordings, longest first, that takes hyphens for blanks."""
    ordered = sorted(wordings, key=lambda item: (-len(item), item))
    return "|".join(
        re.escape(item).replace(r"\ ", r"[\s\-‐-―]+").replace("'", "['’]") for item in ordered
    )


def _parse(text: str, where: str) -> tuple[tuple[DocumentType, ...], tuple[str, ...]]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"types {where}: is not TOML: {error}") from error
    rows: Any = data.get("types", [])
    if not isinstance(rows, list):
        raise VocabularyError(f"types {where}: each type is a table headed [[types]]")
    return tuple(_type(row, where) for row in rows), tuple(data.get("qualifiers", ()))


def _type(row: Any, where: str) -> DocumentType:
    label = row.get("label") if isinstance(row, dict) else None
    if not isinstance(label, str) or not label.strip():
        raise VocabularyError(f"types {where}: a type has no label: {row!r}")
    parties = row.get("parties", "report")
    if parties not in PARTIES:
        raise VocabularyError(
            f"types {where}: {label!r} has parties = {parties!r}; "
            f"it takes {', '.join(sorted(PARTIES))}"
        )
    spellings = row.get("spellings", [])
    if not isinstance(spellings, list) or not all(isinstance(item, str) for item in spellings):
        raise VocabularyError(f"types {where}: the spellings of {label!r} are a list of strings")
    return DocumentType(label, str(row.get("plural", label)), tuple(spellings), parties)
