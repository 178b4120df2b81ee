"""Answers of OAI-PMH 2.0 as XML.

Source of the format: The Open Archives Initiative Protocol for Metadata Harvesting 2.0, and its
schema OAI-PMH.xsd.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, unquote, urljoin

from lxml import etree

from index_mappings.record import Record
from service.exports.citing import Cited
from service.exports.xml_text import writable
from service.oai_pmh.forms import FORMS, Element, Form
from service.oai_pmh.harvest import Item, earliest, item_of, page_of
from service.oai_pmh.requests import OaiError, OaiRequest, read_request
from service.oai_pmh.sets import SAFE, set_name
from service.search.site import Site

_OAI = "http://www.openarchives.org/OAI/2.0/"
_SCHEMA = f"{_OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@dataclass(frozen=True, slots=True)
class Provider:
    """A site as harvesters see it: its address for them, the host in its ids, how it cites."""

    site: Site
    address: str
    host: str
    cite: Callable[[Record], Cited]

    def answer(self, pairs: list[tuple[str, str]]) -> bytes:
        """Return the answer to a request, which may be that something is wrong with it."""
        root = etree.Element(f"{{{_OAI}}}OAI-PMH", nsmap={None: _OAI})
        root.set(_XSI, _SCHEMA)
        _put(root, "responseDate", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
        about = _put(root, "request", self.address)
        try:
            request = read_request(pairs)
            answered = _VERBS[request.verb](self, request)
        except OaiError as error:
            if error.code not in ("badVerb", "badArgument"):
                _say(about, pairs)
            _put(root, "error", error.message).set("code", error.code)
        else:
            _say(about, pairs)
            root.append(answered)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def _identify(self, _: OaiRequest) -> Element:
        identify = _element("Identify")
        for name, text in (
            ("repositoryName", self.site.title),
            ("baseURL", self.address),
            ("protocolVersion", "2.0"),
            ("adminEmail", self.site.settings.contact or f"webmaster@{self.host}"),  # RFC 2142
            ("earliestDatestamp", earliest(self.site)),
            ("deletedRecord", "persistent"),
            ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        ):
            _put(identify, name, text)
        return identify

    def _formats(self, request: OaiRequest) -> Element:
        if identifier := request.arguments.get("identifier"):
            self._item(identifier)
        formats = _element("ListMetadataFormats")
        for form in FORMS.values():
            part = _put(formats, "metadataFormat")
            _put(part, "metadataPrefix", form.prefix)
            _put(part, "schema", urljoin(self.address, form.schema))
            _put(part, "metadataNamespace", form.namespace)
        return formats

    def _sets(self, _: OaiRequest) -> Element:
        sets = _element("ListSets")
        collections = self.site.engine.collections()
        if not collections:
            raise OaiError("noSetHierarchy", "no record is in a collection")
        for collection in collections:
            part = _put(sets, "set")
            _put(part, "setSpec", set_name(collection.id))
            _put(part, "setName", collection.title or collection.id)
        return sets

    def _record(self, request: OaiRequest) -> Element:
        item = self._item(request.arguments["identifier"])
        answered = _element("GetRecord")
        answered.append(self._written(item, FORMS[request.arguments["metadataPrefix"]]))
        return answered

    def _list(self, request: OaiRequest) -> Element:
        harvest = request.harvest
        assert harvest is not None
        page = page_of(self.site, harvest)
        if not page.items:
            raise OaiError("noRecordsMatch", "no record changed in that time or is in that set")
        listed = _element(request.verb)
        for item in page.items:
            if request.verb == "ListRecords":
                listed.append(self._written(item, FORMS[harvest.prefix]))
            else:
                listed.append(self._header(item))
        if page.following is not None:
            _put(listed, "resumptionToken", page.following.token())
        elif harvest.after:
            _put(listed, "resumptionToken")  # the last part of several ends with an empty one
        return listed

    def _item(self, identifier: str) -> Item:
        start = f"oai:{self.host}:"
        item = None
        if identifier.startswith(start):
            item = item_of(self.site, unquote(identifier.removeprefix(start)))
        if item is None:
            raise OaiError("idDoesNotExist", "there is no such record")
        return item

    def _written(self, item: Item, form: Form) -> Element:
        record = _element("record")
        record.append(self._header(item))
        if item.record is not None:
            _put(record, "metadata").append(
                form.write(self.cite(item.record), item.record, self.site.mapping)
            )
        return record

    def _header(self, item: Item) -> Element:
        header = _element("header")
        if item.record is None:
            header.set("status", "deleted")
        _put(header, "identifier", f"oai:{self.host}:{quote(item.id, safe=SAFE)}")
        _put(header, "datestamp", item.at)
        for id in item.collections:
            _put(header, "setSpec", set_name(id))
        return header


_VERBS: dict[str, Callable[[Provider, OaiRequest], Element]] = {
    "Identify": Provider._identify,
    "ListMetadataFormats": Provider._formats,
    "ListSets": Provider._sets,
    "GetRecord": Provider._record,
    "ListIdentifiers": Provider._list,
    "ListRecords": Provider._list,
}


def _say(about: Element, pairs: list[tuple[str, str]]) -> None:
    for name, value in pairs:
        about.set(name, writable(value))


def _element(name: str) -> Element:
    return etree.Element(f"{{{_OAI}}}{name}")


def _put(element: Element, name: str, text: str = "") -> Element:
    child = etree.SubElement(element, f"{{{_OAI}}}{name}")
    child.text = writable(text) or None
    return child
