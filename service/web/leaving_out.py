"""Excluding ticked values of a facet from a search, without a script.

A form can only send names and values. The button that leaves out sends the facet under a name of
its own; what is ticked there is then moved to what is excluded, and the reader is sent on.
"""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from service.query.request import FacetFilter
from service.schemas.page_arguments import LEAVE_OUT
from service.search.links import Links
from service.search.site import Site


def left_out(site: Site, typed: MultiDict[str, str], links: Links) -> str:
    """Return the address of the search without what is ticked, or "" if nothing is to be left."""
    facet = site.mapping.facet(typed.get(LEAVE_OUT, ""))
    if facet is None:
        return ""
    arguments = site.reader.forgive(typed.items(multi=True)).arguments
    chosen = arguments.filter(facet.name)
    excluded = tuple(sorted({*chosen.excluded, *chosen.values}))
    return links.to(arguments.with_filter(FacetFilter(facet.name, (), excluded, False)))
