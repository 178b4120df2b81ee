"""The parts of answers that count beside facets: histograms and pairs of values."""

# Without annotations as text: `shape` reads them in half the time ("start" of `make bench`).

from dataclasses import dataclass
from typing import Annotated

from service.schemas.answer_parts import Total
from service.schemas.shape import Said


@dataclass(frozen=True, slots=True)
class HistogramValue:
    """A unit of time, and the number of records that may fall in it."""

    value: Annotated[str, Said("1950-07, 1950-Q3, 1950, or 1950 for the decade from then on")]
    from_: Annotated[str, Said("the first day, as the argument `from` takes it")]
    to: Annotated[str, Said("the last day")]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Counts by unit of time, in their order."""

    facet: str
    label: str
    unit: str
    values: tuple[HistogramValue, ...]
    filled: Annotated[
        bool,
        Said("whether units without a record are there too, between the first and the last"),
    ]
    wide: Annotated[int, Said("records whose dates cover too many units to count in each")]
    missing: Annotated[int, Said("records without a date that could be read")]
    others: Annotated[int, Said("units that are left out: those after the first 10,000")]


@dataclass(frozen=True, slots=True)
class PairValue:
    """A value of each of two facets, and the number of records that have both."""

    first: str
    first_label: str
    second: str
    second_label: str
    count: int


@dataclass(frozen=True, slots=True)
class PairLinks:
    """All pairs, to be read on with a cursor."""

    all: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The pairs of values of two facets, counted without what is chosen in either."""

    facets: tuple[str, ...]
    labels: tuple[str, ...]
    total: Total
    order: Annotated[
        str, Said("`count`, the most frequent first; `value` where there are more than 10,000")
    ]
    values: tuple[PairValue, ...]
    next_cursor: Annotated[str | None, Said("for `/counts`; null after the last pair")]
    links: PairLinks
