"""The list of changes as it may be shown.

A record's collections are shown only where they are there now: the name of one that is gone may
tell of a record that is held back. Each publish takes such names out of the list itself. They are
looked for again here, for a publish may have been killed before that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import partial

from service.engines.contract import Engine
from service.errors import EngineUnavailable
from service.lasting.changes import Change


def told_changes(engine: Engine, after: int = 0) -> Iterator[Change]:
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
    """Take the collections that are gone out of the list itself; what fails, the next publish does.

    It is for after a publish, which is done and stays so whatever comes of this.
    """
    with suppress(EngineUnavailable):
        engine.lasting.forget_collections(partial(_gone, engine))


def _gone(engine: Engine, ids: Collection[str]) -> set[str]:
    """Return the ids of collections that no source describes any more and no record is in."""
    described = {item.id for item in engine.collections()}
    left = [id for id in ids if id not in described]
    facet = engine.mapping.collection_facet
    if facet is None or not left:
        return set(left)
    counts = engine.extents(facet.name, left)
    return {id for id, extent in zip(left, counts, strict=True) if not extent.count}
