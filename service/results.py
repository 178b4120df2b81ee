"""The results of engines: frozen values, the same from every engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index_mappings.facet_kinds.kind import Bucket
from index_mappings.made_often import made_often
from index_mappings.record import Record
from service.query.request import SortKey


@made_often
@dataclass(frozen=True, slots=True)
class Hit:
    """A record found. `score` is None under a declared sort.

    `record` has the fields shown in a list: all except the full text. `highlight` maps a
    highlighted field to fragments of HTML: the field's own characters escaped, with each matching
    word in its own `<mark>`. Only fields with a mark are in it; of those given in fragments,
    `places` has the number of places with marked words in the whole field (at most
    `service.engines.fragments.MOST_PLACES`). `key` is where the hit is in the order. `most` are
    bytes that the record takes at most as JSON, or 0 if the engine does not know.
    """

    record: Record
    key: SortKey
    score: float | None = None
    highlight: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    most: int = field(default=0, compare=False)


@made_often
@dataclass(frozen=True, slots=True)
class FacetCounts:
    """A counted facet.

    `buckets` are the values in the order of the facet's kind, including selected ones with count 0.
    `missing` is the number of records without a value, `others` the number of values that are not
    among the buckets.
    """

    facet: str
    buckets: tuple[Bucket, ...]
    missing: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A value of one facet and one of another, with the number of records that have both."""

    first: str
    second: str
    count: int


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Some of the pairs of values that records have.

    `total` is the number of pairs, or None if they are too many to be ordered by count: then they
    are ordered by value. `after` is where the next ones begin (`PairRequest.after`), or None after
    the last.
    """

    pairs: tuple[Pair, ...]
    total: int | None
    after: int | tuple[str, str] | None
    index: IndexInfo


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number field in some records: the number of values, the lowest and the highest.

    Both are None if no record has a value.
    """

    field: str
    count: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class NumbersFound:
    """Number fields in the requested order, in `total` records."""

    fields: tuple[NumberFound, ...]
    total: int
    index: IndexInfo


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """An index: its name, the time of its build (ISO 8601, UTC), and its contents.

    `version` changes with every publish and rollback: answers depend on it. `mapping` is the digest
    of the mapping file it was built with; `size` is in bytes. `previous` marks the one index that a
    rollback would make live (of `Engine.indices`). `notice` is what an operator should know of it,
    in a sentence: an earlier Searchroom built it.
    """

    name: str
    built: str
    records: int
    version: str = ""
    mapping: str = ""
    size: int = 0
    live: bool = True
    previous: bool = False
    notice: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of an answer. `partial` tells that a part of the index did not answer in time.

    `is_marked_briefly` tells that the last records are marked in short fields only, for the texts
    of those before them are very long. `best` is the number of records on the page with the
    highest score, for a query that asks for these only.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: tuple[FacetCounts, ...]
    index: IndexInfo
    partial: bool = False
    is_marked_briefly: bool = False
    best: int = 0


@dataclass(frozen=True, slots=True)
class Extent:
    """The number of records of something, and the first and last day number of their dates."""

    count: int
    start: int | None = None
    end: int | None = None
