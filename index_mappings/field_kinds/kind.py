"""What a field is, and what every layer asks of its kind.

A kind is one object. It says how a plain value is read, what the index must have for it, and what
its values are to whoever shows, counts or compares them. No layer compares the name of a kind.
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
    """A field of a record: its kind, its label and what it is for.

    `search` are the index paths that `field:value` looks in; without any, the field is not
    searched by name. `type` is the type of its own path in the index, "" for an object.
    """

    name: str
    kind: FieldKind
    label: str
    purpose: str
    search: tuple[str, ...] = ()
    type: str = ""

    @property
    def names_makers(self) -> bool:
        """Tell whether its parties made, sent or received the record, and are not only named."""
        return self.kind.names_people and self.name != EVERYONE


class FieldKind(ABC):
    """A kind of field. Its methods are pure."""

    name: str
    """What a mapping file calls it."""
    types: tuple[str, ...] = ()
    """The types that the field's own path may be of in the index, any where empty."""
    parts: Mapping[str, str] = MappingProxyType({})
    """Index paths below its own that it needs, with their types."""
    many: bool = False
    """Whether a record has a list of values."""
    is_long: bool = False
    """Whether it is running text, in paragraphs, which a list of hits need not show whole."""
    is_apart: bool = False
    """Whether a list of hits need not have it: running text, and what belongs to it."""
    is_apparatus: bool = False
    """Whether it belongs to another field's values, and is no fact of its own on a page."""
    lays_out: bool = False
    """Whether its values say what the parts of a text are."""
    annotates: bool = False
    """Whether its values are what others than the author say of a text."""
    orders_title: bool = False
    """Whether its value is the title as it is filed, without an article."""
    by_language: bool = False
    """Whether its values are titles, each in a language."""
    is_term: bool = False
    """Whether it is one word or phrase, as a catalogue has it."""
    by_date: bool = False
    """Whether its values are dates."""
    names_people: bool = False
    """Whether its values are parties."""
    of_collections: bool = False
    """Whether its values are ids of collections."""
    leads_up: bool = False
    """Whether its values are what the record is a part of."""
    is_number: bool = False
    """Whether a value is one number, so that there is a lowest and a highest."""
    keeps_rest: bool = False
    """Whether it takes whatever no other field does, under the source's own label."""
    column_parts: frozenset[str] = frozenset()
    """What of a value a column of a table may have, when it has not all of it."""

    def value(self, given: Json, field: Field, dates: DateConventions = DEFAULT) -> Json:
        """Return a plain value as a field of this kind holds it; raises `Unfit`.

        What is in our own form already (such as `Date.to_json()`) comes out as it went in,
        so that a dump of an index loads into the same records. None, "" and empty lists and
        objects give None: the field is absent.
        """
        if not given and given in (None, "", [], {}):
            return None
        return self._made(given, field, dates)

    @abstractmethod
    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        """Return a value that is not empty as a field holds it, None for nothing; `Unfit`."""

    def can_take(self, text: str) -> bool:
        """Tell whether a text of a source may become a value."""
        return True

    def holds(self, field: Field) -> type:
        """Return the type of one value: a plain one, or a class of `index_mappings.record`."""
        return str

    def line(self, value: Json) -> str:
        """Return a record's value as one line, for whoever looks at what was loaded."""
        return plain_text(value)
