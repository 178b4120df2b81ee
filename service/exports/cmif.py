"""CMIF: letters as correspSearch gathers them, a `correspDesc` each, in a header of TEI.

Source of the format: Correspondence Metadata Interchange Format of the TEI Correspondence SIG, its
documentation and its schema (cmi-customization.rng).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from lxml import etree

from index_mappings.json_values import text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Party, Record
from service.exports.citing import Cite, Cited, Parts
from service.exports.heading import Heading
from service.exports.origin import Origin
from service.exports.xml_text import writable

SENDER, RECIPIENT = "sender", "recipient"
_TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NOBODY = Party("Unknown")  # what the format wants where a sender or a recipient is not known
_WEB = ("https://", "http://")
_LATEST = 9999  # years with more figures are none of the format

Element = etree._Element


def has_letters(mapping: RecordMapping) -> bool:
    """Tell whether the records of a mapping have senders and recipients."""
    fields = [mapping.field(name) for name in (SENDER, RECIPIENT)]
    return all(field is not None and field.kind.names_people for field in fields)


def cmif(
    records: Iterable[Record], mapping: RecordMapping, cite: Cite, heading: Heading, origin: Origin
) -> Iterator[bytes]:
    """Yield the file, each letter as it is read; records without both ends are none."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<TEI xmlns="{_TEI}">\n<teiHeader>\n'.encode()
    yield _bytes(_file(heading, origin))
    yield b"<profileDesc>\n"
    sources = {holding.id: _source(holding.address) for holding in origin.collections}
    for record in records:
        if record.named(SENDER) or record.named(RECIPIENT):
            yield _bytes(_letter(record, mapping, cite(record), origin, sources))
    yield b"</profileDesc>\n</teiHeader>\n<text><body><p/></body></text>\n</TEI>\n"


def _file(heading: Heading, origin: Origin) -> Element:
    made = etree.Element(f"{{{_TEI}}}fileDesc", nsmap={None: _TEI})
    titles = _put(made, "titleStmt")
    _put(titles, "title", f"{heading.title} – {origin.site}")
    editor = _put(titles, "editor", origin.site)
    if origin.contact:
        _put(editor, "email", origin.contact)
    published = _put(made, "publicationStmt")
    _put(_put(published, "publisher"), "ref", origin.site).set("target", origin.home)
    _put(published, "idno", origin.address).set("type", "url")
    _put(published, "date").set("when", origin.made)
    available = _put(published, "availability")
    if origin.licence.startswith(_WEB):
        _put(available, "licence", "The licence of this file").set("target", origin.licence)
    else:
        available.set("status", "unknown")
        _put(available, "p", "No licence is named")
    sources = _put(made, "sourceDesc")
    own = ((origin.home, origin.site),)
    for address, title in chain(own, ((c.address, c.title) for c in origin.collections)):
        source = _put(sources, "bibl")
        source.set(_ID, _source(address))
        source.set("type", "online")
        _put(source, "ref", title).set("target", address)
    return made


def _source(address: str) -> str:
    """Return the id of a source: a UUID, which is of the address alone, and so lasts."""
    return f"source-{uuid.uuid5(uuid.NAMESPACE_URL, address)}"


def _letter(
    record: Record,
    mapping: RecordMapping,
    item: Cited,
    origin: Origin,
    sources: Mapping[str, str],
) -> Element:
    made = etree.Element(f"{{{_TEI}}}correspDesc", nsmap={None: _TEI})
    made.set("key", writable(record.id))
    made.set("ref", item.url)
    facet = mapping.collection_facet
    ids = map(text, record.many(facet.field)) if facet else ()
    source = next((sources[id] for id in ids if id in sources), "") or _source(origin.home)
    made.set("source", f"#{source}")
    sent = _put(made, "correspAction")
    sent.set("type", "sent")
    _parties(sent, record.named(SENDER), origin)
    if about := dict(_dated(item.first, item.last)):
        dated = _put(sent, "date", item.written)
        dated.attrib.update(about)
        if item.is_about:
            dated.set("cert", "medium")
    received = _put(made, "correspAction")
    received.set("type", "received")
    _parties(received, record.named(RECIPIENT), origin)
    if field := mapping.field("places"):
        # that a letter was written there is more than the field says: it may be about the place
        for place in filter(None, map(field.kind.line, record.many(field.name))):
            _put(made, "note", place).set("type", "place")
    return made


def _parties(action: Element, parties: tuple[Party, ...], origin: Origin) -> None:
    for party in parties or (_NOBODY,):
        name = _put(action, "persName" if party.person else "orgName", party.name)
        ref = party.ref if party.ref.startswith(_WEB) else origin.authority(party.name)
        if ref.startswith(_WEB) and not set(ref) & set(" \t\r\n"):
            name.set("ref", writable(ref))


def _dated(first: Parts, last: Parts) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a date; nothing for what four figures cannot say as a year."""
    if not first or first[0] < 1 or (last or first)[0] > _LATEST:
        return
    if not last:
        yield "when", _written(first)
    else:
        yield "notBefore", _written(first)
        yield "notAfter", _written(last)


def _written(day: Parts) -> str:
    return "-".join((f"{day[0]:04d}", *(f"{part:02d}" for part in day[1:])))


def _put(element: Element, name: str, text: str = "") -> Element:
    made = etree.SubElement(element, f"{{{_TEI}}}{name}")
    made.text = writable(text) or None
    return made


def _bytes(element: Element) -> bytes:
    written = etree.tostring(element, encoding="UTF-8")
    # the root of the file declares the namespace: here it would be said of each letter again
    return written.replace(f' xmlns="{_TEI}"'.encode(), b"", 1) + b"\n"
