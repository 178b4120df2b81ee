"""The sentence for a live index that was built with another version of the mapping file."""

from __future__ import annotations

from index_mappings.mapping import RecordMapping
from service.results import IndexInfo


def stale_mapping(info: IndexInfo, mapping: RecordMapping) -> str:
    """Return what is wrong and the command that mends it, "" where the two are of one version."""
    if not info.mapping or info.mapping == mapping.digest:
        return ""
    return (
        f"the mapping {mapping.name!r} has changed since the live index {info.name} was built "
        "with it; `searchroom load --all` builds it anew, and until then it is searched as it was"
    )
