"""Collections as answers: what they are, and what the records say of their size and dates."""

from __future__ import annotations

from index_mappings.record import Collection, Json
from service.errors import NotFound
from service.query.request import FacetFilter
from service.results import Extent
from service.schemas.spans import iso
from service.search.answer import index_json
from service.search.arguments import PLAIN
from service.search.catalogue import Catalogue
from service.search.links import API, Links
from service.search.paths import ids_of, read_path
from service.search.site import Site


def collections_json(site: Site, links: Links) -> dict[str, Json]:
    """Return all collections, by title, under "results"."""
    info = site.engine.info()
    catalogue = site.catalogues.of(info.version)
    extents = site.catalogues.extents(catalogue)
    return {
        "total": {"value": len(catalogue.collections), "relation": "eq"},
        "results": [
            _shown(item, extents.get(item.id, Extent(0)), catalogue, site, links)
            for item in catalogue.collections.values()
        ],
        "links": {"self": f"{links.site}{API}/collections"},
        "index": index_json(info),
    }


def collection_json(site: Site, part: str, links: Links) -> dict[str, Json]:
    """Return the collection that a part of a path names; NotFound where there is none.

    A collection that only records speak of, with nothing written about it, is one all the same.
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
        return {**_shown(found, extent, catalogue, site, links), "index": index_json(info)}
    raise NotFound(f"no collection has the id {read_path(part)[:200]!r}")


def _shown(
    collection: Collection, extent: Extent, catalogue: Catalogue, site: Site, links: Links
) -> dict[str, Json]:
    made: dict[str, Json] = dict(links.collection(collection.id))
    if _facet(site):
        chosen = PLAIN.with_filter(FacetFilter(_facet(site), (collection.id,)))
        made["records"] = links.to(chosen)
    shown: dict[str, Json] = {
        **collection.to_json(),
        "related": [_related(name, catalogue, links) for name in collection.related],
        "count": extent.count,
        "links": made,
    }
    if extent.start is not None and extent.end is not None:
        shown["date_range"] = {"from": iso(extent.start), "to": iso(extent.end)}
    return shown


def _related(name: str, catalogue: Catalogue, links: Links) -> dict[str, Json]:
    """Return a related collection, which the source names by id or by title, if we have it."""
    found = catalogue.find(name)
    if found is None:
        return {"title": name}
    return {"id": found.id, "title": found.title, "links": links.collection(found.id)}


def _facet(site: Site) -> str:
    facet = site.mapping.collection_facet
    return facet.name if facet else ""
