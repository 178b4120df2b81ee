"""What a search is answered with: what the API gives, and what pages are made from."""

# Without annotations as text: `shape` reads them in half the time ("start" of `make bench`).

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from service.schemas.answer_parts import (
    PARTIAL,
    FacetCounted,
    Index,
    Page,
    Relaxation,
    Result,
    SearchLinks,
    Spelling,
    Total,
    Understood,
)
from service.schemas.count_parts import Histogram, Pairs
from service.schemas.shape import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """The records that a search finds, page by page, with their facets."""

    total: Total
    partial: Annotated[bool, PARTIAL]
    query: Understood
    results: tuple[Result, ...]
    facets: Mapping[str, FacetCounted]
    histograms: Annotated[
        Mapping[str, Histogram] | None, Said("only where `histogram` asks for them")
    ] = None
    pairs: Annotated[
        Mapping[str, Pairs] | None, Said("only where `facets` names two with `*` between")
    ] = None
    page: Page
    sort: Annotated[str, Said("the order in force")]
    spelling: Spelling | None = None
    relaxations: Annotated[
        tuple[Relaxation, ...] | None, Said("only where at most three are found")
    ] = None
    links: SearchLinks
    index: Index
