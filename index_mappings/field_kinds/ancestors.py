"""Fields of ancestors: the records above a record, top first."""

from __future__ import annotations

from types import MappingProxyType

from index_mappings.dates import DateConventions
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json, elements, members
from index_mappings.record import Ancestor
from index_mappings.unfit import Unfit


class Ancestors(FieldKind):
    """The records above one in a finding aid."""

    name = "ancestors"
    parts = MappingProxyType({"id": "keyword", "title": "text"})
    many = True
    leads_up = True
    column_parts = frozenset({"parent", "depth"})

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        items = given if isinstance(given, list) else [given]
        levels = []
        for item in items:
            above = item if isinstance(item, dict) else {"id": item, "title": item}
            id, title = plain_text(above.get("id", "")), plain_text(above.get("title", ""))
            if not id and not title:
                raise Unfit("what is above a record has an id and a title")
            levels.append({"id": id or title, "title": title or id})
        return levels

    def holds(self, field: Field) -> type:
        """Return the type of an ancestor."""
        return Ancestor

    def line(self, value: Json) -> str:
        """Return the titles, top first."""
        return " > ".join(Ancestor.from_json(members(above)).title for above in elements(value))
