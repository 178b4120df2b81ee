"""What a finding aid keeps to its staff (`audience="internal"`) is no part of a public index."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.ead.labels import COMPONENTS
from loaders.xml.files import Element, local
from loaders.xml.words import line

KEEP = "keep"
"""The value of the option `internal` that publishes such parts all the same."""


def is_internal(element: Element) -> bool:
    """Tell whether an element itself is marked as internal."""
    return (element.get("audience") or "").strip().casefold() == "internal"


def take_out_internal(element: Element) -> Iterator[str]:
    """Remove internal parts from a description, and yield the name and the words of each.

    Components are left alone: each of them is a record of its own, and dealt with as one.
    """
    for child in list(element):
        name = local(child)
        if not name or name in COMPONENTS:
            continue
        if is_internal(child) and name != "dsc":
            yield f"{name}: {line(child)}"
            _remove(child)
        else:
            yield from take_out_internal(child)


def _remove(element: Element) -> None:
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
