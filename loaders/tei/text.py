"""The words of a part of a TEI document on one line."""

from __future__ import annotations

import re
from collections.abc import Collection

from loaders.drafts.xml.entities import entity_text
from loaders.drafts.xml.files import Element, local
from loaders.tei.changes_of_text import is_deleted, readings
from loaders.tei.renditions import BLOCKS

_STRAY = re.compile(r" ([,;)\]])|([(\[]) ")
_BREAKS = frozenset({"lb", "cell"})  # a blank where the source begins a line or a cell


def squeeze(text: str) -> str:
    """Return text with single blanks, and none between a name and its comma or bracket."""
    return _STRAY.sub(r"\1\2", " ".join(text.split()))


def line(element: Element | None, without: Collection[str] = ("note",)) -> str:
    """Return an element's text on one line, without deletions and the elements in `without`."""
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
        elif name in ("choice", "app"):
            for before, reading, after in readings(child):
                parts.append(before)
                _gather(reading, without, parts)
                parts.append(after)
        elif is_deleted(child):
            pass
        elif name == "gap":
            parts.append(" […] ")
        elif name not in without:
            if (name in _BREAKS or name in BLOCKS) and child.get("break") != "no":
                parts.append(" ")
            _gather(child, without, parts)
            if name in BLOCKS:
                parts.append(" ")
        parts.append(child.tail or "")
