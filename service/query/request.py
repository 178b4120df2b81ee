"""The query that an engine answers: a frozen value, the same for every engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index_mappings.conditions import Days
from index_mappings.facet_kinds.kind import Counting, Facet, Line
from index_mappings.made_often import made_often
from service.query.clauses import Clause, Everything, scores

EVERYTHING = Everything()

RELEVANCE = "relevance"
"""The order by score, which is the only one that no mapping declares."""

CHANGED = "changed"
"""The field in which a load writes when it last changed what a record says, to the second, UTC."""

FEW_OF_BEST = 20
"""Records that say enough of those with the highest score, where there are very many."""

SortKey = tuple[str | float, ...]
"""Where a hit is in an order: (key,) in a declared sort, (score, id) by relevance."""


@made_often
@dataclass(frozen=True, slots=True)
class FacetFilter:
    """The choice in one facet.

    It finds the records that have any of `values`, or none at all if `missing`; and none of
    the values in `excluded`. Values of a year facet are "1950", "1949..1951", "1949..",
    "..1951" or "wide".
    """

    facet: str
    values: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class SameNames:
    """Values of a facet that count as one: the names of one person.

    `shown` has the value under which each of them is counted, `members` all values counted under
    it, including itself. Other values count as themselves.
    """

    shown: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]


@made_often
@dataclass(frozen=True, slots=True)
class FacetRequest:
    """A facet to count, and the number of values to return (years are never cut).

    Values that are the `same` are one value, and a record with any of them is counted once.
    `opened` are the paths to values whose parts are counted too, if values have levels. With
    `unit`, a date is counted in each unit (such as month) in which it may fall (`FacetKind.units`).
    """

    facet: str
    size: int
    same: SameNames | None = None
    opened: tuple[Line, ...] = ()
    unit: str = ""

    def counting(self, facet: Facet, *, within: bool) -> Counting:
        """Return the values of the index that are counted for the facet with that name."""
        if self.unit:
            return facet.kind.by_unit(facet, self.unit)
        return facet.kind.counting(facet, within=within, opened=self.opened)


@dataclass(frozen=True, slots=True)
class PairRequest:
    """Pairs of values of two facets to count, and the number of pairs to return.

    `size` of each facet is ignored. `after` is the end of the last answer: the number of pairs
    seen, or the last pair of a list ordered by value.
    """

    first: FacetRequest
    second: FacetRequest
    size: int
    after: int | tuple[str, str] = 0


@dataclass(frozen=True, slots=True)
class Lift:
    """A boost of records by relevance, which does not affect what is found.

    `weight` is added to the score of a record that matches `clause` or, if `scored`, the clause's
    own score times `weight`.
    """

    clause: Clause
    weight: float
    scored: bool = False


@made_often
@dataclass(frozen=True, slots=True)
class Query:
    """One search.

    `clause` is what the words ask for. `exact_title` is the key (`index_mappings.folding.key`)
    of a title, or "" for none: records whose title has that key come first by relevance.
    `named` are keys of the whole text as typed (`index_mappings.computed.name_key`): a record
    that is called by one of them is found whatever `clause` asks for, and comes before all.
    `lifts` put records higher by relevance. `days` are spans of the argument `date`, of which
    one must be met; with `within`, each day of a record's date must be in the span, for `days`
    and for the year facet, which is counted accordingly. A facet's counts ignore its own filter
    and no other.
    `after` is the sort key of the last hit already seen; `page` is then ignored.
    `fields` are those that the record of a hit has beside its id, long texts too where they are
    named, or None for what a list shows: all but the long texts.
    What meets any clause of `without` is not there, whatever else is asked for: it is neither
    found nor counted, in no facet either. Nor, with `since`, is a record
    that a load last changed before that moment in UTC ("2026-11-29T14:00:00Z").
    """

    clause: Clause = EVERYTHING
    exact_title: str = ""
    named: tuple[str, ...] = ()
    lifts: tuple[Lift, ...] = ()
    filters: tuple[FacetFilter, ...] = ()
    days: tuple[Days, ...] = ()
    within: bool = False
    facets: tuple[FacetRequest, ...] = ()
    sort: str = RELEVANCE
    size: int = 20
    page: int = 1
    after: SortKey | None = None
    without: tuple[Clause, ...] = ()
    since: str = ""
    highlight: bool = True
    fields: tuple[str, ...] | None = None
    marks: tuple[Clause, ...] = field(default=())
    """Clauses that are marked in highlights beside `clause` (a ring's other names)."""
    only_best: bool = False
    """Give only records with the highest score of all, in any order, by relevance: all of them, or
    the first FEW_OF_BEST where they fill the page (`SearchResult.best`)."""
    whole: bool = False
    """Give each highlighted field whole, all its words marked, not its best fragments."""
    marked_long: int | None = None
    """The number of first records on a page that have words marked in fragments too, or None for
    all. Looking through long texts takes longest if there are many words.
    """

    @property
    def chosen(self) -> int:
        """The total number of chosen and excluded values."""
        return sum(len(one.values) + len(one.excluded) for one in self.filters)

    def is_brief(self, place: int) -> bool:
        """Return whether the record at a position of the page has only short fields highlighted."""
        return self.marked_long is not None and place >= self.marked_long

    def kept(self, best: int) -> int:
        """Return how many of a number of records with the highest score are given."""
        return FEW_OF_BEST if best == self.size else best

    @property
    def scores(self) -> bool:
        """Whether one record can have a higher score than another."""
        return bool(self.exact_title or self.named or self.lifts) or scores(self.clause)

    def filter(self, facet: str) -> FacetFilter | None:
        """Return the choice in a facet, or None if there is none."""
        return next((item for item in self.filters if item.facet == facet), None)
