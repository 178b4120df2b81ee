"""Facets by year, over any field of dates.

A record is counted in each year that its date may fall in, or once under "wide" where these are
too many. Months, quarters and decades are made alike, where the index has room for them: an
engine's aggregations know no calendar, and decades are no sum of years where a date covers several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
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
from index_mappings.json_values import Json, members, whole
from index_mappings.unfit import Unfit, shown

WIDE = "wide"
"""The value of a record whose date covers more years than are counted."""

DASHES = re.compile(r"(?<=\d)\s*[–—]\s*(?=\d)|\s*\.\.\.?\s*|\s*…\s*")
"""What stands between the two ends of a span as it is typed."""

_YEARS, _WITHIN, _MONTHS, _QUARTERS, _DECADES = (
    "years", "year_within", "months", "quarters", "decades",
)  # fmt: skip
_YEAR = re.compile(r"-?\d{1,4}", re.ASCII)
_FIGURES = "-?[0-9]{1,4}"
_VALUE = re.compile(r"(-?\d{1,6})?(\.\.)?(-?\d{1,6})?")


def _span(value: Json) -> tuple[int, int] | None:
    """Return the first and last day number of a date, None for one that could not be read."""
    date = members(value)
    first, last = whole(date.get("from")), whole(date.get("to"))
    return None if first is None or last is None else (first, last)


class Year(FacetKind):
    """The years of a date."""

    name = "year"
    field_kinds = frozenset({"date"})
    keys = frozenset({"widest"})
    needed = MappingProxyType({_YEARS: "keyword", _WITHIN: "keyword"})
    offered = MappingProxyType(dict.fromkeys((_MONTHS, _QUARTERS, _DECADES), "keyword"))
    whole = True
    has_bars = True
    takes = "1950, 1949..1951, 1949.., ..1951 or wide"
    absent = "Undated"
    pattern = rf"^({WIDE}|{_FIGURES}|{_FIGURES}\.\.({_FIGURES})?|\.\.{_FIGURES}| *)$"
    by_date = True
    ends_hint = "As 1889."
    in_tens = True

    def made(self, value: Json, facet: Facet) -> dict[str, Json]:
        """Return the years, months, quarters and decades that a date may fall in."""
        span = _span(value)
        if span is None:
            return {}
        return _units(*span, facet.widest, facet.made)

    def is_missing(self, value: Json) -> bool:
        """Tell whether a record has no date, or one that could not be read."""
        return _span(value) is None

    def of_value(self, value: Json) -> str:
        """Return the one year that all days of a date are in, "" where there is none."""
        span = _span(value)
        if span is None:
            return ""
        first, last = civil(span[0])[0], civil(span[1])[0]
        return str(first) if first == last else ""

    def read(self, text: str) -> str:
        """Return "1950", "1949..1951" or "wide", however it was typed."""
        if text == WIDE:
            return WIDE
        first, dots, last = DASHES.sub("..", text).partition("..")
        ends = (first, last) if dots else (first, first)
        if not any(ends) or not all(_YEAR.fullmatch(end) for end in ends if end):
            raise Unfit(
                f"{shown(text)} is not a year; write 1950, 1949..1951, 1949.. or ..1951",
                years_in(text),
            )
        years = [str(int(end)) if end else "" for end in ends]
        if all(years) and int(years[0]) > int(years[1]):
            raise Unfit(f"{shown(text)} ends before it begins", f"{years[1]}..{years[0]}")
        return years[0] if years[0] == years[1] else f"{years[0]}..{years[1]}"

    def end(self, text: str) -> str:
        """Return a year."""
        if not _YEAR.fullmatch(text):
            raise Unfit(f"{shown(text)} is not a year; write 1950", years_in(text))
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
        """Return the years that a date may fall in, or the one in which it falls wholly."""
        if within:
            # a date of several years is within none of them, and is a date all the same
            return Counting(facet.computed(_WITHIN), lacks_some=True)
        return Counting(facet.computed(_YEARS))

    def arranged(
        self, facet: Facet, counts: Mapping[str, int], selected: Sequence[str], size: int
    ) -> Arranged:
        """Return all years in their order, "wide" last."""
        return every_bucket(counts, selected, _order)

    def label(self, facet: Facet, value: str, titles: Titles) -> str:
        """Return a year, or a span of years in words."""
        if value == WIDE:
            return f"more than {facet.widest} years"
        first, dots, last = value.partition("..")
        if not dots:
            return value
        if first and last:
            return f"{first}–{last}"
        return f"{first} or later" if first else f"{last} or earlier"


def years_in(text: str) -> str:
    """Return the one or two years of four figures that stand in a text, as a span; "" for none."""
    found = re.findall(r"(?<!\d)\d{4}(?!\d)", text)[:2]
    return "..".join(sorted(set(found)))


@lru_cache(maxsize=4096)  # records of one day come one after the other
def _units(start: int, end: int, widest: int, made: frozenset[str]) -> dict[str, Json]:
    """Return the units of time in which the days from one to another are; not to be changed."""
    first, last = civil(start), civil(end)
    units: dict[str, Json] = {_YEARS: _each(first[0], last[0], widest, str)}
    if first[0] == last[0]:
        units[_WITHIN] = [str(first[0])]
    if _MONTHS in made:
        months = (first[0] * 12 + first[1] - 1, last[0] * 12 + last[1] - 1)
        units[_MONTHS] = _each(*months, widest, _month)
    if _QUARTERS in made:
        quarters = (first[0] * 4 + (first[1] - 1) // 3, last[0] * 4 + (last[1] - 1) // 3)
        units[_QUARTERS] = _each(*quarters, widest, _quarter)
    if _DECADES in made:
        units[_DECADES] = _each(first[0] // 10, last[0] // 10, widest, _decade)
    return units


def _each(first: int, last: int, most: int, said: Callable[[int], str]) -> list[str]:
    if last - first >= most:
        return [WIDE]
    return [said(unit) for unit in range(first, last + 1)]


def _month(number: int) -> str:
    return f"{_iso(number // 12)}-{number % 12 + 1:02d}"


def _quarter(number: int) -> str:
    return f"{_iso(number // 4)}-Q{number % 4 + 1}"


def _iso(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def _decade(number: int) -> str:
    return str(number * 10)


def _condition(facet: Facet, value: str, *, within: bool) -> Condition:
    if value == WIDE:
        return Held(facet.computed(_YEARS), (WIDE,))
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
    """Return what puts values in order: by first year, what has none last."""
    first = value.split("..", maxsplit=1)[0]
    if value == WIDE or not first.lstrip("-").isdecimal():
        return (1, 0, value)
    return (0, int(first), value)
