"""Collections as answers, with size and dates from their records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypedDict

from index_mappings.record import Collection
from index_mappings.sayings import sentence
from service.errors import NotFound
from service.query.request import FacetFilter
from service.results import Extent
from service.schemas.answer_parts import Total
from service.schemas.answers import (
    CollectionAnswer,
    CollectionEntry,
    CollectionLinks,
    CollectionsAnswer,
    DateRange,
    ListLinks,
    Related,
)
from service.schemas.spans import iso
from service.search.addresses import API, COLLECTIONS
from service.search.answer import index_of
from service.search.arguments import PLAIN
from service.search.catalogue import Catalogue
from service.search.links import Links
from service.search.paths import ids_of, read_path
from service.search.shortening import RECORDS, cut_text
from service.search.site import Site


def collections_answer(site: Site, links: Links) -> CollectionsAnswer:
    """Return all collections, by title."""
    info = site.engine.info()
    catalogue = site.catalogues.of(info.version)
    extents = site.catalogues.extents(catalogue)
    return CollectionsAnswer(
        Total(len(catalogue.collections), "eq"),
        tuple(
            CollectionEntry(**_entry(item, extents.get(item.id, Extent(0)), catalogue, site, links))
            for item in map(_brief(catalogue), catalogue.collections.values())
        ),
        ListLinks(f"{links.site}{API}{COLLECTIONS}"),
        index_of(info),
    )


def _brief(catalogue: Catalogue) -> Callable[[Collection], Collection]:
    """Return the function that shortens a description to its share of a list."""
    share = RECORDS // max(1, len(catalogue.collections))
    return lambda item: replace(item, description=cut_text(item.description, share))


def collection_answer(site: Site, part: str, links: Links) -> CollectionAnswer:
    """Return the collection that a part of a path names; raise NotFound if there is none.

    A collection that only records name, without an entry of its own, is included.
    """
    info = site.engine.info()
    catalogue = site.catalogues.of(info.version)
    for id in ids_of(part):
        found = catalogue.collections.get(id)
        if found is not None:
            extent = site.catalogues.extents(catalogue).get(id, Extent(0))
        else:
            (extent,) = site.engine.extents(_facet(site), (id,)) if _facet(site) else (Extent(0),)
            if not extent.count:
                continue
            found = Collection(id, id)
        entry = _entry(found, extent, catalogue, site, links)
        return CollectionAnswer(**entry, index=index_of(info))
    raise NotFound(sentence("no collection has the id %(id)s", id=repr(read_path(part)[:200])))


class _Entry(TypedDict):
    """The parts of a collection in a list and on its own."""

    id: str
    title: str
    description: str
    related: tuple[Related, ...]
    image_caption: str
    source: str
    count: int
    date_range: DateRange | None
    links: CollectionLinks


def _entry(
    collection: Collection, extent: Extent, catalogue: Catalogue, site: Site, links: Links
) -> _Entry:
    records = ""
    if _facet(site):
        records = links.to(PLAIN.with_filter(FacetFilter(_facet(site), (collection.id,))))
    here = links.collection(collection.id)
    dates = None
    if extent.start is not None and extent.end is not None:
        dates = DateRange(iso(extent.start), iso(extent.end))
    return _Entry(
        id=collection.id,
        title=collection.title,
        description=collection.description,
        related=tuple(_related(name, catalogue, links) for name in collection.related),
        image_caption=collection.image_caption,
        source=collection.source,
        count=extent.count,
        date_range=dates,
        links=CollectionLinks(here.self_, here.html, records),
    )


def _related(name: str, catalogue: Catalogue, links: Links) -> Related:
    """Return a related collection, named by id or title in the source, if we have it."""
    found = catalogue.find(name)
    if found is None:
        return Related(name)
    return Related(found.title, found.id, links.collection(found.id))


def _facet(site: Site) -> str:
    facet = site.mapping.collection_facet
    return facet.name if facet else ""
