"""The contents of the folder of a face: its files and pages, and their faults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaceFault:
    """A fault of a file of a face: its path in the folder and the line (0 for the whole file)."""

    file: str
    line: int
    detail: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.detail}" if self.line else (
            f"{self.file}: {self.detail}"
        )  # fmt: skip


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

    `digest` is that of its bytes, and is in its address.
    """

    body: bytes
    media_type: str
    digest: str
    width: int = 0
    height: int = 0
