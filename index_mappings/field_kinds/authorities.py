"""Fields of authorities: entries in authority files for plain values of other fields."""

from __future__ import annotations

from types import MappingProxyType

from index_mappings.beside_text import Authority
from index_mappings.dates import DateConventions
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.plain_text import texts_of
from index_mappings.json_values import Json, elements, members
from index_mappings.unfit import Unfit


class Authorities(FieldKind):
    """A field, one of its values, and the address of the value's entry."""

    name = "authorities"
    parts = MappingProxyType({"field": "keyword", "name": "keyword", "ref": "keyword"})
    many = True
    is_apparatus = True

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        authorities: list[Json] = []
        for item in given if isinstance(given, list) else [given]:
            if not isinstance(item, dict):
                raise Unfit("an authority has field, name and ref")
            texts = texts_of(item, ("ref", "name", "field"), "an authority has a ref")
            authorities.append(Authority(**{"name": "", "field": "", **texts}).to_json())
        return authorities or None

    def can_take(self, text: str) -> bool:
        """Return False: a plain text cannot give a field and its value."""
        return False

    def holds(self, field: Field) -> type:
        """Return the type of an authority."""
        return Authority

    def line(self, value: Json) -> str:
        """Return the values with their addresses."""
        return "; ".join(f"{item['name']}: {item['ref']}" for item in map(members, elements(value)))
