"""CMIF: letters as correspSearch gathers them, a `correspDesc` each, in a header of TEI.

Source of the format: Correspondence Metadata Interchange Format of the TEI Correspondence SIG, its
documentation and its schema (cmi-customization.rng).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from index_mappings.json_values import text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Party, Record
from service.exports.citing import Cite, Cited, Parts
from service.exports.heading import Heading
from service.exports.letters import RECIPIENT, SENDER
from service.exports.origin import Origin
from service.exports.xml_text import writable

_TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NOBODY = Party("Unknown")  # what the format wants where a sender or a recipient is not known
_WEB = ("https://", "http://")
_LATEST = 9999  # years with more figures are none of the format

Element = etree._Element


def cmif(
    records: Iterable[Record], mapping: RecordMapping, cite: Cite, heading: Heading, origin: Origin
) -> Iterator[bytes]:
    """Yield the file, each letter as it is read; records without both ends are none."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<TEI xmlns="{_TEI}">\n<teiHeader>\n'.encode()
    yield _bytes(_file(heading, origin))
    yield b"<profileDesc>\n"
    sources = {holding.id: _source(holding.address) for holding in origin.collections}
    sources[""] = _source(origin.home)  # of what is in no collection
    for record in records:
        if record.named(SENDER) or record.named(RECIPIENT):
            yield _letter(record, mapping, cite(record), origin, sources).encode()
    yield b"</profileDesc>\n</teiHeader>\n<text><body><p/></body></text>\n</TEI>\n"


def _file(heading: Heading, origin: Origin) -> Element:
    description = etree.Element(f"{{{_TEI}}}fileDesc", nsmap={None: _TEI})
    titles = _put(description, "titleStmt")
    _put(titles, "title", f"{heading.title} – {origin.site}")
    editor = _put(titles, "editor", origin.site)
    if origin.contact:
        _put(editor, "email", origin.contact)
    published = _put(description, "publicationStmt")
    _put(_put(published, "publisher"), "ref", origin.site).set("target", origin.home)
    _put(published, "idno", origin.address).set("type", "url")
    _put(published, "date").set("when", origin.made)
    available = _put(published, "availability")
    if origin.licence.startswith(_WEB):
        _put(available, "licence", "The licence of this file").set("target", origin.licence)
    else:
        available.set("status", "unknown")
        _put(available, "p", "No licence is named")
    sources = _put(description, "sourceDesc")
    own = ((origin.home, origin.site),)
    for address, title in chain(own, ((c.address, c.title) for c in origin.collections)):
        source = _put(sources, "bibl")
        source.set(_ID, _source(address))
        source.set("type", "online")
        _put(source, "ref", title).set("target", address)
    return description


def _source(address: str) -> str:
    """Return the id of a source: a UUID, which is of the address alone, and so lasts."""
    return f"source-{uuid.uuid5(uuid.NAMESPACE_URL, address)}"


def _letter(
    record: Record,
    mapping: RecordMapping,
    item: Cited,
    origin: Origin,
    sources: Mapping[str, str],
) -> str:
    """Return a letter as text: an element of lxml for each part takes twice the time."""
    facet = mapping.collection_facet
    ids = map(text, record.many(facet.field)) if facet else ()
    source = next(sources[id] for id in chain(ids, ("",)) if id in sources)
    about = {"key": record.id, "ref": item.url, "source": f"#{source}"}
    sent = "".join(_parties(record.parties(SENDER), origin))
    if marks := dict(_dated(item.first, item.last)):
        if item.is_about:
            marks["cert"] = "medium"
        sent += _tag("date", item.written, marks)
    received = "".join(_parties(record.parties(RECIPIENT), origin))
    # that a letter was written at a place is more than the field says: it may be about the place
    field = mapping.field("places")
    places = filter(None, map(field.kind.line, record.many(field.name))) if field else ()
    noted = "".join(_tag("note", place, {"type": "place"}) for place in places)
    return (
        f"<correspDesc{_attributes(about)}>"
        f'<correspAction type="sent">{sent}</correspAction>'
        f'<correspAction type="received">{received}</correspAction>'
        f"{noted}</correspDesc>\n"
    )


def _parties(parties: tuple[Party, ...], origin: Origin) -> Iterator[str]:
    for party in parties or (_NOBODY,):
        ref = party.ref if party.ref.startswith(_WEB) else origin.authority(party.name)
        is_address = ref.startswith(_WEB) and not set(ref) & set(" \t\r\n")
        name = "persName" if party.person else "orgName"
        yield _tag(name, party.name, {"ref": ref} if is_address else {})


def _tag(name: str, content: str, attributes: Mapping[str, str]) -> str:
    escaped = escape(writable(content), {"\r": "&#13;"})
    return f"<{name}{_attributes(attributes)}>{escaped}</{name}>"


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(writable(value))}" for name, value in values.items())


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
    child = etree.SubElement(element, f"{{{_TEI}}}{name}")
    child.text = writable(text) or None
    return child


def _bytes(element: Element) -> bytes:
    written = etree.tostring(element, encoding="UTF-8")
    # the root of the file declares the namespace: here it would be said of each letter again
    return written.replace(f' xmlns="{_TEI}"'.encode(), b"", 1) + b"\n"
