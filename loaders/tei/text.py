"""The words of a part of a TEI document on one line."""

from __future__ import annotations

import re
from collections.abc import Collection

from loaders.drafts.xml.entities import entity_text
from loaders.drafts.xml.files import Element, local
from loaders.tei.choices import readings

BLOCKS = frozenset(
    {
        "ab", "attachment", "byline", "castList", "closer", "dateline", "div", "epigraph", "figure",
        "floatingText", "head", "item", "l", "label", "lg", "list", "listBibl", "opener", "p",
        "postscript", "quote", "row", "salute", "seg", "signed", "sp", "table", "trailer",
    }
)  # fmt: skip
"""Elements that begin and end a paragraph."""
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
        elif name == "choice":
            for before, reading, after in readings(child):
                parts.append(before)
                _gather(reading, without, parts)
                parts.append(after)
        elif name not in without:
            if name in _BREAKS or name in BLOCKS:
                parts.append(" ")
            _gather(child, without, parts)
            if name in BLOCKS:
                parts.append(" ")
        parts.append(child.tail or "")
