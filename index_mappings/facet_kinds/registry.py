"""Every kind of facet by its name. A new kind is a file beside this one and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from index_mappings.facet_kinds.collection import Collections
from index_mappings.facet_kinds.kind import FacetKind
from index_mappings.facet_kinds.range import Range
from index_mappings.facet_kinds.terms import Terms
from index_mappings.facet_kinds.tree import Tree
from index_mappings.facet_kinds.year import Year
from index_mappings.facet_kinds.yes_no import YesOrNo

FACET_KINDS: Mapping[str, FacetKind] = {
    kind.name: kind
    for kind in (
        Terms(),
        Collections(),
        Year(),
        Range(),
        Tree(),
        YesOrNo(),
    )
}
