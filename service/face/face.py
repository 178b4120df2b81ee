"""The parts of a face; `found` has those that only a folder has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the plain face has none of them ("start" of `make bench`)
    from service.face.found import FaceFile, OwnPage


@dataclass(frozen=True, slots=True)
class FaceLink:
    """A link of the foot: an address of the site's own, without what it is mounted under, or of
    another site. `labels` are those in other languages by their codes."""

    label: str
    url: str
    labels: Mapping[str, str] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """Return the label in a language ("de", "pt_BR"), else in the face's first."""
        known = {**self.labels, "": self.label}
        return next(known[code] for code in _codes(language) if code in known)


@dataclass(frozen=True, slots=True)
class FaceWords:
    """The words of a face in one language: its name, its sentence and its footer."""

    name: str = ""
    intro: str = ""
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """A face. The empty one is the plain face, which is ours.

    `logo` and `icon` name files. `style` is a stylesheet of the colours. `pages` are in the
    order of the foot, `translated` are those in other languages by name and language, and `said`
    the words by language; "" is the face's first language, which is there where another is not.
    `templates` are texts by the names of those that they replace. `digest` changes with any file.
    """

    name: str = ""
    said: Mapping[str, FaceWords] = field(default_factory=lambda: {"": FaceWords()})
    logo: str = ""
    icon: str = ""
    style: str = ""
    links: tuple[FaceLink, ...] = ()
    pages: tuple[OwnPage, ...] = ()
    translated: Mapping[tuple[str, str], OwnPage] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FaceFile] = field(default_factory=dict)
    digest: str = ""

    def words(self, language: str) -> FaceWords:
        """Return what the face says in a language ("de", "pt_BR"), else in its first."""
        return next(self.said[code] for code in _codes(language) if code in self.said)

    def page(self, name: str, language: str = "") -> OwnPage | None:
        """Return the page of that name, in a language if it is there, or None for no such page."""
        first = next((page for page in self.pages if page.name == name), None)
        known = (self.translated.get((name, code)) for code in _codes(language))
        return next(filter(None, known), first) if first else None

    def in_foot(self, language: str) -> list[OwnPage]:
        """Return the pages that the foot links, in a language where they are."""
        return [self.page(page.name, language) or page for page in self.pages if page.in_foot]


def _codes(language: str) -> tuple[str, str, str]:
    """Return where words are looked for: the language, what it is a variety of, the first."""
    code = language.lower().replace("_", "-")
    return code, code.partition("-")[0], ""


PLAIN_FACE = Face()

ABOUT, FACE = "/about", "/face"
"""Under the one the archive's own pages, under the other the files of its face."""

ROOT = "/\x00"
"""What an address of the site's own begins with in a page, until it is known where the site is
mounted; no text has it."""


def file_address(name: str, file: FaceFile) -> str:
    """Return the address of a file of a face, under the path that the site is mounted at."""
    return f"{FACE}/{file.digest}/{name}"
