"""Removing an element from an XML tree."""

from __future__ import annotations

from loaders.drafts.xml.files import Element


def remove(element: Element) -> None:
    """Remove an element but keep the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
