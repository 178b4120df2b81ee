"""Terms of office, and parties that a record names only by their office.

A letter of 1955 "from the Secretary of State" is from the person who held the office then. Lists of
persons give that person (`index_mappings.names`), and a load adds the person to the office.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index_mappings.json_values import Json, elements, text, whole

WHY = "why"
"""The part of a party that only those have whom no record names: why it is this person."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """The term of one holder of an office.

    `first` and `last` are the days, earliest and latest, on which it may have begun and ended; None
    if unknown, so that nothing is claimed. `said` is the source's own wording. `within` is the
    beginning of the title of the collection to which the term is confined, or "".
    """

    office: str
    first: Span | None
    last: Span | None
    said: str
    within: str = ""

    def surely(self, start: int, end: int) -> bool:
        """Return whether the office was held on all of these days."""
        return (
            self.first is not None
            and self.last is not None
            and self.first[1] <= start
            and end <= self.last[0]
        )

    def may(self, start: int, end: int) -> bool:
        """Return whether the office may have been held on any of these days."""
        return (self.first is None or self.first[0] <= end) and (
            self.last is None or start <= self.last[1]
        )

    def to_json(self) -> dict[str, Json]:
        """Return the term as JSON without empty values."""
        value: dict[str, Json] = {"office": self.office, "said": self.said}
        for key, span in (("first", self.first), ("last", self.last)):
            if span is not None:
                value[key] = list(span)
        if self.within:
            value["within"] = self.within
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Json]) -> Term:
        """Return the term that `to_json` wrote."""
        return cls(
            text(value["office"]),
            _span(value.get("first")),
            _span(value.get("last")),
            text(value.get("said")),
            text(value.get("within")),
        )


def _span(value: Json) -> Span | None:
    days = [day for one in elements(value) if (day := whole(one)) is not None]
    return (days[0], days[1]) if len(days) == 2 else None


def as_named(values: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a record's values without the parties that were added by their office."""
    if not any(map(_has_derived, values.values())):  # nearly every record; a load asks each
        return values
    left = {
        name: [one for one in elements(value) if not _is_derived(one)]
        if _has_derived(value)
        else value
        for name, value in values.items()
    }
    return {name: value for name, value in left.items() if value != []}


def _has_derived(value: Json) -> bool:
    if type(value) is list:
        for one in value:
            if type(one) is dict and WHY in one and _is_derived(one):
                return True
    return False


def _is_derived(value: Json) -> bool:
    return isinstance(value, dict) and WHY in value and "name" in value
