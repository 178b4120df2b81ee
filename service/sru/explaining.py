"""The explain answer: the server's address, its indexes, and its record schemas.

Source of the form: ZeeRex 2.0 (http://explain.z3950.org/dtd/2.0/).
"""

from __future__ import annotations

from urllib.parse import SplitResult

from lxml import etree

from service.exports.xml_forms import DUBLIN_CORE, MODS
from service.exports.xml_text import writable
from service.search.site import Site
from service.sru.indexes import OWN, SETS, indexes
from service.sru.relations import RELATIONS
from service.sru.requests import MOST, USUAL

EXPLAIN_SCHEMA = "http://explain.z3950.org/dtd/2.0/"
_PORTS = {"http": "80", "https": "443"}

Element = etree._Element


def explained(site: Site, address: SplitResult) -> Element:
    """Return the description of the server at an address."""
    root = etree.Element(f"{{{EXPLAIN_SCHEMA}}}explain", nsmap={None: EXPLAIN_SCHEMA})
    server = _put(root, "serverInfo")
    for name, value in (
        ("protocol", "SRU"), ("version", "1.2"), ("transport", address.scheme),
        ("method", "GET POST"),
    ):  # fmt: skip
        server.set(name, value)
    _put(server, "host", address.hostname or "localhost")
    _put(server, "port", str(address.port or _PORTS.get(address.scheme, "80")))
    _put(server, "database", address.path.lstrip("/"))
    about = _put(root, "databaseInfo")
    _put(about, "title", site.title)
    if site.settings.contact:
        _put(about, "contact", site.settings.contact)
    _indexes(root, site)
    schemas = _put(root, "schemaInfo")
    for form, title in ((DUBLIN_CORE, "Dublin Core"), (MODS, "MODS")):
        schema = _put(schemas, "schema")
        for name, value in (
            ("identifier", form.namespace), ("name", form.prefix), ("location", form.schema),
            ("sort", "false"), ("retrieve", "true"),
        ):  # fmt: skip
            schema.set(name, value)
        _put(schema, "title", title)
    config = _put(root, "configInfo")
    _put(config, "default", str(USUAL)).set("type", "numberOfRecords")
    _put(config, "setting", str(MOST)).set("type", "maximumRecords")
    for relation in RELATIONS:
        _put(config, "supports", relation).set("type", "relation")
    for operator in ("and", "or", "not"):
        _put(config, "supports", operator).set("type", "booleanModifier")
    _put(config, "supports", "*").set("type", "maskingCharacter")
    return root


def _indexes(root: Element, site: Site) -> None:
    listed = _put(root, "indexInfo")
    for name, identifier in SETS.items():
        child = _put(listed, "set")
        child.set("name", name)
        child.set("identifier", identifier)
    for index in indexes(site.mapping).values():
        child = _put(listed, "index")
        _put(child, "title", index.label)
        named = _put(_put(child, "map"), "name", index.name)
        if index.set != OWN:
            named.set("set", index.set)


def _put(element: Element, name: str, text: str = "") -> Element:
    child = etree.SubElement(element, f"{{{EXPLAIN_SCHEMA}}}{name}")
    child.text = writable(text) or None
    return child
