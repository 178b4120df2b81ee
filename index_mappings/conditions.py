"""What a record must have in the index to be found by a value: the same for every engine.

A kind says which conditions its values are, and each engine has one translation of each. They are
clauses of a question too (`service.query.clauses`), and none of them scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Days:
    """Records with a date of which any day (or, if `within`, each day) is in the span.

    `start` and `end` are day numbers, both included; None leaves that side open. `field` is a
    field of dates, "" for the one that is the mapping's `date`.
    """

    start: int | None
    end: int | None
    within: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Records that have any of these values at a keyword path of the index; none for no values."""

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
        """Return the first and the last whole number that is meant; None for an open end.

        What is between two whole numbers has none of its own: then the last is below the first.
        """
        first = None if self.low is None else ceil(self.low)
        if self.high is None:
            return first, None
        return first, ceil(self.high) - 1 if self.below else floor(self.high)


Condition = Days | Held | Between
