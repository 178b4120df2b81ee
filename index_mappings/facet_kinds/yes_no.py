"""Facets of yes or no: how many records have yes, no, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from index_mappings.conditions import Condition, Held
from index_mappings.facet_kinds.kind import (
    Arranged,
    Bucket,
    Counting,
    Facet,
    FacetKind,
    Line,
    Titles,
)
from index_mappings.field_kinds.yes_no import NO, YES
from index_mappings.json_values import Json
from index_mappings.sayings import sentence
from index_mappings.unfit import Unfit, shown

_SAID = "said"
_ANSWERS = ("yes", "no")
_LABELS = {"yes": sentence("Yes"), "no": sentence("No")}


class YesOrNo(FacetKind):
    """A field of yes or no, converted at load into words that both engines can count."""

    name = "yes-no"
    field_kinds = frozenset({"yes-no"})
    needed = MappingProxyType({_SAID: "keyword"})
    whole = True
    takes = "yes or no"
    pattern = "^(yes|no| *)$"

    def made(self, value: Json, facet: Facet) -> dict[str, Json]:
        """Return the word for a value."""
        return {_SAID: self.of_value(value)} if isinstance(value, bool) else {}

    def is_missing(self, value: Json) -> bool:
        """Return whether a record has no value; "no" is a value."""
        return value is None

    def of_value(self, value: Json) -> str:
        """Return the word for a boolean."""
        return ("yes" if value else "no") if isinstance(value, bool) else ""

    def read(self, text: str) -> str:
        """Return "yes" or "no"."""
        folded = text.casefold()
        if folded not in YES | NO:
            raise Unfit(sentence("%(value)s is neither yes nor no", value=shown(text)), "yes")
        return "yes" if folded in YES else "no"

    def conditions(
        self, facet: Facet, values: Sequence[str], *, within: bool
    ) -> tuple[Condition, ...]:
        """Return the condition that the record has one of the words."""
        return (Held(facet.computed(_SAID), tuple(values)),) if values else ()

    def counting(self, facet: Facet, *, within: bool, opened: Sequence[Line] = ()) -> Counting:
        """Return the words."""
        return Counting(facet.computed(_SAID))

    def arranged(
        self, facet: Facet, counts: Mapping[str, int], selected: Sequence[str], size: int
    ) -> Arranged:
        """Return yes before no."""
        known = dict.fromkeys(selected, 0) | dict(counts)
        return Arranged(tuple(Bucket(one, known[one]) for one in _ANSWERS if one in known))

    def label(self, facet: Facet, value: str, titles: Titles) -> str:
        """Return the word capitalised, as in a heading."""
        return _LABELS.get(value, value.capitalize())
