"""Collections that become empty because a load holds back all of their records.

Their titles would reveal what is held back. A collection that is empty for another reason stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from index_mappings.json_values import elements, text
from index_mappings.record import Collection
from loaders.publishing.intake import Intake
from loaders.publishing.ledger import Ledger
from service.engines.contract import Engine

_AT_ONCE = 500  # records that are asked for together


def still_shown(
    collections: Iterable[Collection], engine: Engine, intake: Intake, ledger: Ledger
) -> Iterator[Collection]:
    """Yield the live collections except those; a site without any needs no queries."""
    collections = list(collections)
    if not collections:
        return iter(())
    hidden = _emptied(engine, (id for _, id in intake.held()), ledger)
    return (item for item in collections if item.id not in hidden)


def _emptied(engine: Engine, held: Iterable[str], ledger: Ledger) -> set[str]:
    """Return the ids of the live collections whose records are all held back now."""
    facet = engine.mapping.collection_facet
    if facet is None:
        return set()
    gone = [id for id in dict.fromkeys(held) if not ledger.has(id)]
    counts: Counter[str] = Counter()
    for start in range(0, len(gone), _AT_ONCE):
        for record in engine.several(gone[start : start + _AT_ONCE]).values():
            counts.update(map(text, record.many(facet.field)))
    if not counts:
        return set()
    for entry in ledger.entries():
        for id in map(text, elements(entry.values.get(facet.field))):
            counts.pop(id, None)
    ids = tuple(counts)
    extents = engine.extents(facet.name, ids) if ids else ()
    return {id for id, has in zip(ids, extents, strict=True) if has.count <= counts[id]}
