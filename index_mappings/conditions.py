"""What a record must have in the index to be found by a value: the same for every engine.

A kind says which conditions its values are, and each engine has one translation of each. They are
clauses of a question too (`service.query.clauses`), and none of them scores.
"""

from __future__ import annotations

from dataclasses import dataclass


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


Condition = Days | Held | Between
