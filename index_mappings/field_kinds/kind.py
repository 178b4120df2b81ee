"""Fields and the interface of their kinds.

A kind is one object. It determines how a plain value is read, what the index must have for it, and
how its values are shown, counted and compared. No layer compares the name of a kind.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from index_mappings.dates import DEFAULT, DateConventions
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json

EVERYONE = "people"
"""The field of all parties that a record names, whatever they did."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its kind, label and purpose.

    `search` are the index paths searched by `field:value`; without any, the field cannot be
    searched by name. `type` is the type of its own path in the index, or "" for an object.
    """

    name: str
    kind: FieldKind
    label: str
    purpose: str
    search: tuple[str, ...] = ()
    type: str = ""

    @property
    def names_makers(self) -> bool:
        """Whether its parties made, sent or received the record and are not only named."""
        return self.kind.names_people and self.name != EVERYONE


class FieldKind(ABC):
    """A kind of field. Its methods are pure."""

    name: str
    """Its name in a mapping file."""
    types: tuple[str, ...] = ()
    """The types that the field's own index path may have; any if empty."""
    parts: Mapping[str, str] = MappingProxyType({})
    """The index paths below its own that it needs, with their types."""
    many: bool = False
    """Whether a record has a list of values."""
    is_long: bool = False
    """Whether it is running text in paragraphs, which a list of hits need not show in full."""
    is_apart: bool = False
    """Whether a list of hits can omit it: running text and its apparatus."""
    is_apparatus: bool = False
    """Whether it belongs to another field's values and is not shown on its own on a page."""
    lays_out: bool = False
    """Whether its values describe the parts of a text."""
    annotates: bool = False
    """Whether its values are notes on a text by someone other than its author."""
    orders_title: bool = False
    """Whether its value is the title for filing, without an article."""
    by_language: bool = False
    """Whether its values are titles with languages."""
    is_term: bool = False
    """Whether its values are single words or phrases, such as subjects."""
    by_date: bool = False
    """Whether its values are dates."""
    names_people: bool = False
    """Whether its values are parties."""
    of_collections: bool = False
    """Whether its values are ids of collections."""
    leads_up: bool = False
    """Whether its values are the ancestors of the record."""
    is_number: bool = False
    """Whether a value is a number, so that there is a lowest and a highest."""
    keeps_rest: bool = False
    """Whether it takes values that fit no other field, under the source's own label."""
    column_parts: frozenset[str] = frozenset()
    """The parts of a value that a column of a table may contain on their own."""

    def value(self, given: Json, field: Field, dates: DateConventions = DEFAULT) -> Json:
        """Return a plain value in the form of this kind; raise `Unfit`.

        Values already in our own form (such as `Date.to_json()`) are returned unchanged, so that a
        dump of an index loads into the same records. None, "" and empty lists and objects give
        None: the field is absent.
        """
        if not given and given in (None, "", [], {}):
            return None
        return self._made(given, field, dates)

    @abstractmethod
    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        """Return a non-empty value in the form of this kind, or None; raise `Unfit`."""

    def can_take(self, text: str) -> bool:
        """Return whether a source's text can become a value."""
        return True

    def holds(self, field: Field) -> type:
        """Return the type of one value: a plain one, or a class of `index_mappings.record`."""
        return str

    def line(self, value: Json) -> str:
        """Return a record's value as one line, for reviewing loaded records."""
        return plain_text(value)
