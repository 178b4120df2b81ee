"""Fields of links: addresses given by a source, each with what it leads to."""

from __future__ import annotations

from types import MappingProxyType

from index_mappings.beside_text import Link
from index_mappings.dates import DateConventions
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.plain_text import parted
from index_mappings.json_values import Json, members, text


class Links(FieldKind):
    """Addresses, each with a label and its relation to the record."""

    name = "links"
    parts = MappingProxyType({"address": "keyword", "label": "keyword", "relation": "keyword"})
    many = True

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        names = ("address", "label", "relation")
        return parted(given, names, "a link has an address", Link)

    def holds(self, field: Field) -> type:
        """Return the type of a link."""
        return Link

    def line(self, value: Json) -> str:
        """Return the labels of the links, or their addresses if they have no label."""
        items = value if isinstance(value, list) else [value]
        return "; ".join(text(link.get("label") or link["address"]) for link in map(members, items))
