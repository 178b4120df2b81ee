"""One record as EAD 2002: what a finding aid says of one of its components, from our fields.

It is a whole of its own (`archdesc`), for an answer holds no components without what they are in.

Source of the format: Encoded Archival Description, version 2002, Tag Library; ead.xsd.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from index_mappings.json_values import members
from index_mappings.mapping import RecordMapping
from index_mappings.record import Ancestor, Note, Party, Record
from service.exports.citing import Cited, Parts
from service.exports.xml_forms import Element, Form, root_of
from service.exports.xml_text import writable

_EAD = "urn:isbn:1-931666-22-9"
_LEVELS = frozenset(
    {
        "class", "collection", "file", "fonds", "item", "recordgrp", "series", "subfonds",
        "subgrp", "subseries",
    }
)  # fmt: skip
"""The levels that the format knows; others are "otherlevel" with their own name."""
_LATEST = 9999  # years with more figures are none of ISO 8601


def _ead(item: Cited, record: Record, mapping: RecordMapping) -> Element:
    root = root_of(f"{{{_EAD}}}ead", {None: _EAD}, EAD)
    header = _put(root, "eadheader")
    _put(header, "eadid", record.id).set("url", item.url)
    _put(_put(_put(header, "filedesc"), "titlestmt"), "titleproper", item.title)
    whole = _put(root, "archdesc")
    level = _text(record, mapping, "level") or "item"
    whole.set("level", level.casefold() if level.casefold() in _LEVELS else "otherlevel")
    if whole.get("level") == "otherlevel":
        whole.set("otherlevel", writable(level))
    _identify(_put(whole, "did"), item, record, mapping)
    for name, text in (
        ("scopecontent", item.abstract),
        ("accessrestrict", _text(record, mapping, "access_note")),
        ("userestrict", _text(record, mapping, "rights")),
    ):
        _paragraphs(whole, name, "", text)
    above = [Ancestor.from_json(members(one)).title for one in record.many("ancestors")]
    _paragraphs(whole, "odd", "Part of", " > ".join(above))
    _paragraphs(whole, "odd", "Collection", item.collection)
    for label, text in _notes(record, mapping):
        _paragraphs(whole, "odd", label, text)
    _terms(whole, item, record, mapping)
    return root


EAD = Form("ead", "http://www.loc.gov/ead/ead.xsd", _EAD, _ead)


def _identify(did: Element, item: Cited, record: Record, mapping: RecordMapping) -> None:
    for name, text in (("unitid", item.location or item.number), ("unittitle", item.title)):
        if text:
            _put(did, name, text)
    if item.written:
        dated = _put(did, "unitdate", item.written)
        if normal := _normal(item.first, item.last):
            dated.set("normal", normal)
        if item.is_about:
            dated.set("certainty", "approximate")
    if extent := _text(record, mapping, "extent"):
        _put(_put(did, "physdesc"), "extent", extent)
    if item.archive:
        _put(_put(did, "repository"), "corpname", item.archive)
    languages = list(filter(None, _each(record, mapping, "language")))
    if languages:
        listed = _put(did, "langmaterial")
        for language in languages:
            _put(listed, "language", language)


def _terms(whole: Element, item: Cited, record: Record, mapping: RecordMapping) -> None:
    terms = etree.Element(f"{{{_EAD}}}controlaccess")
    for party, role in _parties(record, mapping):
        named = _put(terms, "persname" if party.person else "corpname", party.name)
        if role:
            named.set("role", writable(role))
    for field, name in (("places", "geogname"), ("subjects", "subject")):
        for text in _each(record, mapping, field):
            _put(terms, name, text)
    if item.own_type:
        _put(terms, "genreform", item.own_type)
    if len(terms):
        whole.append(terms)


def _parties(record: Record, mapping: RecordMapping) -> Iterator[tuple[Party, str]]:
    """Yield each name once, with its role, else what its field says of it ("Sender")."""
    seen: set[str] = set()
    fields = [field for field in mapping.fields if field.kind.names_people]
    for field in sorted(fields, key=lambda one: not one.names_makers):
        for party in record.parties(field.name):
            if party.name not in seen:
                seen.add(party.name)
                yield party, party.role or (field.name.capitalize() if field.names_makers else "")


def _notes(record: Record, mapping: RecordMapping) -> Iterator[tuple[str, str]]:
    for field in mapping.fields:
        if field.kind.keeps_rest:
            for value in record.many(field.name):
                note = Note.from_json(members(value))
                yield note.label, note.text


def _text(record: Record, mapping: RecordMapping, name: str) -> str:
    return ", ".join(_each(record, mapping, name))


def _each(record: Record, mapping: RecordMapping, name: str) -> Iterator[str]:
    field = mapping.field(name)
    return (field.kind.line(value) for value in record.many(name)) if field else iter(())


def _normal(first: Parts, last: Parts) -> str:
    ends = [end for end in (first, last) if end]
    if not all(0 < end[0] <= _LATEST for end in ends):
        return ""
    return "/".join(
        "-".join((f"{end[0]:04d}", *(f"{part:02d}" for part in end[1:]))) for end in ends
    )


def _paragraphs(whole: Element, name: str, head: str, text: str) -> None:
    """Put a part with a heading and a paragraph for each line; nothing where the text is empty."""
    if not text.strip():
        return
    part = _put(whole, name)
    if head:
        _put(part, "head", head)
    for line in filter(str.strip, text.split("\n")):
        _put(part, "p", line)


def _put(element: Element, name: str, text: str = "") -> Element:
    child = etree.SubElement(element, f"{{{_EAD}}}{name}")
    child.text = writable(text) or None
    return child
