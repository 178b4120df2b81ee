"""Conditions on what a record has in the index, the same for every engine.

A facet kind translates its values into conditions, and each engine translates each condition. They
are also clauses of a query (`service.query.clauses`), and do not affect the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Days:
    """Records with a date that has any day (or, if `within`, every day) in the span.

    `start` and `end` are day numbers, both included; None leaves that end open. `field` is a date
    field, or "" for the mapping's `date`.
    """

    start: int | None
    end: int | None
    within: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Records with any of these values at a keyword path of the index; none without values."""

    path: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Records that have a number from `low` to `high` at a path of numbers; None for an open end.

    Both ends are included, the upper one unless `below`.
    """

    path: str
    low: float | None
    high: float | None
    below: bool = False

    def whole_ends(self) -> tuple[int | None, int | None]:
        """Return the first and the last whole number in the range, or None for an open end.

        If the range has no whole number, the last is below the first.
        """
        first = None if self.low is None else ceil(self.low)
        if self.high is None:
            return first, None
        return first, ceil(self.high) - 1 if self.below else floor(self.high)


Condition = Days | Held | Between
