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
from service.oai_pmh.requests import Asked, OaiError, read_request
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
            asked = read_request(pairs)
            made = _VERBS[asked.verb](self, asked)
        except OaiError as error:
            if error.code not in ("badVerb", "badArgument"):
                _say(about, pairs)
            _put(root, "error", error.message).set("code", error.code)
        else:
            _say(about, pairs)
            root.append(made)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def _identify(self, _: Asked) -> Element:
        made = _element("Identify")
        for name, text in (
            ("repositoryName", self.site.title),
            ("baseURL", self.address),
            ("protocolVersion", "2.0"),
            ("adminEmail", self.site.settings.contact or f"webmaster@{self.host}"),  # RFC 2142
            ("earliestDatestamp", earliest(self.site)),
            ("deletedRecord", "persistent"),
            ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        ):
            _put(made, name, text)
        return made

    def _formats(self, asked: Asked) -> Element:
        if said := asked.arguments.get("identifier"):
            self._item(said)
        made = _element("ListMetadataFormats")
        for form in FORMS.values():
            part = _put(made, "metadataFormat")
            _put(part, "metadataPrefix", form.prefix)
            _put(part, "schema", urljoin(self.address, form.schema))
            _put(part, "metadataNamespace", form.namespace)
        return made

    def _sets(self, _: Asked) -> Element:
        made = _element("ListSets")
        collections = self.site.engine.collections()
        if not collections:
            raise OaiError("noSetHierarchy", "no record is in a collection")
        for collection in collections:
            part = _put(made, "set")
            _put(part, "setSpec", set_name(collection.id))
            _put(part, "setName", collection.title or collection.id)
        return made

    def _record(self, asked: Asked) -> Element:
        item = self._item(asked.arguments["identifier"])
        made = _element("GetRecord")
        made.append(self._written(item, FORMS[asked.arguments["metadataPrefix"]]))
        return made

    def _list(self, asked: Asked) -> Element:
        harvest = asked.harvest
        assert harvest is not None
        page = page_of(self.site, harvest)
        if not page.items:
            raise OaiError("noRecordsMatch", "no record changed in that time or is in that set")
        made = _element(asked.verb)
        for item in page.items:
            if asked.verb == "ListRecords":
                made.append(self._written(item, FORMS[harvest.prefix]))
            else:
                made.append(self._header(item))
        if page.following is not None:
            _put(made, "resumptionToken", page.following.token())
        elif harvest.after:
            _put(made, "resumptionToken")  # the last part of several ends with an empty one
        return made

    def _item(self, identifier: str) -> Item:
        start = f"oai:{self.host}:"
        item = None
        if identifier.startswith(start):
            item = item_of(self.site, unquote(identifier.removeprefix(start)))
        if item is None:
            raise OaiError("idDoesNotExist", "there is no such record")
        return item

    def _written(self, item: Item, form: Form) -> Element:
        made = _element("record")
        made.append(self._header(item))
        if item.record is not None:
            _put(made, "metadata").append(
                form.write(self.cite(item.record), item.record, self.site.mapping)
            )
        return made

    def _header(self, item: Item) -> Element:
        made = _element("header")
        if item.record is None:
            made.set("status", "deleted")
        _put(made, "identifier", f"oai:{self.host}:{quote(item.id, safe=SAFE)}")
        _put(made, "datestamp", item.at)
        for id in item.collections:
            _put(made, "setSpec", set_name(id))
        return made


_VERBS: dict[str, Callable[[Provider, Asked], Element]] = {
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
    made = etree.SubElement(element, f"{{{_OAI}}}{name}")
    made.text = writable(text) or None
    return made
