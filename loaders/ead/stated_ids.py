"""What a finding aid and its components are called: the ids that the file has for them."""

from __future__ import annotations

from pathlib import Path

from loaders.drafts.xml.files import Element
from loaders.drafts.xml.words import attribute, line


def stated_id(header: Element | None) -> Element | None:
    """Return the element that states the id of a finding aid."""
    if header is None:
        return None
    found = header.find("{*}eadid")
    return header.find("{*}recordid") if found is None else found


def id_of(header: Element | None, top: Element, path: str) -> str:
    """Return the id of a finding aid: as stated, else of its description, else the file's stem."""
    return line(stated_id(header)) or attribute(top, "id") or Path(path).stem
