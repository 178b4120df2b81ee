"""The extent of the measurements: everything, or what fits in two minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.measuring import Outcome


@dataclass(frozen=True, slots=True)
class Plan:
    """The corpora by their part in the measurements, and how often each question is asked."""

    full: str
    """Records with full text."""
    small: str
    """Title and summary, as many as `full`."""
    middle: str
    """Title and summary, for loading."""
    large: str
    """Title and summary, many times `small`."""
    museum: str
    """Artworks."""
    rounds: int
    seconds: int
    """How long a load of many clients is kept up."""
    sent: int
    """Records of full text sent to Elasticsearch: a load, not the handful of steps around it."""
    turns: int
    """How often each way of loading is tried, and each server kept busy."""


WHOLE = Plan(
    "frus-27k",
    "short-27k",
    "short-100k",
    "short-1m",
    "tate",
    rounds=15,
    seconds=10,
    sent=12_000,
    turns=3,
)
QUICK = Plan(
    "frus", "short-3k", "short-3k", "short-9k", "tate-5k", rounds=2, seconds=2, sent=1_000, turns=1
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the work, our side, the alternative, and the target ratio.

    `wanted` is an upper bound, or a lower one with `at_least`. `measure` raises Missing if
    something that it needs is not on this machine.
    """

    name: str
    work: str
    ours: str
    beside: str
    wanted: float
    measure: Callable[[Plan], Outcome]
    at_least: bool = False
    unit: str = ""
    """What the wish is about where it is no ratio."""

    def is_met(self, ratio: float) -> bool:
        """Return whether a ratio meets the target."""
        return ratio >= self.wanted if self.at_least else ratio <= self.wanted


class Missing(Exception):
    """Something that a row needs is missing; the message names it and how to get it."""
