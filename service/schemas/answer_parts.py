"""The parts that answers are made of; `search_answer` and `answers` put them together."""

# Without annotations as text: `shape` reads them in half the time ("start" of `make bench`).

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

from index_mappings.made_often import made_often
from index_mappings.record import Record
from service.schemas.shape import Said

PARTIAL = Said("true where a part of the index did not answer, so that something may be lacking")


@dataclass(frozen=True, slots=True)
class Total:
    """How many there are: "eq" exactly `value`, "gte" at least."""

    value: int
    relation: str


@dataclass(frozen=True, slots=True)
class Index:
    """The index that an answer was made of. `version` changes with every publish."""

    name: str
    built: Annotated[str, Said("ISO 8601, UTC")]
    records: int
    version: str


@made_often
@dataclass(frozen=True, slots=True)
class BothLinks:
    """Where something is: as JSON, and as a page."""

    self_: str
    html: str


@made_often
@dataclass(frozen=True, slots=True)
class Toggle:
    """The search with a value chosen or, where it is chosen, no longer chosen.

    Left out where an answer to so long an address has no room for it.
    """

    toggle: str = ""


@made_often
@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, and how many records choosing it would give."""

    value: Annotated[str, Said("what the argument takes")]
    label: Annotated[str, Said("what readers are shown")]
    count: int
    selected: bool
    links: Toggle
    level: Annotated[int, Said("how far down a tree it is; left out at the top")] = 0


@dataclass(frozen=True, slots=True)
class ExcludedValue:
    """A value that is excluded (`<facet>.not`)."""

    value: str
    label: str
    links: Toggle


@made_often
@dataclass(frozen=True, slots=True)
class FacetLinks:
    """All values of a facet; where there are any, the records without; without the choice in it."""

    all: str
    missing: str = ""
    clear: str = ""


@made_often
@dataclass(frozen=True, slots=True)
class FacetCounted:
    """A facet, counted under all filters but its own."""

    label: str
    kind: str
    values: tuple[FacetValue, ...]
    excluded: tuple[ExcludedValue, ...]
    missing: Annotated[int, Said("records without a value")]
    missing_selected: bool
    others: Annotated[int, Said("values that are not shown")]
    links: FacetLinks


@dataclass(frozen=True, slots=True)
class PartLinks:
    """The search without one part of its words."""

    removed: str


@dataclass(frozen=True, slots=True)
class QueryPart:
    """A part of what the words were understood as."""

    label: str
    links: PartLinks


@dataclass(frozen=True, slots=True)
class Matched:
    """How many of the words a record must have: at least `least` of `of`."""

    wanted: str
    least: int
    of: int
    lacking: Annotated[
        tuple[str, ...],
        Said("words, as typed, that no record found has, where all lack the same; else left out"),
    ] = ()
    too_few: Annotated[
        int,
        Said(
            "where nothing is found: the most words that any record has, fewer than half; "
            "else left out"
        ),
    ] = 0


@dataclass(frozen=True, slots=True)
class WordsHere:
    """Which words a record has, as typed, and the fields that any of them is in."""

    words: tuple[str, ...]
    without: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlsoNamed:
    """A name as typed, and the other names of the same thing that were searched for too."""

    term: str
    with_: tuple[str, ...]
    ring: Annotated[str, Said("the name that facets show, or that a bridge is explained under")]
    kind: Annotated[str, Said("what is named: a person, place, body, abbreviation or term")] = (
        "person"
    )
    why: Annotated[str, Said("why they are the same")] = ""
    known_from: Annotated[str, Said("whose word that is")] = ""


@dataclass(frozen=True, slots=True)
class NamesLinks:
    """The search for names as typed only or, where it is that, for all names; else neither."""

    only_typed: str = ""
    all_names: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words were understood as, and notes on what was read otherwise than typed."""

    text: str
    understood_as: str
    notes: tuple[str, ...]
    match: Matched
    parts: tuple[QueryPart, ...]
    expanded: tuple[AlsoNamed, ...]
    links: NamesLinks


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The search with one thing less, and how many records it finds."""

    label: str
    count: int
    links: BothLinks


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another spelling: applied where nothing was found as typed, else only offered."""

    text: str
    typed: str
    applied: bool
    count: Annotated[int, Said("records with its words, whatever narrows the search")]
    links: Annotated[BothLinks, Said("the search for `text`")]
    typed_links: Annotated[BothLinks, Said("the search for what was typed, as it is")]


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of the list this is. `next_cursor` is null at its end."""

    number: int
    size: int
    pages: int
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class SearchLinks:
    """The same search as JSON and as a page, and the pages around this one that there are."""

    self_: str
    html: str
    json: str
    first: str = ""
    prev: str = ""
    next: str = ""
    last: str = ""


@made_often
@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One record that was found, as a list shows it; with `fields`, no other keys than those."""

    is_cut: ClassVar = True

    record: Record
    score: Annotated[float | None, Said("null under a declared order")]
    highlight: Annotated[
        Mapping[str, tuple[str, ...]],
        Said(
            "fields with matching words, as HTML with `<mark>`; of a question of over 16 words, "
            "or one as costly, long texts of the first three records only"
        ),
    ]
    word_places: Annotated[
        Mapping[str, int] | None,
        Said("of fields shown by their best pieces: how many places have the words, up to 100"),
    ] = None
    matched: Annotated[
        WordsHere | None,
        Said(
            "only where a record need not have all words, or no highlight has any; null of a "
            "question of more than 16 words, or one as costly"
        ),
    ] = None
    links: BothLinks
