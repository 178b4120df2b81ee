"""Facets and the interface of their kinds.

A kind is one object. It determines what is computed for a facet at load, which values a record has
in it, which condition a chosen value stands for, the order of values and their labels. No layer
compares the name of a kind.
"""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from index_mappings.conditions import Condition
from index_mappings.json_values import Json
from index_mappings.made_often import made_often
from index_mappings.sayings import sentence

Titles = Callable[[str], str]
"""Gives the title of a collection by its id."""


Line = tuple[tuple[str, str], ...]
"""Values that are parts of each other, top first, each with what it is called."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: `name` is its argument, `field` the record's field, `path` the index's.

    `kind` determines what it counts. `size` is how many values are shown at first. A record whose
    date covers more than `widest` years is counted once, under "wide". `made` are the parts of
    `computed.<name>` that the index has for it.
    """

    name: str
    field: str
    kind: FacetKind
    label: str
    size: int
    path: str = ""
    widest: int = 100
    made: frozenset[str] = frozenset()
    edges: tuple[float, ...] = ()
    """The numbers between which the ranges of numbers lie that are counted."""
    labels: Mapping[str, str] = dataclasses.field(default_factory=dict, hash=False)
    """The labels of values that are special words in the index."""

    def computed(self, part: str) -> str:
        """Return the index path of a part that is computed for this facet at load."""
        return f"computed.{self.name}.{part}"


@made_often
@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet with the number of records that have it.

    `label` is its label if the index stores one with the value. `level` is its depth, or 0 if
    values have no levels.
    """

    value: str
    count: int
    label: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Arranged:
    """Counted values in display order, and the number of values left out."""

    buckets: tuple[Bucket, ...]
    others: int = 0


@dataclass(frozen=True, slots=True)
class Counting:
    """The index path with the values to count.

    `lacks_some` means that a record without a value at the path may still have one in the facet, so
    records without a value must be counted separately. If there are `begins` (of letters, digits
    and separators), only values that begin with one of them are counted.
    """

    path: str
    lacks_some: bool = False
    begins: tuple[str, ...] = ()

    def takes(self, value: str) -> bool:
        """Return whether a value of the path is counted."""
        return not self.begins or value.startswith(self.begins)


class FacetKind(ABC):
    """A kind of facet. Its methods are pure; values are arguments unless stated otherwise."""

    name: str
    """Its name in a mapping file."""
    path_types: tuple[str, ...] = ()
    """The types that its index path may be of; none where a facet of this kind has no path."""
    field_kinds: frozenset[str] = frozenset()
    """The kinds of the fields it can count, any where empty."""
    keys: frozenset[str] = frozenset()
    """The keys of its declaration that not every kind has."""
    required_keys: frozenset[str] = frozenset()
    """Those of them that must be there."""
    needed: Mapping[str, str] = MappingProxyType({})
    """Parts of `computed.<facet>` that it needs, with their types in the index."""
    offered: Mapping[str, str] = MappingProxyType({})
    """Parts that are made where the index has them."""
    whole: bool = False
    """Whether all of its values are always requested, because they have their own order."""
    takes: str = ""
    """The values of its argument for the description of the API, or "" for any text."""
    pattern: str = ""
    """A regular expression (ECMA 262) of what its argument takes, as a program should write it."""
    absent: str = sentence("Not stated")
    """The label of the records without a value in a list."""
    ends_hint: str = ""
    """The ends of a span of values that can be typed, or "" if values have no order."""
    by_date: bool = False
    """Whether its values are spans of days, which a query may name like any date."""
    in_tens: bool = False
    """Whether its values are whole numbers, which a page draws and groups by ten."""
    has_bars: bool = False
    """Whether a page draws its counts."""
    has_levels: bool = False
    """Whether its values are parts of each other, which a page shows one level at a time."""
    of_collections: bool = False
    """Whether its values are ids of collections."""
    of_words: bool = False
    """Whether its values are the record's own words."""

    def made(self, value: Json, facet: Facet) -> dict[str, Json]:
        """Return what the index needs besides the record's value, below `computed.<facet>`."""
        return {}

    def is_missing(self, value: Json) -> bool:
        """Return whether a record with this value of the field has no value in the facet."""
        return not value

    def of_value(self, value: Json) -> str:
        """Return the argument that finds the records with a field's value, or "" without one."""
        return ""

    def read(self, text: str) -> str:
        """Return an argument in its normal form; raise `Unfit`."""
        return text

    def end(self, text: str) -> str:
        """Return an end of a span in its normal form; raise `Unfit`."""
        raise NotImplementedError(f"values of kind {self.name} have no order")

    def joined(self, start: str, end: str) -> str:
        """Return the argument of a span from one end to another ("" if open); raise `Unfit`.

        Both ends are in the form that `end` returns.
        """
        raise NotImplementedError(f"values of kind {self.name} have no order")

    def ends(self, value: str) -> tuple[str, str] | None:
        """Return the two ends of a value that is a span, or None for any other value."""
        return None

    def has_bucket(self, facet: Facet, value: str) -> bool:
        """Return whether a value is counted if any record has it."""
        return self.ends(value) is None

    @abstractmethod
    def conditions(
        self, facet: Facet, values: Sequence[str], *, within: bool
    ) -> tuple[Condition, ...]:
        """Return the conditions of which a record with one of the values meets at least one.

        With `within`, every day of a date must be in a span of dates, not just any day.
        """

    @abstractmethod
    def counting(self, facet: Facet, *, within: bool, opened: Sequence[Line] = ()) -> Counting:
        """Return what is counted, including the parts of `opened` values if values have levels."""

    def units(self, facet: Facet) -> tuple[str, ...]:
        """Return the units of time by which its values can be counted; most kinds have none."""
        return ()

    def by_unit(self, facet: Facet, unit: str) -> Counting:
        """Return what is counted for one of its units."""
        raise NotImplementedError(f"values of kind {self.name} are not counted by {unit}")

    def line(self, value: Json, node: str) -> Line:
        """Return the path from the top to a value, taken from a record that has it, or ()."""
        return ()

    def at_zero(self, opened: Sequence[Line]) -> Mapping[str, int]:
        """Return the values of the counted path that are shown even if no record has them."""
        return {}

    @abstractmethod
    def arranged(
        self, facet: Facet, counts: Mapping[str, int], selected: Sequence[str], size: int
    ) -> Arranged:
        """Return the values to show: those `selected` (also at 0), and `size` others at most.

        `counts` are those of the counted path and of each selected span.
        """

    def label(self, facet: Facet, value: str, titles: Titles) -> str:
        """Return the label of a value for readers."""
        return value


def every_bucket(
    counts: Mapping[str, int], selected: Sequence[str], order: Callable[[str], Any]
) -> Arranged:
    """Return all values in their own order, including selected values with a count of 0."""
    known = dict.fromkeys(selected, 0) | dict(counts)
    values = sorted(known, key=order)
    return Arranged(tuple(map(Bucket, values, map(known.__getitem__, values))))
