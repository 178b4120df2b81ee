"""The citation of a record or of a passage in it."""

from __future__ import annotations

from index_mappings.json_values import text
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from service.search.catalogue import Catalogue
from service.search.display_title import UNTITLED


def citation(
    record: Record,
    mapping: RecordMapping,
    catalogue: Catalogue,
    site: str,
    address: str,
    *,
    page: str = "",
) -> str:
    """Return the citation of a record by the mapping's template.

    `page` is that of a passage, added at the end.
    """
    values = {name: _cited(record, mapping, catalogue, name) for name in mapping.citation.names}
    values |= {"site": site, "address": address}
    if not values.get(mapping.title):
        values[mapping.title] = UNTITLED
    line = mapping.citation.filled(values).strip()
    return f"{line}, {_pages(page)}" if page else line


def _pages(page: str) -> str:
    return f"pp. {page}" if "–" in page else f"p. {page}"


def _cited(record: Record, mapping: RecordMapping, catalogue: Catalogue, name: str) -> str:
    """Return the values of a field in one line."""
    field = mapping.field(name)
    if field is not None and field.kind.by_date:
        date = record.date(name)
        return date.display if date else ""
    if field is not None and field.kind.of_collections:
        return ", ".join(catalogue.title(text(id)) for id in record.many(name))
    return record.text(name)
