"""The page of one record, with what is around it and the list that it was opened from."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from index_mappings.json_values import text
from index_mappings.record import Record
from service.schemas.page_arguments import MARKED
from service.search.addresses import PAGE_SEARCH
from service.search.ancestors import above
from service.search.answer import index_of, result_of
from service.search.arguments import Arguments
from service.search.catalogue import Catalogue
from service.search.display_title import UNTITLED
from service.search.links import Links
from service.search.paths import write_listed
from service.search.place_in_list import has_list, opened
from service.search.similar import similar
from service.search.site import Site
from service.search.surroundings import neighbours, tree
from service.web.cite_page import cite_url, cited_record, own_citation, reference_links
from service.web.current import absolute, canonical
from service.web.described import json_ld, meta_tags, signposts
from service.web.entry import UNMARKED, entry
from service.web.excerpts import plain
from service.web.facts import Entry
from service.web.hits import brow, hit
from service.web.marks import Marking, marked_ids
from service.web.trail import trail
from service.web.tree_view import beside_view, tree_view

_SIMILAR = 5  # records under a record: a glance's worth
_DESCRIPTION = 600  # characters of a collection's description on the page of a record in it


def record_page(
    site: Site, record: Record, arguments: Arguments, links: Links
) -> dict[str, object]:
    """Return what a record's page is rendered from; `arguments` are those of its list."""
    info, mapping = site.engine.info(), site.mapping
    catalogue = site.catalogues.of(info.version)
    paths = links.record(record.id)
    path = paths.html.removeprefix(request.script_root)
    item = cited_record(record)
    from_list = opened(site, record.id, arguments, links) if has_list(arguments) else None
    marks = from_list.marks if from_list else UNMARKED
    shown = entry(record, mapping, catalogue, links, above=above(site.engine, record), marks=marks)
    alike = similar(site.engine, record, _SIMILAR)
    around, beside = tree(site.engine, record), neighbours(site.engine, record)
    return {
        "entry": shown,
        "heading": record.text(mapping.title) or UNTITLED,
        "cite": own_citation(record),
        "cite_url": cite_url(record.id),
        "marking": Marking.of(arguments, marked_ids(request.args.getlist(MARKED))[0], (record.id,)),
        "marking_id": write_listed(record.id),
        "tree": tree_view(site, around, record.id, links, shown.above) if around else None,
        "neighbours": beside_view(beside, catalogue, links) if beside else None,
        "about_it": _about(site, record, shown, catalogue, links),
        "similar": [hit(result_of(one, links), mapping, links) for one in alike.hits],
        "partial": alike.partial,
        "brow": brow(record, mapping),
        "description": plain(" ".join(record.text(mapping.summary).split()), 200),
        "trail": trail(from_list, links) if from_list else None,
        "meta": meta_tags(item),
        "json_ld": json_ld(item),
        "references": reference_links(record.id),
        "signposts": _signposts(site, record, item.url),
        "json_url": paths.self_,
        "canonical": canonical(path),
        "index": index_of(info),
    }


@dataclass(frozen=True, slots=True)
class About:
    """The collection that a record without words of its own is part of."""

    title: str
    url: str
    description: Markup


def _about(
    site: Site, record: Record, shown: Entry, catalogue: Catalogue, links: Links
) -> About | None:
    """Return the collection of a record that says nothing itself, or None if that says none."""
    facet = site.mapping.collection_facet
    if facet is None or shown.lead or any(view.body for view in shown.texts):
        return None
    for id in map(text, record.many(facet.field)):
        found = catalogue.collections.get(id)
        if found and found.description and id != record.id:
            description = plain(" ".join(found.description.split()), _DESCRIPTION)
            return About(catalogue.title(id), links.collection(id).html, description)
    return None


def _signposts(site: Site, record: Record, address: str) -> str:
    facet = site.mapping.collection_facet
    own = Links(absolute(""), PAGE_SEARCH)
    ids = [str(id) for id in record.many(facet.field)] if facet else []
    return signposts(address, own.record(record.id), [own.collection(id).html for id in ids[:20]])
