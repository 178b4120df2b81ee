"""A search's results by collection: the first few of each, and the way to all of them."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from index_mappings.sayings import sentence
from service.errors import NotFound
from service.search.addresses import GROUPED
from service.search.arguments import Arguments
from service.search.ask import ask
from service.search.links import Links
from service.search.site import Site
from service.web.excerpts import plain
from service.web.facet_views import all_values_of
from service.web.hits import HitView, HitWriter

_FIRST = 3  # records of a group: enough to see what it has
_GROUPS = 20  # collections on the page, those with the most: some seven screens


@dataclass(frozen=True, slots=True)
class Group:
    """The first records of a collection under a search, how many there are, all of them."""

    title: str
    total: int
    url: str
    hits: tuple[HitView, ...]


def grouped_url(arguments: Arguments, links: Links) -> str:
    """Return the page of a search's results by collection."""
    asked = arguments.narrowing().changed(sort=arguments.sort)
    return links.to(asked, GROUPED)


def grouped_page(site: Site, typed: MultiDict[str, str], links: Links) -> dict[str, object]:
    """Return what the page is rendered from; NotFound where a catalogue has no collections."""
    facet = site.mapping.collection_facet
    if facet is None:
        raise NotFound(sentence("this catalogue has no collections to group by"))
    read = site.reader.forgive(typed.items(multi=True)).arguments
    shown = {"facets": (facet.name,), "facet_size": _GROUPS, "size": 1, "highlight": False}
    answer = ask(site, read.narrowing().changed(sort=read.sort, **shown), links)
    arguments = answer.arguments.narrowing().changed(sort=read.sort)
    counted = answer.body.facets[facet.name]
    chosen = set(arguments.filter(facet.name).values)
    groups = []
    for item in counted.values:
        if not item.count or (chosen and item.value not in chosen):
            continue
        inside = arguments.without(facet.name).toggled(facet.name, item.value)
        inside = inside.changed(sort=read.sort)
        found = ask(site, inside.changed(size=_FIRST, facets=(), sort=read.sort), links).body
        writer = HitWriter(site.mapping, links, inside.query_string())
        hits = tuple(writer.hits(found.results))
        groups.append(Group(item.label, found.total.value, links.to(inside), hits))
    return {
        "q": plain(arguments.q, 80),
        "total": answer.body.total.value,
        "partial": answer.body.partial,
        "groups": groups,
        "others": counted.others if not chosen else 0,
        "others_url": all_values_of(arguments, links)(facet.name),
        "missing": counted.missing if not chosen else 0,
        "missing_url": links.toggle_missing(arguments, facet.name),
        "list_url": links.to(arguments),
        "index": answer.body.index,
        "robots": "noindex, nofollow",
    }
