"""The text files of an object's pages, and the pages of each division in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from loaders.drafts.page_texts.beside import beside
from loaders.drafts.page_texts.pages import NoText, Page
from loaders.drafts.page_texts.text_files import pages_of
from loaders.drafts.xml.files import Element
from loaders.drafts.xml.words import attribute
from loaders.mets.divisions import Division, links, number_of, physical

_USES = ("fulltext", "ocr", "alto", "text", "hocr", "transcription", "pdf")
_KINDS = ("alto", "hocr", "text/plain", "application/pdf")
_PAGES = 20_000  # of one record: a newspaper's year has a tenth of it


@dataclass(frozen=True, slots=True)
class _File:
    """A text file: its address and its page."""

    named: str
    page: str
    number: str


class PageFiles:
    """The pages of one object; `folder` is that of its file, or None if there is none."""

    def __init__(self, mets: Element, folder: Path | None) -> None:
        self._folder = folder
        self._links = links(mets)
        named = _files_with_text(mets)
        self._files: list[_File] = []
        self._by_id: dict[str, _File] = {}
        top = physical(mets)
        self._within: dict[str, set[str]] = {}  # of a division that has pages in it
        for page in top.all() if top else ():
            if page.inner:
                self._within[page.id] = {part.id for part in page.all()}
            for id in page.files:
                if id in named and id not in self._by_id:
                    self._note(id, _File(named[id], page.id or id, number_of(page)))
        for id, name in named.items():
            if id not in self._by_id:
                self._note(id, _File(name, id, ""))
        self.unread: list[str] = []

    def _note(self, id: str, file: _File) -> None:
        self._by_id[id] = file
        self._files.append(file)

    def of(self, division: Division) -> set[str]:
        """Return the ids of the pages of a division and of the divisions in it."""
        found: set[str] = set()
        for part in division.all():
            for id in self._links.get(part.id, ()):
                found |= self._within.get(id, {id})
            found.update(self._by_id[id].page for id in part.files if id in self._by_id)
        return found

    def everything(self) -> set[str]:
        """Return the ids of all pages with text."""
        return {file.page for file in self._files}

    def text(self, pages: Iterable[str]) -> Iterator[Page]:
        """Yield the text of some pages in the object's order; unreadable ones go to `unread`."""
        wanted = set(pages)
        some = (file for file in self._files if file.page in wanted)
        for file in islice(some, _PAGES):
            path = beside(file.named, self._folder) if self._folder else None
            if path is None:
                self.unread.append(f"{file.named} is not in the folder of the METS file")
                continue
            try:
                for page in pages_of(str(path)):
                    yield Page(page.text, file.number or page.number)
            except NoText as error:
                self.unread.append(str(error))


def _files_with_text(mets: Element) -> Mapping[str, str]:
    """Return the files that may have text by id: those of text groups, else by media type."""
    groups = mets.findall("{*}fileSec//{*}fileGrp")
    with_use = [group for group in groups if _says(attribute(group, "USE"), _USES)]
    found: dict[str, str] = {}
    for group in with_use or groups:
        for file in group.iterfind("{*}file"):
            kind = attribute(file, "MIMETYPE").casefold()
            place = file.find("{*}FLocat")
            is_picture = kind.startswith(("image/", "audio/", "video/"))
            if place is None or is_picture or not (with_use or _says(kind, _KINDS)):
                continue
            found[attribute(file, "ID")] = attribute(place, "href")
    return found


def _says(value: str, words: Iterable[str]) -> bool:
    return any(word in value.casefold() for word in words)
