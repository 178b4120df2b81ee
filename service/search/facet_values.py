"""All values of one facet under a search, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from index_mappings.checking.nearest import nearest
from index_mappings.facet_kinds.kind import Bucket, Facet
from index_mappings.folding import fold
from index_mappings.sayings import row, sentence
from service.errors import NotFound
from service.names.rings import NO_RINGS, Rings
from service.results import FacetCounts, IndexInfo, SearchResult
from service.schemas.answer_parts import Total
from service.schemas.answers import FacetAnswer, ListLinks, ListPage
from service.search.addresses import API, FACETS
from service.search.answer import index_of
from service.search.cursor import Cursor, query_digest, read_cursor
from service.search.endpoint_arguments import FacetRead
from service.search.facets import facet_values, labeller
from service.search.fallback import search
from service.search.links import Links
from service.search.paths import write_path
from service.search.question import Question, facets_of, has_names, query_of, question_of
from service.search.shortening import TOGGLES, places
from service.search.site import Site

MOST = 65_000
"""Values that are listed: just under the buckets that Elasticsearch gives in one answer."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The requested values of a facet; `label` returns the label of a value.

    `is_whole` means that the engine left none of them out.
    """

    buckets: tuple[Bucket, ...]
    counts: FacetCounts
    label: Callable[[str], str]
    index: IndexInfo
    partial: bool
    is_whole: bool


def facet_of(site: Site, name: str) -> Facet:
    """Return a facet by its name; raise NotFound with the nearest name."""
    facet = site.mapping.facet(name)
    if facet is None:
        near = nearest(name, [item.name for item in site.mapping.facets])
        detail = sentence("there is no facet %(name)s", name=repr(name[:60]))
        if near:
            hint = sentence("did you mean %(name)s?", name=repr(near))
            detail = row("; ", (detail, hint))
        raise NotFound(detail)
    return facet


def facet_answer(site: Site, name: str, read: FacetRead, links: Links) -> FacetAnswer:
    """Return the values of a facet that have `asked.filter` in their label, in `asked.order`."""
    facet = facet_of(site, name)
    question = question_of(read.arguments, site.mapping, site.names.rings, site.bridges)
    arguments, rings = question.arguments, question.rings
    read = replace(read, arguments=arguments)
    digest = query_digest(
        arguments, "values", name, read.filter, read.order, *([rings.digest] if rings else [])
    )
    found = _counted(site, facet, question)
    info = found.index
    start = 0
    if arguments.cursor:
        cursor = read_cursor(arguments.cursor, digest, MOST)
        cursor.check(info.version)
        start = cursor.seen
    listed = _listed(site, facet, found, read, rings)
    kept, counts, label = listed.buckets, listed.counts, listed.label
    shown = kept[start : start + arguments.size]
    seen = start + len(shown)
    more = bool(shown) and seen < len(kept)
    following = Cursor(info.version, digest, seen, (seen,)).write() if more else None
    page = replace(counts, buckets=tuple(shown))
    return FacetAnswer(
        facet=facet.name,
        label=facet.label,
        kind=facet.kind.name,
        total=Total(len(kept), "eq" if listed.is_whole else "gte"),
        partial=found.partial,
        results=facet_values(
            facet,
            page,
            arguments.changed(),
            links,
            label,
            toggles=places(TOGGLES, links.to(arguments)),
        ),
        missing=counts.missing,
        page=ListPage(arguments.size, following),
        links=ListLinks(
            _address(links, name, read, arguments.cursor),
            links.html(arguments),
            _address(links, name, read, following) if following else "",
        ),
        index=index_of(info),
    )


def all_values(site: Site, name: str, read: FacetRead) -> Listed:
    """Return the values of a facet as `facet_answer` orders and filters them, all at once."""
    facet = facet_of(site, name)
    question = question_of(read.arguments, site.mapping, site.names.rings, site.bridges)
    found = _counted(site, facet, question)
    return _listed(site, facet, found, read, question.rings)


def _listed(site: Site, facet: Facet, found: SearchResult, read: FacetRead, rings: Rings) -> Listed:
    counts = found.facets[0]
    label = labeller(facet, site.catalogues.of(found.index.version))
    wanted = fold(read.filter)
    same = rings if has_names(site.mapping, facet.name) else NO_RINGS
    kept = [
        item
        for item in counts.buckets
        if not wanted
        or wanted in fold(item.label or label(item.value))
        or any(wanted in fold(label(name)) for name in same.members(item.value))
    ]
    if not facet.kind.has_levels:
        kept.sort(key=_by_value if read.order == "value" else _by_count)
    is_whole = not counts.others and not found.partial
    return Listed(tuple(kept), counts, label, found.index, found.partial, is_whole)


def _counted(site: Site, facet: Facet, question: Question) -> SearchResult:
    arguments, reading = replace(question.arguments, histogram=(), two_way=()), question.reading
    whole = replace(
        arguments,
        cursor="",
        page=1,
        size=1,
        highlight=False,
        facets=(facet.name,),
        facet_size=MOST,
    )
    query = query_of(whole, site.mapping, reading, rings=question.rings)
    # of a long question too: this one facet is all that is asked for
    query = replace(query, facets=facets_of(whole, site.mapping, question.rings))
    return search(site, arguments, query, reading).result


def _by_count(bucket: Bucket) -> tuple[int, str]:
    return -bucket.count, bucket.value


def _by_value(bucket: Bucket) -> tuple[str, str]:
    return fold(bucket.value), bucket.value


def _address(links: Links, name: str, read: FacetRead, cursor: str) -> str:
    arguments = replace(read.arguments, cursor=cursor)
    pairs = [*arguments.pairs()]
    if read.filter:
        pairs.append(("filter", read.filter))
    if read.order != "count":
        pairs.append(("order", read.order))
    base = f"{links.site}{API}{FACETS}/{write_path(name)}"
    return f"{base}?{urlencode(pairs)}" if pairs else base
