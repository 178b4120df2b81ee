"""A search's results by collection: the first few of each, and the way to all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from index_mappings.facet_kinds.kind import Facet
from index_mappings.sayings import sentence
from service.errors import NotFound
from service.query.bounds import LONG, price
from service.results import FacetCounts, SearchResult
from service.schemas.answer_parts import WordsHere
from service.search.addresses import GROUPED
from service.search.answer import result_of
from service.search.arguments import Arguments
from service.search.ask import Answer, ask, words_here
from service.search.facets import labeller
from service.search.links import Links
from service.search.purse import Purse
from service.search.question import facets_of, narrowed, typed_clause
from service.search.shortening import shortened
from service.search.site import Site
from service.web.excerpts import plain
from service.web.facet_views import all_values_of
from service.web.hits import HitView, HitWriter

_FIRST = 3  # records of a group: enough to see what it has
_GROUPS = 20  # collections on the page, those with the most: some seven screens
# Groups of which the first records are shown, times the price of the question squared: it is looked
# for in each, and its words are marked. Of a long question there are none.
_PRICED = 320
_WORDED = 8  # price beyond which it is not said which of its words a group's records have


@dataclass(frozen=True, slots=True)
class Group:
    """The first records of a collection under a search, how many there are, all of them."""

    title: str
    total: int
    url: str
    hits: tuple[HitView, ...]


def grouped_url(arguments: Arguments, links: Links) -> str:
    """Return the page of a search's results by collection."""
    search = arguments.narrowing().changed(sort=arguments.sort)
    return links.to(search, GROUPED)


def grouped_page(site: Site, typed: MultiDict[str, str], links: Links) -> dict[str, object]:
    """Return what the page is rendered from; raise NotFound if a catalogue has no collections."""
    facet = site.mapping.collection_facet
    if facet is None:
        raise NotFound(sentence("this catalogue has no collections to group by"))
    read = site.reader.forgive(typed.items(multi=True)).arguments
    search = read.narrowing().changed(sort=read.sort)
    alone = search.changed(facets=(), size=1, highlight=False)
    answer = ask(site, alone, links, is_shown=False)
    arguments = answer.arguments.narrowing().changed(sort=read.sort)
    counted = _counted(site, answer, facet)
    chosen = set(arguments.filter(facet.name).values)
    found = [
        item for item in counted.buckets if item.count and (not chosen or item.value in chosen)
    ]
    cost = price(typed_clause(arguments, site.mapping))
    shown, opened = found[:_GROUPS], 0 if cost > LONG else _PRICED // max(1, cost**2)
    label = labeller(facet, site.catalogues.of(answer.result.index.version))
    purse = answer.purse.another(answer.query)
    found_in: list[tuple[str, Arguments, int, SearchResult | None]] = []
    for place, item in enumerate(shown):
        inside = arguments.without(facet.name).toggled(facet.name, item.value)
        inside = inside.changed(sort=read.sort)
        is_opened = place < opened and (not place or purse.pay(answer.query))
        result = _first_of(site, answer, inside) if is_opened else None
        total = result.total if result else item.count
        found_in.append((item.label or label(item.value), inside, total, result))
    results = [result for *_, result in found_in if result]
    words = _words(answer, results, purse) if cost <= _WORDED else {}
    groups = [
        Group(title, total, links.to(inside), _views(site, inside, links, result, words))
        for title, inside, total, result in found_in
    ]
    others = counted.others if not chosen else 0
    return {
        "q": plain(arguments.q, 80),
        "total": answer.body.total.value,
        "partial": answer.body.partial,
        "groups": groups,
        "others": others + len(found) - len(shown),
        "others_url": all_values_of(arguments, links)(facet.name),
        "missing": counted.missing if not chosen else 0,
        "missing_url": links.toggle_missing(arguments, facet.name),
        "list_url": links.to(arguments),
        "index": answer.body.index,
        "robots": "noindex, nofollow",
    }


def _counted(site: Site, answer: Answer, facet: Facet) -> FacetCounts:
    of_facet = answer.arguments.changed(facets=(facet.name,), facet_size=_GROUPS)
    facets = facets_of(of_facet, site.mapping, answer.rings)
    return site.engine.search(replace(answer.query, facets=facets, size=0)).facets[0]


def _first_of(site: Site, answer: Answer, inside: Arguments) -> SearchResult:
    """Return the first records; what the words ask for is known, and is the same everywhere."""
    query = narrowed(answer.query, inside, site.mapping, answer.rings)
    return site.engine.search(replace(query, facets=(), size=_FIRST, highlight=True))


def _words(answer: Answer, results: Sequence[SearchResult], purse: Purse) -> dict[str, WordsHere]:
    """Return which of the words the records of all groups have, which is looked up once."""
    if not results:
        return {}
    together = replace(
        results[0],
        hits=tuple(hit for result in results for hit in result.hits),
        partial=any(result.partial for result in results),
    )
    query = replace(answer.query, highlight=True)
    arguments = answer.arguments.changed(highlight=True)
    return words_here(arguments, query, answer.reading, together, purse, is_open=answer.is_open)


def _views(
    site: Site,
    inside: Arguments,
    links: Links,
    result: SearchResult | None,
    words: Mapping[str, WordsHere],
) -> tuple[HitView, ...]:
    if result is None:
        return ()
    some = (result_of(hit, links, words.get(hit.record.id)) for hit in shortened(result.hits))
    return tuple(HitWriter(site.mapping, links, inside.query_string()).hits(tuple(some)))
