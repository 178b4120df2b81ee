"""What a face is made of, and the faults that a folder may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FaceFault:
    """What is wrong with a file of a face: its path in the folder, the line (0 for the whole)."""

    file: str
    line: int
    detail: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.detail}" if self.line else (
            f"{self.file}: {self.detail}"
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FaceLink:
    """A link of the foot: an address of the site's own, without what it is mounted under, or of
    another site."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page of the archive's own: the end of its address, its heading, its text as HTML.

    Addresses of the site's own in the text begin with `ROOT`. The foot of each page links those
    that are `in_foot`.
    """

    name: str
    title: str
    html: str
    in_foot: bool = True


@dataclass(frozen=True, slots=True)
class FaceFile:
    """A file that pages show: its bytes, its media type, and its size in pixels, 0 if unknown.

    `digest` is that of its bytes, and stands in its address.
    """

    body: bytes
    media_type: str
    digest: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Face:
    """A face. The empty one is the plain face, which is ours.

    `logo` and `icon` name files. `style` is a stylesheet of the colours. `pages` are in the
    order of the foot, `templates` are texts by the names of those that they replace. `digest`
    changes with any file.
    """

    name: str = ""
    intro: str = ""
    logo: str = ""
    icon: str = ""
    style: str = ""
    foot: str = ""
    links: tuple[FaceLink, ...] = ()
    pages: tuple[OwnPage, ...] = ()
    templates: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FaceFile] = field(default_factory=dict)
    digest: str = ""

    def page(self, name: str) -> OwnPage | None:
        """Return the page of that name, None where there is none."""
        return next((page for page in self.pages if page.name == name), None)


PLAIN_FACE = Face()

ABOUT, FACE = "/about", "/face"
"""Under the one the archive's own pages, under the other the files of its face."""

ROOT = "/\x00"
"""What an address of the site's own begins with in a page, until it is known where the site is
mounted; no text has it."""
