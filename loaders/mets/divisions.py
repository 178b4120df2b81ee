"""The divisions of a METS object and their pages.

Source: METS 1.12: `structMap` with `div`s that name descriptions (DMDID) and files (fptr);
`structLink` says which pages (physical divisions) a logical one has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from loaders.drafts.xml.files import Element, local
from loaders.drafts.xml.words import attribute

_DEEPEST = 100  # divisions in one another: a book's chapters have six levels
_LINK = "{http://www.w3.org/1999/xlink}"


@dataclass(slots=True)
class Division:
    """A division; `sections` are ids of descriptions, `files` are ids of its own files."""

    id: str
    label: str
    kind: str
    sections: tuple[str, ...]
    rights: tuple[str, ...]
    files: list[str]
    element: Element
    inner: list[Division] = field(default_factory=list)

    def all(self) -> Iterator[Division]:
        """Yield the division and all divisions in it."""
        yield self
        for item in self.inner:
            yield from item.all()


def logical(mets: Element) -> Division | None:
    """Return the outermost logical division, or None if there is none."""
    maps = mets.findall("{*}structMap")
    maps.sort(key=lambda part: attribute(part, "TYPE").casefold() != "logical")
    for part in maps:
        top = part.find("{*}div")
        if top is not None:
            return _division(top, 1)
    return None


def physical(mets: Element) -> Division | None:
    """Return the outermost physical division, which has the pages in order."""
    for part in mets.iterfind("{*}structMap"):
        if attribute(part, "TYPE").casefold() == "physical":
            top = part.find("{*}div")
            return None if top is None else _division(top, 1)
    return None


def links(mets: Element) -> Mapping[str, list[str]]:
    """Return the ids of the pages of each division, by its id."""
    found: dict[str, list[str]] = {}
    for link in mets.iterfind("{*}structLink/{*}smLink"):
        there = found.setdefault(link.get(f"{_LINK}from", ""), [])
        there.append(link.get(f"{_LINK}to", ""))
    return found


def number_of(page: Division) -> str:
    """Return the number of a page, as printed or else its position."""
    return attribute(page.element, "ORDERLABEL").strip(" -") or attribute(page.element, "ORDER")


def _division(div: Element, depth: int) -> Division:
    files = [attribute(part, "FILEID") for part in div.iterfind("{*}fptr")]
    files += [attribute(part, "FILEID") for part in div.iterfind("{*}fptr//{*}area")]
    division = Division(
        attribute(div, "ID"),
        attribute(div, "LABEL"),
        attribute(div, "TYPE"),
        tuple(attribute(div, "DMDID").split()),
        tuple(attribute(div, "ADMID").split()),
        [id for id in files if id],
        div,
    )
    if depth < _DEEPEST:
        division.inner = [_division(part, depth + 1) for part in div if local(part) == "div"]
    return division
