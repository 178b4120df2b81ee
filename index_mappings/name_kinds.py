"""The kinds of names, in the index of names and in bridges. Adding one is a line of `NAME_KINDS`.

No other module compares the name of a kind: it asks the kind (`tests/test_kinds_are_asked.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.sayings import sentence


@dataclass(frozen=True, slots=True)
class NameKind:
    """A kind of name: its name in files and answers, and the properties of its names.

    `label` is the heading of its bridges on pages. `is_person`: a name belongs to one person, so
    records that share it name the same person. `is_turned`: a heading may have the surname first.
    `is_abbreviation`: the first form abbreviates the others. `is_clear_alone`: a single word is
    enough to search for. `shares_names`: a word of it may also be a surname (Salisbury, Jordan).
    `bridged_as` is the kind of its bridges, or None for itself.
    """

    name: str
    label: str = ""
    is_person: bool = False
    is_turned: bool = False
    is_abbreviation: bool = False
    is_clear_alone: bool = False
    shares_names: bool = False
    bridged_as: NameKind | None = None

    @property
    def of_bridges(self) -> NameKind:
        """The kind of the bridges that its names make."""
        return self.bridged_as or self


PLACE = NameKind("place", sentence("Places"), is_clear_alone=True, shares_names=True)
PERSON = NameKind("person", sentence("People"), is_person=True, is_turned=True)
BODY = NameKind("body", sentence("Bodies"))
ABBREVIATION = NameKind("abbreviation", sentence("Abbreviations"), is_abbreviation=True)
TERM = NameKind("term", sentence("Terms"), is_clear_alone=True)
FAMILY = NameKind("family", bridged_as=PERSON)

NAME_KINDS = {kind.name: kind for kind in (PLACE, PERSON, BODY, ABBREVIATION, TERM, FAMILY)}
BRIDGE_KINDS = {name: kind for name, kind in NAME_KINDS.items() if kind.of_bridges is kind}
"""The kinds that a bridge may have."""


def name_kind(name: str) -> NameKind:
    """Return a kind by its name; for an unknown name, a kind that is bridged as a term."""
    return NAME_KINDS.get(name) or NameKind(name, bridged_as=TERM)
