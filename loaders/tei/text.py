"""The words of a part of a TEI document: on one line, or in paragraphs and the notes to them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from loaders.drafts.xml.files import Element, entity_text, local

_BLOCKS = frozenset(
    {
        "ab", "attachment", "byline", "castList", "closer", "dateline", "div", "epigraph", "figure",
        "floatingText", "head", "item", "l", "label", "lg", "list", "listBibl", "opener", "p",
        "postscript", "quote", "row", "salute", "seg", "signed", "sp", "table", "trailer",
    }
)  # fmt: skip
_STRAY = re.compile(r" ([,;)\]])|([(\[]) ")
_BREAKS = frozenset({"lb", "cell"})  # a blank where the source begins a line or a cell


def squeeze(text: str) -> str:
    """Return text with single blanks, and none where a file's line ends parted a name from its
    comma or bracket."""
    return _STRAY.sub(r"\1\2", " ".join(text.split()))


def line(element: Element | None, without: Collection[str] = ("note",)) -> str:
    """Return an element's words on one line, without what `without` names inside it."""
    if element is None:
        return ""
    parts: list[str] = []
    _gather(element, without, parts)
    return squeeze("".join(parts))


def _gather(element: Element, without: Collection[str], parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element:
        name = local(child)
        if not name:
            parts.append(entity_text(child))
        elif name not in without:
            if name in _BREAKS or name in _BLOCKS:
                parts.append(" ")
            _gather(child, without, parts)
            if name in _BLOCKS:
                parts.append(" ")
        parts.append(child.tail or "")


@dataclass(slots=True)
class Body:
    """Paragraphs in their order, and apart from them the notes, which stand in the middle of
    sentences in the file and would part words that belong together."""

    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _labelled: bool = False

    def add(self, element: Element, without: Collection[Element]) -> None:
        """Add the words of an element, except the elements `without`."""
        self._walk(element, without)
        self._end()

    @property
    def text(self) -> str:
        """All paragraphs, then all notes, an empty line between each two."""
        return "\n\n".join((*self.paragraphs, *self.notes))

    def _end(self) -> None:
        text = squeeze("".join(self._open))
        if text:
            self.paragraphs.append(text)
        self._open.clear()

    def _walk(self, element: Element, without: Collection[Element]) -> None:
        opened = self._open
        opened.append(element.text or "")
        for child in element:
            name = local(child)
            if not name:
                opened.append(entity_text(child))
            elif child in without:
                pass
            elif name == "note":
                self._note(child, without)
            elif name in _BLOCKS:
                self._block(child, name, without)
            elif name == "gap":
                opened.append(" […] ")
            else:
                if name in _BREAKS:
                    opened.append(" ")
                self._walk(child, without)
            opened.append(child.tail or "")

    def _block(self, element: Element, name: str, without: Collection[Element]) -> None:
        # "1." and what it is the label of are one paragraph.
        if not self._labelled:
            self._end()
        else:
            self._open.append(" ")
        self._labelled = False
        self._walk(element, without)
        self._labelled = name == "label"
        if not self._labelled:
            self._end()

    def _note(self, element: Element, without: Collection[Element]) -> None:
        inner = Body()
        inner.add(element, without)
        text = " ".join(inner.paragraphs)
        number = element.get("n", "")
        if text:
            self.notes.append(f"{number} {text}" if number else text)
        self.notes.extend(inner.notes)
