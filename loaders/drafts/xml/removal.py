"""An element taken out of an XML tree."""

from __future__ import annotations

from loaders.drafts.xml.files import Element


def remove(element: Element) -> None:
    """Remove an element and leave the words that follow it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
