"""Atom (RFC 4287): a search that feed readers follow."""

from __future__ import annotations

from lxml import etree

from index_mappings.record import Record
from service.exports.following import Followed
from service.exports.xml_text import writable

_SPACE = "http://www.w3.org/2005/Atom"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_SUMMARY = 2_000  # characters: what a feed reader shows of a record before it is opened


def atom(followed: Followed) -> bytes:
    """Return a feed, its records the last changed first."""
    root = etree.Element(f"{{{_SPACE}}}feed", nsmap={None: _SPACE, "opensearch": _OPENSEARCH})
    _add(root, "id", followed.address)
    _add(root, "title", followed.title)
    _add(root, "updated", followed.updated)
    _add(_add(root, "author"), "name", followed.site)
    _add(root, "generator", "Searchroom")
    _link(root, "self", followed.address, "application/atom+xml")
    _link(root, "alternate", followed.page, "text/html")
    _link(root, "search", followed.description, "application/opensearchdescription+xml")
    total = etree.SubElement(root, f"{{{_OPENSEARCH}}}totalResults")
    total.text = str(followed.total)
    for record in followed.records:
        _entry(root, record, followed)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _entry(root: etree._Element, record: Record, followed: Followed) -> None:
    item = followed.cite(record)
    entry = _add(root, "entry")
    _add(entry, "id", item.url)
    # a feed reader shows nothing else of what is in a file: whose, when, what
    _add(entry, "title", ", ".join(filter(None, (item.title, item.written))))
    _add(entry, "updated", followed.changed(record))
    if seen := followed.first_seen(record):
        _add(entry, "published", seen)
    for name in item.authors:
        _add(_add(entry, "author"), "name", name)
    _link(entry, "alternate", item.url, "text/html")
    if item.own_type:
        _add(entry, "category").set("term", writable(item.own_type))
    _add(entry, "summary", item.abstract[:_SUMMARY])


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{_SPACE}}}{name}")
    if text:
        child.text = writable(text)
    return child


def _link(parent: etree._Element, relation: str, address: str, media_type: str) -> None:
    link = _add(parent, "link")
    link.set("rel", relation)
    link.set("type", media_type)
    link.set("href", writable(address))
