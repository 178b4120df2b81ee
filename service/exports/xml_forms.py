"""Records as XML for other programs, as OAI-PMH and SRU give them: Dublin Core and MODS."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.exports.citing import Cited, Parts
from service.exports.xml_text import writable

Element = etree._Element

_OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_DC = "http://purl.org/dc/elements/1.1/"
_MODS = "http://www.loc.gov/mods/v3"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its prefix, schema and namespace, and how a record is written in it.

    `write` takes the record as it is cited, the record itself, and the mapping of its fields.
    """

    prefix: str
    schema: str
    namespace: str
    write: Callable[[Cited, Record, RecordMapping], Element]


def _dublin_core(item: Cited, _: Record, __: RecordMapping) -> Element:
    root = root_of(f"{{{_OAI_DC}}}dc", {"oai_dc": _OAI_DC, "dc": _DC}, DUBLIN_CORE)
    for name, text in _elements(item):
        if text:
            etree.SubElement(root, f"{{{_DC}}}{name}").text = writable(text)
    return root


def _elements(item: Cited) -> Iterator[tuple[str, str]]:
    """Yield the elements of Dublin Core in their usual order."""
    yield "title", item.title
    yield from (("creator", name) for name in item.authors)
    yield "description", item.abstract
    yield "publisher", item.site
    yield from (("contributor", name) for name in item.recipients)
    yield "date", _written(item.first, item.last) or item.written
    yield "type", item.own_type
    yield "identifier", item.url
    yield "identifier", item.number
    yield "source", ", ".join(filter(None, (item.archive, item.location)))
    yield "language", item.language
    yield "relation", item.collection


def _mods(item: Cited, _: Record, __: RecordMapping) -> Element:
    root = root_of(f"{{{_MODS}}}mods", {None: _MODS}, MODS)
    root.set("version", "3.8")
    _put(root, "titleInfo/title", item.title)
    for role, names in (("author", item.authors), ("addressee", item.recipients)):
        for name in names:
            about = {"type": "corporate" if name in item.bodies else "personal"}
            part = etree.SubElement(root, f"{{{_MODS}}}name", about)
            _put(part, "namePart", name)
            _put(part, "role/roleTerm", role, {"type": "text"})
    _put(root, "genre", item.own_type)
    if item.written:
        origin = etree.SubElement(root, f"{{{_MODS}}}originInfo")
        if item.first:
            _put(origin, "dateCreated", _written(item.first, ()), _encoded(item, "start"))
        if item.last:
            _put(origin, "dateCreated", _written(item.last, ()), _encoded(item, "end"))
        if item.written != _written(item.first, item.last):
            _put(origin, "dateCreated", item.written)
    _put(root, "language/languageTerm", item.language, {"type": "text"})
    _put(root, "abstract", item.abstract)
    _put(root, "relatedItem/titleInfo/title", item.collection)
    _put(root, "identifier", item.number, {"type": "local"})
    location = ", ".join(filter(None, (item.archive, item.location)))
    _put(root, "location/physicalLocation", location)
    _put(root, "location/url", item.url, {"usage": "primary display"})
    _put(root, "recordInfo/recordIdentifier", item.id)
    return root


def _encoded(item: Cited, point: str) -> Mapping[str, str]:
    about = {"encoding": "edtf"}
    if point == "start":
        about["keyDate"] = "yes"
    if item.last:
        about["point"] = point
    return about | ({"qualifier": "approximate"} if item.is_about else {})


def _put(element: Element, path: str, text: str, about: Mapping[str, str] | None = None) -> None:
    """Put a text below an element, at the end of a path; nothing where the text is empty."""
    if not text:
        return
    for name in path.split("/"):
        element = etree.SubElement(element, f"{{{_MODS}}}{name}")
    element.text = writable(text)
    element.attrib.update(dict(about or {}))


def root_of(tag: str, prefixes: Mapping[str | None, str], form: Form) -> Element:
    """Return an element with the address of a form's schema."""
    element = etree.Element(tag, nsmap=dict(prefixes))
    element.set(_XSI, f"{form.namespace} {form.schema}")
    return element


def _written(first: Parts, last: Parts) -> str:
    """Return a date or a span of ISO 8601, "" for none."""
    return "/".join(
        "-".join((f"{end[0]:04d}", *(f"{part:02d}" for part in end[1:])))
        for end in (first, last)
        if end
    )


DUBLIN_CORE = Form(
    "oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", _OAI_DC, _dublin_core
)
MODS = Form("mods", "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd", _MODS, _mods)
