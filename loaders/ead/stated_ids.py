"""The id of a finding aid and its address."""

from __future__ import annotations

from pathlib import Path

from index_mappings.web_addresses import is_web_address
from loaders.drafts.gathering import Gathering
from loaders.drafts.xml.files import Element
from loaders.drafts.xml.words import attribute, line


def stated_id(header: Element | None) -> Element | None:
    """Return the element with the id of a finding aid."""
    if header is None:
        return None
    found = header.find("{*}eadid")
    return header.find("{*}recordid") if found is None else found


def id_of(header: Element | None, top: Element, path: str) -> str:
    """Return the stated id of a finding aid, else that of its description, else the file's stem."""
    return line(stated_id(header)) or attribute(top, "id") or Path(path).stem


def add_address(stated: Element, record: Gathering) -> None:
    """Add the address of a finding aid, as a note if it is not a web address."""
    address = attribute(stated, "url")
    record.add("url" if is_web_address(address) else "notes", address, "Finding aid: address")
