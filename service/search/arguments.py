"""The arguments of a search in their normal form, for pages, links and answers.

The normal form can be written as a query string and is the same for all equivalent requests:
without unknown parameters, empty values and defaults, with names in a fixed order and a facet's
values in alphabetical order. `service.schemas` reads and checks a client's request;
`service.search.reader` makes `Arguments` from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, Literal
from urllib.parse import quote_plus

from index_mappings.made_often import made_often
from index_mappings.mapping import RecordMapping
from service.query.request import FacetFilter
from service.schemas.arguments import DEFAULT_SIZE, LARGEST_PAGE
from service.schemas.chosen_keys import ID, ChosenKeys
from service.schemas.counting_arguments import NONE

Pairs = tuple[tuple[str, str], ...]


@made_often
@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a search.

    `q` is cleaned and cut to 2,000 characters (`q_cut` tells that it was). `in_field` is the
    argument `in`: a field that the words are looked for in, or "" for all. `filters` has each
    facet with a choice once, by name. `date` are spans such as "1949-10..1950-02", of which
    one must be met. `sort` is "" for the usual order (`order`). `facets` are the facets to be
    counted, or None for all; `facet_size` is 0 where each facet's own size holds. `fields` are the
    keys that each result has beside its id (`service.schemas.chosen_keys`), or None for all.
    `changed_since` is a moment in UTC, or "" for any. `histogram` and `two_way` are what is counted
    beside facets: "date:month", "sender*recipient" (`service.schemas.counting_arguments`).
    """

    q: str = ""
    in_field: str = ""
    filters: tuple[FacetFilter, ...] = ()
    date: tuple[str, ...] = ()
    date_match: Literal["overlap", "within"] = "overlap"
    match: Literal["auto", "all", "any"] = "auto"
    sort: str = ""
    size: int = DEFAULT_SIZE
    page: int = 1
    cursor: str = ""
    facets: tuple[str, ...] | None = None
    facet_size: int = 0
    highlight: bool = True
    fields: tuple[str, ...] | None = None
    changed_since: str = ""
    histogram: tuple[str, ...] = ()
    two_way: tuple[str, ...] = ()
    expand: Literal["all", "names", "none"] = "all"
    spell: Literal["auto", "off"] = "auto"
    q_cut: bool = False

    def pairs(self) -> Pairs:
        """Return the normal form: names and values as in a query string."""
        return tuple(self._pairs())

    def query_string(self) -> str:
        """Return the normal form as a query string without the "?", or "" for the plain search."""
        return "&".join(self.parts())

    def parts(self) -> tuple[str, ...]:
        """Return the parts of the query string, each "name=value", percent-encoded."""
        return _parts(self)

    def before_parts_of(self, facet: str) -> int:
        """Return the number of parts before those of a facet without a choice."""
        others = (one for one in self.filters if one.facet < facet)
        chosen = sum(len(one.values) + len(one.excluded) for one in others)
        return bool(self.q) + bool(self.in_field) + chosen

    def first_page(self) -> Arguments:
        """Return the arguments of the first page of the same list."""
        return _first_page(self)

    def filter(self, facet: str) -> FacetFilter:
        """Return the choice in a facet, which may be empty."""
        return next((item for item in self.filters if item.facet == facet), None) or _none(facet)

    def order(self, mapping: RecordMapping) -> str:
        """Return the name of the sort in force."""
        return self.sort or usual_order(mapping, self.q)

    @property
    def chosen(self) -> ChosenKeys | None:
        """The wanted keys of each result, or None for all."""
        return None if self.fields is None else ChosenKeys(self.fields)

    @property
    def span(self) -> tuple[str, str]:
        """Return the two ends of the one span of `date`, as `from` and `to` take them.

        Both are "" if there is no span or more than one.
        """
        if len(self.date) != 1:
            return "", ""
        first, dots, last = self.date[0].partition("..")
        return first, last if dots else first

    def normal(self, mapping: RecordMapping) -> Arguments:
        """Return the arguments without those that equal their defaults."""
        usual = self.sort == usual_order(mapping, self.q)
        return replace(self, sort="") if usual else self

    @property
    def is_narrowed(self) -> bool:
        """Whether a facet, a date or a moment of change narrows the search."""
        return bool(self.filters or self.date or self.changed_since)

    def changed(self, **changes: Any) -> Arguments:
        """Return the arguments with some replaced, from the first page on."""
        return self.with_(**{"page": 1, "cursor": "", **changes})

    def with_(self, **changes: Any) -> Arguments:
        """Return the arguments with some replaced and all others, including the page, unchanged.

        An answer has forty links of changed arguments, and this takes half of the time of
        `dataclasses.replace`.
        """
        return Arguments(**dict(zip(_NAMES, _values(self), strict=True)) | changes)

    @property
    def is_tallied(self) -> bool:
        """Whether something is counted by units of time, or two ways."""
        return self.tallies > 0

    @property
    def tallies(self) -> int:
        """The number of histograms and two-way counts that are asked for."""
        return len(self.histogram) + len(self.two_way)

    def for_page(self) -> Arguments:
        """Return the arguments for a page, which always shows some complete records."""
        is_plain = self.fields is None and not self.is_tallied
        if is_plain and 1 <= self.size <= LARGEST_PAGE:
            return self
        size = min(self.size, LARGEST_PAGE) or DEFAULT_SIZE
        return self.with_(fields=None, histogram=(), two_way=(), size=size)

    def narrowing(self) -> Arguments:
        """Return the arguments that determine what is found, without those on its display."""
        return _narrowing(self)

    def toggled(self, facet: str, value: str) -> Arguments:
        """Return the arguments with a facet's value chosen, or no longer chosen."""
        chosen = self.filter(facet)
        values = _flipped(chosen.values, value)
        excluded = tuple(item for item in chosen.excluded if item != value)
        return self.with_filter(replace(chosen, values=values, excluded=excluded))

    def toggled_not(self, facet: str, value: str) -> Arguments:
        """Return the arguments with a facet's value excluded, or no longer excluded."""
        chosen = self.filter(facet)
        excluded = _flipped(chosen.excluded, value)
        values = tuple(item for item in chosen.values if item != value)
        return self.with_filter(replace(chosen, values=values, excluded=excluded))

    def toggled_missing(self, facet: str) -> Arguments:
        """Return the arguments with the records without a value chosen, or no longer."""
        chosen = self.filter(facet)
        return self.with_filter(replace(chosen, missing=not chosen.missing))

    def without(self, facet: str) -> Arguments:
        """Return the arguments with nothing chosen in a facet."""
        return self.with_filter(FacetFilter(facet))

    def with_filter(self, chosen: FacetFilter) -> Arguments:
        """Return the arguments with the choice in one facet replaced, from the first page on."""
        others = [item for item in self.filters if item.facet != chosen.facet]
        if chosen.values or chosen.excluded or chosen.missing:
            others.append(chosen)
        return self.changed(filters=tuple(sorted(others, key=lambda item: item.facet)))

    def _pairs(self) -> Iterator[tuple[str, str]]:
        if self.q:
            yield "q", self.q
        if self.in_field:
            yield "in", self.in_field
        for chosen in self.filters:
            yield from ((chosen.facet, value) for value in chosen.values)
            yield from ((f"{chosen.facet}.not", value) for value in chosen.excluded)
        yield from (("missing", chosen.facet) for chosen in self.filters if chosen.missing)
        yield from (("date", span) for span in self.date)
        if self.changed_since:
            yield "changed_since", self.changed_since
        if (here := _before(self)) != _USUAL_BEFORE:
            yield from _unusual(_BEFORE, here, _USUAL_BEFORE)
        if self.facets is not None:
            yield "facets", ",".join((*self.facets, *self.two_way)) or NONE
        if self.histogram:
            yield "histogram", ",".join(self.histogram)
        if self.facet_size:
            yield "facet_size", str(self.facet_size)
        if not self.highlight:
            yield "highlight", "0"
        if self.fields is not None:
            yield "fields", ",".join(self.fields) or ID
        if (here := _after(self)) != _USUAL_AFTER:
            yield from _unusual(_AFTER, here, _USUAL_AFTER)


_NAMES = tuple(field.name for field in fields(Arguments))
_values = attrgetter(*_NAMES)

PLAIN = Arguments()
"""The search that asks for nothing in particular: every record."""

# The arguments that are left out at their default, in their order; most are, in most links.
_BEFORE = ("date_match", "match", "sort", "size")
_AFTER = ("expand", "spell", "page", "cursor")
_before, _after = attrgetter(*_BEFORE), attrgetter(*_AFTER)
_USUAL_BEFORE, _USUAL_AFTER = _before(PLAIN), _after(PLAIN)


def _unusual(
    names: Sequence[str], values: Sequence[object], usual: Sequence[object]
) -> Iterator[tuple[str, str]]:
    for name, value, default in zip(names, values, usual, strict=True):
        if value != default:
            yield name, str(value)


def usual_order(mapping: RecordMapping, q: str) -> str:
    """Return the default sort.

    Without words all records are equally relevant, and the first declared order is more useful than
    the order of ids.
    """
    declared = (sort.name for sort in mapping.sorts if bool(sort.path) is not bool(q))
    return next(declared, mapping.sorts[0].name)


# An answer has fifty addresses of a few searches, and a page twice as many.
@lru_cache(maxsize=128)
def _parts(arguments: Arguments) -> tuple[str, ...]:
    return tuple([part(name, value) for name, value in arguments._pairs()])


@lru_cache(maxsize=64)
def _first_page(arguments: Arguments) -> Arguments:
    return arguments.with_(page=1, cursor="")


_SHOWN = ("sort", "size", "facets", "facet_size", "highlight", "fields", "histogram", "two_way")


@lru_cache(maxsize=64)
def _narrowing(arguments: Arguments) -> Arguments:
    return arguments.changed(**{name: getattr(PLAIN, name) for name in _SHOWN})


@lru_cache(maxsize=256)  # an answer asks some fifty times, and most facets have no choice
def _none(facet: str) -> FacetFilter:
    return FacetFilter(facet)


def _flipped(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    if value in values:
        return tuple(item for item in values if item != value)
    return tuple(sorted((*values, value)))


@lru_cache(maxsize=4096)  # a facet's common values are in the links of most answers
def part(name: str, value: str) -> str:
    """Return one part of a query string; names are ours and need no encoding."""
    plain = value.isalnum() and value.isascii()  # most are, and a page carries a hundred
    return f"{name}={value if plain else quote_plus(value, safe=',.:')}"
