"""A record's citations on a page of their own: the styles take a twentieth of a second."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import request

from index_mappings.record import Record
from service.current import site
from service.exports.citing import Cited, Parts, Where, cited
from service.exports.formats import REFERENCES
from service.exports.styles.registry import STYLES
from service.search.addresses import CITE
from service.search.answer import index_of
from service.search.citation import citation
from service.search.display_title import UNTITLED
from service.search.paths import write_path
from service.web.current import absolute, canonical, links


def cite_url(id: str) -> str:
    """Return the page of a record's citations."""
    return f"{links().site}{CITE}/{write_path(id)}"


def reference_links(id: str) -> list[tuple[str, str]]:
    """Return the forms in which managers of references take a record, with their addresses."""
    address = links().record(id).self_
    return [(form.label, f"{address}?format={form.name}") for form in REFERENCES]


def cited_record(record: Record) -> Cited:
    """Return a record as it is cited, with the address of its page."""
    here = site()
    path = links().record(record.id).html.removeprefix(request.script_root)
    where = Where(here.title, absolute(""))
    catalogue = here.catalogues.of(here.engine.info().version)
    return cited(record, here.mapping, catalogue, where, absolute(path))


def own_citation(record: Record) -> str:
    """Return a record as the archive cites it."""
    here = site()
    path = links().record(record.id).html.removeprefix(request.script_root)
    catalogue = here.catalogues.of(here.engine.info().version)
    return citation(record, here.mapping, catalogue, here.title, absolute(path))


def today() -> Parts:
    """Return the day on which an undated record is read, in UTC."""
    now = datetime.now(UTC)
    return (now.year, now.month, now.day)


def cite_page(record: Record) -> dict[str, object]:
    """Return what the page of a record's citations is rendered from."""
    item, day = cited_record(record), today()
    return {
        "heading": record.text(site().mapping.title) or UNTITLED,
        "record_url": links().record(record.id).html,
        "own": own_citation(record),
        "styles": [(style.label, style.cite(item, day)) for style in STYLES],
        "references": reference_links(record.id),
        "canonical": canonical(links().record(record.id).html.removeprefix(request.script_root)),
        "robots": "noindex",
        "index": index_of(site().engine.info()),
    }
