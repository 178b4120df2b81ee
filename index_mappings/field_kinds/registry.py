"""Every kind of field by its name. A new kind is a file beside this one and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from index_mappings.field_kinds.ancestors import Ancestors
from index_mappings.field_kinds.authorities import Authorities
from index_mappings.field_kinds.date import Dates
from index_mappings.field_kinds.editorial_notes import EditorialNotes
from index_mappings.field_kinds.kind import FieldKind
from index_mappings.field_kinds.layout import Layout
from index_mappings.field_kinds.links import Links
from index_mappings.field_kinds.notes import Notes
from index_mappings.field_kinds.number import Number, WholeNumber
from index_mappings.field_kinds.parties import Parties
from index_mappings.field_kinds.texts import (
    Address,
    CollectionIds,
    FiledTitle,
    Keyword,
    Keywords,
    Text,
)
from index_mappings.field_kinds.titles import Titles
from index_mappings.field_kinds.yes_no import YesNo

FIELD_KINDS: Mapping[str, FieldKind] = {
    kind.name: kind
    for kind in (
        Text(),
        Keyword(),
        Keywords(),
        Dates(),
        Parties(),
        CollectionIds(),
        Ancestors(),
        Number(),
        WholeNumber(),
        YesNo(),
        Address(),
        FiledTitle(),
        Notes(),
        Titles(),
        Layout(),
        EditorialNotes(),
        Links(),
        Authorities(),
    )
}
