"""Addresses given by a record: the first is its link, others are additional links."""

from __future__ import annotations

from index_mappings.beside_text import Link
from index_mappings.web_addresses import is_web_address
from loaders.drafts.gathering import Gathering

_MANY = "web_links"


def add_link(gathering: Gathering, address: str, label: str = "") -> None:
    """Add an address to a record; anything but a web address becomes a note under its label."""
    address = address.strip()
    if not address:
        return
    if not is_web_address(address):
        gathering.note(label or "Link", address)
        return
    if gathering.values.get("url") == address:
        return
    if gathering.takes("url") and not gathering.has("url"):
        gathering.add("url", address, label or "Link")
        return
    if not gathering.takes(_MANY):
        gathering.note(label or "Link", address)
        return
    link = Link(address, label).to_json()
    gathering.extend(_MANY, link)
