"""Records that a reader marked: those of some ids, in the reader's order, as a set to take away."""

from __future__ import annotations

from collections.abc import Sequence

from index_mappings.record import Record
from service.exports.shown_set import ShownSet
from service.search.site import Site

_AT_ONCE = 20  # ids that an engine is asked for in one go: of the longest texts, some 20 MB


def marked_set(site: Site, ids: Sequence[str], *, whole: bool) -> ShownSet:
    """Return the records of some ids, each once, without those that are not there (any more).

    They have their long texts if `whole`.
    """
    info = site.engine.info()
    names = site.mapping.field_names
    fields = names if whole else [name for name in names if name not in site.mapping.long_texts]
    found: dict[str, Record] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        known = site.engine.several(some)
        for id in some:
            if id in known:
                found.setdefault(known[id].id, known[id].only(fields))
    return ShownSet(len(found), info, False, iter(found.values()))
