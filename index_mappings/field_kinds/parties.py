"""Fields of parties: the persons and bodies that a record names."""

from __future__ import annotations

from types import MappingProxyType

from index_mappings.dates import DateConventions
from index_mappings.field_kinds.kind import Field, FieldKind
from index_mappings.field_kinds.plain_text import plain_text
from index_mappings.json_values import Json, elements, members
from index_mappings.offices import WHY
from index_mappings.record import Party
from index_mappings.unfit import Unfit

_NAMED = {"name", "as_written"}
_TEXTS = ("name", "as_written", "role", "ref", WHY)


class Parties(FieldKind):
    """Persons and offices."""

    name = "parties"
    parts = MappingProxyType({"name": "keyword"})
    many = True
    names_people = True
    column_parts = frozenset({"office"})

    def _made(self, given: Json, field: Field, dates: DateConventions) -> Json:
        items = given if isinstance(given, list) else [given]
        parties = [_whole(item) for item in items]
        if all(parties):  # one list of most, and no second
            return parties
        parties = [party or _made_whole(item) for party, item in zip(parties, items, strict=True)]
        return [party for party in parties if party] or None

    def holds(self, field: Field) -> type:
        """Return the type of a party."""
        return Party

    def line(self, value: Json) -> str:
        """Return the parties as written, without those known only by their office."""
        parties = (Party.from_json(members(party)) for party in elements(value))
        return "; ".join(party.as_written for party in parties if not party.why)


def _whole(value: Json) -> dict[str, Json] | None:
    """Return a party in our own form with only a name, or None for any other.

    Pays for: "loading short records" of `make bench`; most parties have this form.
    """
    if type(value) is dict and value.keys() == _NAMED:
        name, as_written = value["name"], value["as_written"]
        if type(name) is str and type(as_written) is str and as_written and name.strip():
            return {"name": name, "as_written": as_written}
    return None


def _made_whole(value: Json) -> dict[str, Json] | None:
    return _party(value).to_json() if plain_text(value) else None


def _party(value: Json) -> Party:
    if not isinstance(value, dict):
        return Party(plain_text(value))
    texts = [value.get(name, "") for name in _TEXTS]
    if not all(isinstance(text, str) for text in texts) or not texts[0].strip():
        raise Unfit("a party has a name, and may have as_written, role and ref, all of them text")
    return Party.from_json(value)
