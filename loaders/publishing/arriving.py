"""Publishing a catalogue from elsewhere: a copy from another engine, or a dump.

Records withdrawn there are also withdrawn here, and records withdrawn here stay out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from loaders.publishing.whole import Published, Whole, publish_whole
from loaders.publishing.withdrawing import waiting
from service.engines.contract import Engine
from service.engines.guarded import GuardedEngine, guarded
from service.errors import LoadRefused, NoIndex
from service.lasting.changes import Change
from service.lasting.withdrawals import Withdrawals


@dataclass(frozen=True, slots=True)
class Arrival:
    """The incoming catalogue: its records with their collections and names, and its lists."""

    whole: Whole
    withdrawals: Withdrawals
    history: Callable[[], Iterable[Change]]


def refuse_over_records(engine: Engine, *, force: bool, where: str) -> None:
    """Raise LoadRefused if a catalogue already exists and must not be replaced."""
    if force:
        return
    with suppress(NoIndex):
        there = engine.info()
        if there.records:
            raise LoadRefused(
                f"{where} {there.records:,} records already ({there.name}); use --force to "
                "replace them all"
            )


def take_in(engine: Engine, arrival: Arrival, owner: str) -> Published:
    """Publish the incoming catalogue, and merge the two lists of withdrawals.

    If there was no list of changes here, the other catalogue's list is continued.
    """
    target = guarded(engine)
    known = target.lasting.withdrawals()
    joined = known.joined(arrival.withdrawals)
    if joined is not known:
        target.lasting.change(lambda list: list.joined(arrival.withdrawals))
    is_new = not target.moves() and next(target.changes(), None) is None
    has_history = next(iter(arrival.history()), None) is not None
    whole = arrival.whole
    if is_new and has_history:
        whole = replace(whole, history=arrival.history)
    published = publish_whole(target, whole, owner)
    _settle(target)
    return published


def _settle(engine: GuardedEngine) -> None:
    """Remove earlier indexes that may have records withdrawn elsewhere."""
    pending = [item.id for item in engine.lasting.withdrawals().pending]
    if pending:
        waiting(lambda: engine.prune(0))
        engine.lasting.change(lambda list: list.settled(pending))
