"""Fields of layout: the parts of a long text by offset. Stored but not searched."""

from __future__ import annotations

from types import MappingProxyType

from index_mappings.beside_text import LAYOUT_KINDS, LayoutSpan
from index_mappings.dates import DateConventions
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.json_values import Json, elements
from index_mappings.unfit import Unfit


class Layout(FieldKind):
    """Headings, lists, tables, page breaks and anchors of the text beside it."""

    name = "layout"
    parts = MappingProxyType({"at": "long", "to": "long", "kind": "keyword", "value": "keyword"})
    many = True
    is_apart = True
    is_apparatus = True
    lays_out = True

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        items = given if isinstance(given, list) else [given]
        return [_span(item).to_json() for item in items]

    def can_take(self, text: str) -> bool:
        """Return False: a plain text cannot give a layout."""
        return False

    def holds(self, field: Field) -> type:
        """Return the type of a span."""
        return LayoutSpan

    def line(self, value: Json) -> str:
        """Return the number of parts of the text."""
        return f"{len(elements(value)):,} parts"


def _span(item: Json) -> LayoutSpan:
    if not isinstance(item, dict) or not item.keys() <= {"at", "to", "kind", "value"}:
        raise Unfit("a part of a layout has at, to, kind and value")
    at, to, kind = item.get("at"), item.get("to"), item.get("kind")
    value = item.get("value", "")
    if type(at) is not int or type(to) is not int or not 0 <= at <= to:
        raise Unfit("at and to of a layout are places in the text, counted from 0")
    if kind not in LAYOUT_KINDS or not isinstance(value, str):
        raise Unfit(f"the kind of a part of a layout is one of {', '.join(sorted(LAYOUT_KINDS))}")
    return LayoutSpan(at, to, kind, value)
