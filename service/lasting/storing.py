"""Where the list of what was withdrawn is kept; each engine has its own place for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from service.lasting.withdrawals import NONE, Withdrawals

Change = Callable[[Withdrawals], Withdrawals]


class Lasting(Protocol):
    """What is kept of a catalogue beside its indexes."""

    def withdrawals(self) -> Withdrawals:
        """Return the list in force, as it was a second ago at most.

        Raises EngineUnavailable where it cannot be read: nothing can be shown then.
        """

    def change(self, change: Change) -> Withdrawals:
        """Change the list as it stands now, in one step, and return the new one.

        Two processes that do this at once do it one after the other.
        """


class InMemory:
    """The list of an engine that has no place to keep it, for tests."""

    def __init__(self) -> None:
        self._withdrawals = NONE
        self._guard = threading.Lock()

    def withdrawals(self) -> Withdrawals:
        """Return the list."""
        return self._withdrawals

    def change(self, change: Change) -> Withdrawals:
        """Change the list and return the new one."""
        with self._guard:
            self._withdrawals = change(self._withdrawals)
        return self._withdrawals
