"""Where the list of what was withdrawn is kept; each engine has its own place for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from service.lasting.changes import Change
from service.lasting.withdrawals import NONE, Withdrawals

Revise = Callable[[Withdrawals], Withdrawals]
Gone = Callable[[Collection[str]], Collection[str]]
"""Picks out of ids of collections those that are gone from the catalogue."""


class Lasting(Protocol):
    """What is kept of a catalogue beside its indexes."""

    def withdrawals(self) -> Withdrawals:
        """Return the list in force, as it was a second ago at most.

        Raises EngineUnavailable where it cannot be read: nothing can be shown then.
        """

    def change(self, revise: Revise) -> Withdrawals:
        """Change the list as it is now, in one step, and return the new one.

        Two processes that do this at once do it one after the other.
        """

    def append(self, changes: Iterable[Change], *, move: int) -> None:
        """Write changes, numbered on from the last, of the publish that will be the n-th move.

        It is for the holder of the lock of loads, before the publish. What a publish left that
        was never done is removed.
        """

    def changes(self, after: int, *, move: int) -> Iterator[Change]:
        """Yield the changes with a number beyond `after`, of the moves up to `move`, in order."""

    def forget_collections(self, gone: Gone) -> None:
        """Take the collections that are gone out of all changes, once a publish is done."""

    def problem(self) -> str:
        """Return why the list of changes cannot be used, "" where nothing is known of that."""

    def begin_anew(self) -> tuple[str, ...]:
        """Take the lists that are gone for empty, and return their names.

        Until then a list that was there and is gone is refused, and never read as an empty one.
        """


class InMemory:
    """The list of an engine that has no place to keep it, for tests."""

    def __init__(self) -> None:
        self._withdrawals = NONE
        self._changes: list[tuple[int, Change]] = []
        self._guard = threading.Lock()

    def withdrawals(self) -> Withdrawals:
        """Return the list."""
        return self._withdrawals

    def change(self, revise: Revise) -> Withdrawals:
        """Change the list and return the new one."""
        with self._guard:
            self._withdrawals = revise(self._withdrawals)
        return self._withdrawals

    def append(self, changes: Iterable[Change], *, move: int) -> None:
        """Write changes, numbered on from the last."""
        self._changes = [(at, one) for at, one in self._changes if at < move]
        for change in changes:
            self._changes.append((move, replace(change, number=len(self._changes) + 1)))

    def changes(self, after: int, *, move: int) -> Iterator[Change]:
        """Yield the changes with a number beyond `after`, of the moves up to `move`."""
        return (one for at, one in list(self._changes) if one.number > after and at <= move)

    def forget_collections(self, gone: Gone) -> None:
        """Take the collections that are gone out of all changes."""
        names = {name for _, one in self._changes for name in one.collections}
        lost = frozenset(gone(names))
        self._changes = [(at, one.without(lost)) for at, one in self._changes]

    def problem(self) -> str:
        """Return "": what is in memory is whole."""
        return ""

    def begin_anew(self) -> tuple[str, ...]:
        """Return nothing: what is in memory is there."""
        return ()
