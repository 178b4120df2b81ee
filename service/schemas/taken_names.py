"""Names that no facet can have, since an argument of an address has them.

Each facet is an argument of its own name, beside those of every search, list and export. A facet
with the name of one of these would take its place, or never be asked for.
"""

from __future__ import annotations

from functools import cache

from index_mappings.mapping import load, names
from service.schemas.page_arguments import LANGUAGE, LEAVE_OUT, OF_PAGES


@cache
def taken_names() -> frozenset[str]:
    """Return the names of all arguments of the API and of pages, but for those of facets.

    Which arguments there are depends on a mapping; the two that are shipped have fields and facets
    of every kind between them.
    """
    # only who has a mapping of their own asks, and many commands have no use for these schemas
    from service.schemas import arguments, fixed_arguments  # noqa: PLC0415
    from service.schemas.query_string import ArgumentReader  # noqa: PLC0415

    known = {LANGUAGE, LEAVE_OUT, *OF_PAGES}
    for mapping in map(load, names()):
        schemas = (
            arguments.facet_arguments(mapping),
            arguments.export_arguments(mapping, ("csv",)),
            arguments.counts_arguments(mapping),
            arguments.records_arguments(mapping),
            arguments.record_arguments(mapping),
            fixed_arguments.SuggestArguments,
            fixed_arguments.ChangesArguments,
        )
        found = {name for schema in schemas for name in ArgumentReader(schema).fields}
        known |= found - {facet.name for facet in mapping.facets}
    return frozenset(known)
