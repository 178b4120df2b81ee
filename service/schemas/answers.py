"""What the API answers with beside searches (`search_answer`): each answer as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from index_mappings.record import Record
from service.schemas.answer_parts import (
    PARTIAL,
    BothLinks,
    FacetValue,
    Index,
    Result,
    SearchLinks,
    Total,
)
from service.schemas.count_parts import Histogram, Pairs
from service.schemas.shape import Said


@dataclass(frozen=True, slots=True)
class RecordCollection:
    """A collection that a record belongs to."""

    id: str
    title: str
    links: BothLinks


@dataclass(frozen=True, slots=True)
class RecordAbove:
    """A record above a record."""

    id: str
    title: str
    links: BothLinks


@dataclass(frozen=True, slots=True)
class RecordLinks:
    """Where a record is, the collections it belongs to, and the records above it."""

    self_: str
    html: str
    collections: tuple[RecordCollection, ...]
    ancestors: Annotated[
        tuple[RecordAbove, ...], Said("top first; of `ancestors` those that are in the index")
    ]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Which part of a list this is. `next_cursor` is null at its end."""

    size: int
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class ListLinks:
    """The list itself, the search it belongs to, and its next part."""

    self_: str
    html: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswer:
    """One record, with its links and those of its parts; with `fields`, those keys alone."""

    component: ClassVar = "Record"
    is_cut: ClassVar = True

    record: Record
    similar: Annotated[tuple[Result, ...] | None, Said("only where `similar` asks for them")] = None
    partial: Annotated[
        bool | None, Said("beside `similar`: true where a part of the index did not answer")
    ] = None
    links: RecordLinks
    index: Index


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRecord:
    """One of several records; with `fields`, no other keys than those."""

    is_cut: ClassVar = True

    record: Record
    asked: Annotated[str, Said("the id in the request, where that is a former one")] = ""
    links: BothLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsAnswer:
    """Several records by their ids, in the order of these."""

    results: tuple[ListedRecord, ...]
    missing: Annotated[tuple[str, ...], Said("ids that no record has")]
    withdrawn: Annotated[tuple[str, ...], Said("ids of records that the archive took back")]
    page: ListPage
    links: ListLinks
    index: Index


@dataclass(frozen=True, slots=True)
class Related:
    """A related collection; without id and links where the catalogue does not have it."""

    title: str
    id: str = ""
    links: BothLinks | None = None


@dataclass(frozen=True, slots=True)
class CollectionLinks:
    """Where a collection is, and the search for its records."""

    self_: str
    html: str
    records: str = ""


@dataclass(frozen=True, slots=True)
class DateRange:
    """The first and the last day of something."""

    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionEntry:
    """A named set of records; count and dates are those of the records."""

    component: ClassVar = "Collection"

    id: str
    title: str
    description: str = ""
    related: tuple[Related, ...]
    image_caption: str = ""
    source: str = ""
    count: int
    date_range: Annotated[DateRange | None, Said("first and last day, YYYY-MM-DD")] = None
    links: CollectionLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionAnswer(CollectionEntry):
    """One collection."""

    component: ClassVar = "CollectionAnswer"

    index: Index


@dataclass(frozen=True, slots=True)
class CollectionsAnswer:
    """All collections, by title."""

    total: Total
    results: tuple[CollectionEntry, ...]
    links: ListLinks
    index: Index


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetAnswer:
    """The values of one facet."""

    facet: str
    label: str
    kind: str
    total: Total
    partial: Annotated[bool, PARTIAL]
    results: tuple[FacetValue, ...]
    missing: int
    page: ListPage
    links: ListLinks
    index: Index


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRecord:
    """One change of one record. The record as it is now is under its link, if it is there."""

    number: Annotated[int, Said("counted from 1 over all publishes")]
    at: Annotated[str, Said("ISO 8601, UTC")]
    kind: Annotated[str, Said("added, changed, deleted or withdrawn")]
    id: str
    collections: Annotated[
        tuple[str, ...], Said("those that the record is in or, where it is gone, was in")
    ] = ()
    links: Annotated[BothLinks | None, Said("left out where the change removed the record")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesAnswer:
    """What loads, updates, withdrawals and rollbacks changed, in the order of publishing."""

    results: tuple[ChangedRecord, ...]
    last: Annotated[int, Said("the number to ask on from, with `since`; it never expires")]
    more: Annotated[bool, Said("whether there are more changes already")]
    links: ListLinks
    index: Index


@dataclass(frozen=True, slots=True)
class SuggestedLinks:
    """The page that a suggestion leads to."""

    html: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the typed text may become; `kind` is "title" (a record), a facet's name, or "words"."""

    text: str
    kind: str
    label: str
    count: int
    links: SuggestedLinks


@dataclass(frozen=True, slots=True)
class SuggestText:
    """What was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class SuggestAnswer:
    """Suggestions while typing."""

    query: SuggestText
    results: tuple[Suggestion, ...]
    partial: Annotated[bool, PARTIAL]
    index: Index


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSum:
    """A field of numbers in the records found."""

    label: str
    min: Annotated[float | None, Said("the lowest; null where no record has a number")]
    max: Annotated[float | None, Said("the highest")]
    count: Annotated[int, Said("records that have a number")]
    missing: Annotated[int, Said("records that have none; 0 is a number")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsAnswer:
    """What a search finds, counted by units of time or two ways, without the records."""

    total: Total
    partial: Annotated[bool, PARTIAL]
    histograms: Mapping[str, Histogram]
    pairs: Mapping[str, Pairs]
    numbers: Mapping[str, NumberSum]
    links: SearchLinks
    index: Index
