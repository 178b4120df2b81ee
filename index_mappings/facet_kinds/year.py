"""Facets by year, over any field of dates.

A record is counted in each year in which its date may fall, or once under "wide" if there are too
many. Months, quarters and decades are computed in the same way if the index has paths for them:
engines' aggregations have no calendar, and if a date covers several years the counts of decades are
not the sums of those of years.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from index_mappings.conditions import Condition, Days, Held
from index_mappings.days import civil, year_span
from index_mappings.facet_kinds.kind import (
    Arranged,
    Counting,
    Facet,
    FacetKind,
    Line,
    Titles,
    every_bucket,
)
from index_mappings.facet_kinds.units_of_time import UNITS, WIDE, WITHIN, YEARS, units_of
from index_mappings.json_values import Json, members, whole
from index_mappings.sayings import sentence
from index_mappings.unfit import Unfit, ends_first, shown

DASHES = re.compile(r"(?<=\d)\s*[–—]\s*(?=\d)|\s*\.\.\.?\s*|\s*…\s*")
"""What is between the two ends of a span as it is typed."""

_YEAR = re.compile(r"-?\d{1,4}", re.ASCII)
_FIGURES = "-?[0-9]{1,4}"
_FIRST_YEAR = re.compile(r"-?\d{1,6}(?=$|\.\.|-)")
_VALUE = re.compile(r"(-?\d{1,6})?(\.\.)?(-?\d{1,6})?")


def _span(value: Json) -> tuple[int, int] | None:
    """Return the first and last day number of a date, or None for one that could not be read."""
    date = members(value)
    first, last = whole(date.get("from")), whole(date.get("to"))
    return None if first is None or last is None else (first, last)


class Year(FacetKind):
    """The years of a date."""

    name = "year"
    field_kinds = frozenset({"date"})
    keys = frozenset({"widest"})
    needed = MappingProxyType({YEARS: "keyword", WITHIN: "keyword"})
    offered = MappingProxyType(
        {unit.part: "keyword" for unit in UNITS.values() if unit.part != YEARS}
    )
    whole = True
    has_bars = True
    takes = "1950, 1949..1951, 1949.., ..1951 or wide"
    absent = sentence("Undated")
    pattern = rf"^({WIDE}|{_FIGURES}|{_FIGURES}\.\.({_FIGURES})?|\.\.{_FIGURES}| *)$"
    by_date = True
    ends_hint = sentence("As 1889.")
    in_tens = True

    def made(self, value: Json, facet: Facet) -> dict[str, Json]:
        """Return the years, months, quarters and decades in which a date may fall."""
        span = _span(value)
        if span is None:
            return {}
        return units_of(*span, facet.widest, facet.made)

    def is_missing(self, value: Json) -> bool:
        """Return whether a record has no date, or one that could not be read."""
        return _span(value) is None

    def of_value(self, value: Json) -> str:
        """Return the year that contains all days of a date, or "" if there is none."""
        span = _span(value)
        if span is None:
            return ""
        first, last = civil(span[0])[0], civil(span[1])[0]
        return str(first) if first == last else ""

    def read(self, text: str) -> str:
        """Return "1950", "1949..1951" or "wide" for any accepted spelling."""
        if text == WIDE:
            return WIDE
        first, dots, last = DASHES.sub("..", text).partition("..")
        ends = (first, last) if dots else (first, first)
        if not any(ends) or not all(_YEAR.fullmatch(end) for end in ends if end):
            raise Unfit(
                sentence(
                    "%(value)s is not a year; write 1950, 1949..1951, 1949.. or ..1951",
                    value=shown(text),
                ),
                years_in(text),
            )
        years = [str(int(end)) if end else "" for end in ends]
        if all(years) and int(years[0]) > int(years[1]):
            raise Unfit(ends_first(text), f"{years[1]}..{years[0]}")
        return years[0] if years[0] == years[1] else f"{years[0]}..{years[1]}"

    def end(self, text: str) -> str:
        """Return a year."""
        if not _YEAR.fullmatch(text):
            raise Unfit(
                sentence("%(value)s is not a year; write 1950", value=shown(text)), years_in(text)
            )
        return str(int(text))

    def joined(self, start: str, end: str) -> str:
        """Return the years from one to another."""
        return self.read(f"{start}..{end}")

    def ends(self, value: str) -> tuple[str, str] | None:
        """Return the first and the last year of a span."""
        first, dots, last = value.partition("..")
        return (first, last) if dots else None

    def conditions(
        self, facet: Facet, values: Sequence[str], *, within: bool
    ) -> tuple[Condition, ...]:
        """Return the days of each value."""
        return tuple(_condition(facet, value, within=within) for value in values)

    def counting(self, facet: Facet, *, within: bool, opened: Sequence[Line] = ()) -> Counting:
        """Return the years in which a date may fall, or the one that contains it entirely."""
        if within:
            # a date of several years is within none of them, and is a date all the same
            return Counting(facet.computed(WITHIN), lacks_some=True)
        return Counting(facet.computed(YEARS))

    def units(self, facet: Facet) -> tuple[str, ...]:
        """Return "year", and the other units that the index has paths for."""
        return tuple(
            name for name, unit in UNITS.items() if unit.part == YEARS or unit.part in facet.made
        )

    def by_unit(self, facet: Facet, unit: str) -> Counting:
        """Return the units (such as months) in which a date may fall."""
        return Counting(facet.computed(UNITS[unit].part))

    def arranged(
        self, facet: Facet, counts: Mapping[str, int], selected: Sequence[str], size: int
    ) -> Arranged:
        """Return all years in their order, "wide" last."""
        return every_bucket(counts, selected, _order)

    def label(self, facet: Facet, value: str, titles: Titles) -> str:
        """Return a year, or a span of years in words."""
        if value == WIDE:
            return sentence("more than %(count)s years", count=facet.widest)
        first, dots, last = value.partition("..")
        if not dots:
            return value
        if first and last:
            return f"{first}–{last}"
        return (
            sentence("%(year)s or later", year=first)
            if first
            else sentence("%(year)s or earlier", year=last)
        )


def years_in(text: str) -> str:
    """Return the one or two four-digit years in a text as a span, or "" if there are none."""
    found = re.findall(r"(?<!\d)\d{4}(?!\d)", text)[:2]
    return "..".join(sorted(set(found)))


def _condition(facet: Facet, value: str, *, within: bool) -> Condition:
    if value == WIDE:
        return Held(facet.computed(YEARS), (WIDE,))
    found = _VALUE.fullmatch(value)
    if not found or not value.strip("."):
        return Held("", ())
    first, dots, last = found.groups()
    if not dots:
        first = last = first or last
    start = year_span(int(first))[0] if first else None
    end = year_span(int(last))[1] if last else None
    return Days(start, end, within, facet.field)


@lru_cache(maxsize=4096)  # a facet has the same hundred years in every answer
def _order(value: str) -> tuple[int, int, str]:
    """Return the sort key of a value: its first year; values without one come last."""
    found = _FIRST_YEAR.match(value)
    return (0, int(found[0]), value) if found else (1, 0, value)
