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
    known = {item.id for item in engine.collections()} if moves else set()
    for change in engine.lasting.changes(after, move=moves):
        there = tuple(id for id in change.collections if id in known)
        yield change if there == change.collections else replace(change, collections=there)
