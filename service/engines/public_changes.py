"""The public form of the list of changes.

Only existing collections of a record are shown: the name of a deleted one may reveal a record that
is held back. Each publish removes such names from the list itself. They are removed again here,
because a publish may have been killed before that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import partial

from service.engines.contract import Engine
from service.errors import EngineUnavailable
from service.lasting.changes import Change


def public_changes(engine: Engine, after: int = 0) -> Iterator[Change]:
    """Yield the numbered changes beyond a number, in their order, up to the live index."""
    moves = engine.moves()
    known: set[str] = set()
    gone: set[str] = set()
    for change in engine.lasting.changes(after, move=moves):
        if new := [id for id in change.collections if id not in known]:
            known.update(new)
            gone |= _gone(engine, new)
        yield change.without(gone)


def forget_collections(engine: Engine) -> None:
    """Remove deleted collections from the list itself; after a failure, the next publish does it.

    It is called after a publish, whose success does not depend on it.
    """
    with suppress(EngineUnavailable):
        engine.lasting.forget_collections(partial(_gone, engine))


def _gone(engine: Engine, ids: Collection[str]) -> set[str]:
    """Return the ids of collections that no source describes and that have no records."""
    described = {item.id for item in engine.collections()}
    left = [id for id in ids if id not in described]
    facet = engine.mapping.collection_facet
    if facet is None or not left:
        return set(left)
    counts = engine.extents(facet.name, left)
    return {id for id, extent in zip(left, counts, strict=True) if not extent.count}
