"""The list of changes as it may be told.

Of the collections of a record only those are told that are there now: the name of one that is gone
may tell of a record that is held back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from service.engines.contract import Engine
from service.lasting.changes import Change


def told_changes(engine: Engine, after: int = 0) -> Iterator[Change]:
    """Yield the numbered changes beyond a number, in their order, up to the live index."""
    moves = engine.moves()
    known = {item.id: True for item in engine.collections()} if moves else {}
    for change in engine.lasting.changes(after, move=moves):
        new = tuple(id for id in change.collections if id not in known)
        if new:
            known.update(zip(new, _are_there(engine, new), strict=True))
        there = tuple(id for id in change.collections if known[id])
        yield change if there == change.collections else replace(change, collections=there)


def _are_there(engine: Engine, ids: tuple[str, ...]) -> Iterator[bool]:
    """Tell of collections that no source describes which of them have a record."""
    facet = engine.mapping.collection_facet
    if facet is None:
        return iter([False] * len(ids))
    return (extent.count > 0 for extent in engine.extents(facet.name, ids))
