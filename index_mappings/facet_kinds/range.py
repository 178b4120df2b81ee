"""Facets of numbers: any range can be searched, and counts are given for a list of ranges.

The mapping file lists the edges: with `[10, 20]` the buckets are under 10, 10 to under 20, and 20
or more. A bucket includes its lower edge but not its upper one, so each number is in exactly one.
The bucket of a record is computed at load, because engines' histograms only have even steps.

An argument is `10..50` (both ends included), `10..`, `..50`, `25`, or a bucket: `10..<20`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from index_mappings.conditions import Between, Condition, Held
from index_mappings.facet_kinds.kind import (
    Arranged,
    Counting,
    Facet,
    FacetKind,
    Line,
    Titles,
    every_bucket,
)
from index_mappings.json_values import Json
from index_mappings.sayings import N_, sentence
from index_mappings.unfit import Unfit, ends_first, shown

_BUCKETS = "buckets"
_FIGURES = r"-?[0-9]{1,15}(\.[0-9]{1,15})?"
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)  # as many figures as are kept exactly
_DOTS = re.compile(r"(?<=\d)\s*[–—]\s*(?=[\d<])|\s*\.\.\.?\s*|\s*…\s*")
_NEITHER = N_("%(value)s is not a number or a range; write 25, 10..50, 10.. or ..50")


class Range(FacetKind):
    """The numbers of a field."""

    name = "range"
    path_types = ("long", "double")
    field_kinds = frozenset({"number", "integer"})
    keys = frozenset({"edges"})
    required_keys = frozenset({"edges"})
    needed = MappingProxyType({_BUCKETS: "keyword"})
    whole = True
    has_bars = True
    takes = "25, 10..50, 10.., ..50, or 10..<50 without its upper end"
    pattern = rf"^({_FIGURES}|{_FIGURES}\.\.(<?{_FIGURES})?|\.\.<?{_FIGURES}| *)$"
    ends_hint = sentence("As 25 or 12.5.")

    def made(self, value: Json, facet: Facet) -> dict[str, Json]:
        """Return the buckets that a record's numbers are in."""
        numbers = value if isinstance(value, list) else [value]
        known = [number for number in numbers if isinstance(number, int | float)]
        buckets = [_buckets(facet.edges)[bisect_right(facet.edges, number)] for number in known]
        return {_BUCKETS: list(dict.fromkeys(buckets))} if buckets else {}

    def is_missing(self, value: Json) -> bool:
        """Return whether a record has no number; 0 is one."""
        return value is None or value == []

    def end(self, text: str) -> str:
        """Return a number in its shortest form."""
        if not _NUMBER.fullmatch(text):
            mended = text.replace(",", ".")
            raise Unfit(
                sentence("%(value)s is not a number; write 25 or 12.5", value=shown(text)),
                mended if _NUMBER.fullmatch(mended) else "",
            )
        return said(Decimal(text))

    def joined(self, start: str, end: str) -> str:
        """Return the numbers from one to another, both included."""
        return self.read(f"{start}..{end}")

    def read(self, text: str) -> str:
        """Return "25", "10..50" or "10..<50", each number in its shortest form."""
        first, dots, last = _DOTS.sub("..", text.strip()).partition("..")
        below = last.startswith("<")
        last = last.removeprefix("<").strip()
        if not (first or last):
            raise Unfit(sentence(_NEITHER, value=shown(text)))
        start, end = (self.end(part) if part else "" for part in (first, last))
        if start and end:
            if Decimal(start) > Decimal(end):
                raise Unfit(ends_first(text), f"{end}..{start}")
            if start == end and not below:
                return start
        return f"{start}..{'<' if below and end else ''}{end}" if dots else start

    def ends(self, value: str) -> tuple[str, str] | None:
        """Return the two ends of a range that includes both, as the fields of a form need them."""
        found = _span(value)
        return None if found is None or found.below else (found.first, found.last)

    def has_bucket(self, facet: Facet, value: str) -> bool:
        """Return whether a value is one of the ranges that are counted."""
        return value in _buckets(facet.edges)

    def conditions(
        self, facet: Facet, values: Sequence[str], *, within: bool
    ) -> tuple[Condition, ...]:
        """Return the range of each value."""
        return tuple(_condition(facet.path, value) for value in values)

    def counting(self, facet: Facet, *, within: bool, opened: Sequence[Line] = ()) -> Counting:
        """Return the buckets."""
        return Counting(facet.computed(_BUCKETS))

    def arranged(
        self, facet: Facet, counts: Mapping[str, int], selected: Sequence[str], size: int
    ) -> Arranged:
        """Return all ranges, the lowest first."""
        return every_bucket(counts, selected, _order)

    def label(self, facet: Facet, value: str, titles: Titles) -> str:
        """Return a range in words."""
        found = _span(value)
        if found is None:
            return value
        first, last = found.first, found.last
        if not first:
            if found.below:
                return sentence("under %(number)s", number=last)
            return sentence("%(number)s or less", number=last)
        if not last:
            return sentence("%(number)s or more", number=first)
        if found.below:
            return sentence("%(first)s to under %(last)s", first=first, last=last)
        return first if first == last else f"{first}–{last}"


@dataclass(frozen=True, slots=True)
class _Span:
    """A range as written; `below` means that its upper end is excluded."""

    first: str
    last: str
    below: bool


def said(number: Decimal | float) -> str:
    """Return a number without needless zeros: "10", "12.5"."""
    text = f"{Decimal(str(number)):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    digits = text.lstrip("-").lstrip("0")
    sign = "-" if text.startswith("-") and digits.strip("0.") else ""
    return sign + (digits if digits[:1].isdigit() else f"0{digits}")


@lru_cache(maxsize=64)  # a mapping has a few such facets
def _buckets(edges: tuple[float, ...]) -> tuple[str, ...]:
    """Return the ranges between some edges, from the lowest up."""
    ends = [said(edge) for edge in edges]
    between = [f"{first}..<{last}" for first, last in pairwise(ends)]
    return (f"..<{ends[0]}", *between, f"{ends[-1]}..")


def _span(value: str) -> _Span | None:
    """Return a parsed value, or None if it is not a range."""
    first, dots, last = value.partition("..")
    below = last.startswith("<")
    last = last.removeprefix("<") if dots else first
    if not (first or last) or not all(_NUMBER.fullmatch(end) for end in (first, last) if end):
        return None
    return _Span(first, last, below)


def _condition(path: str, value: str) -> Condition:
    found = _span(value)
    if found is None:
        return Held("", ())
    low = float(found.first) if found.first else None
    high = float(found.last) if found.last else None
    return Between(path, low, high, found.below)


@lru_cache(maxsize=4096)  # the same ranges are in every answer
def _order(value: str) -> tuple[float, float, str]:
    """Return the sort key of a range: its lower end, then its upper end."""
    found = _span(value)
    if found is None:
        return (float("inf"), 0.0, value)
    low = float(found.first) if found.first else float("-inf")
    return (low, float(found.last) if found.last else float("inf"), value)
