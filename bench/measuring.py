"""Timing two ways of doing the same alternately, so that other load affects both.

Each case is asked of one side and at once of the other, and who begins changes with every
case. The first pass is kept apart: it is the cold one, in which each side meets each case for
the first time.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Times:
    """Of a number of measurements, the median and the 95th percentile, in `unit`."""

    median: float
    p95: float
    count: int
    unit: str = "ms"

    @classmethod
    def of(cls, values: Sequence[float], unit: str = "ms") -> Times:
        """Return the times of some measurements."""
        ordered = sorted(values)
        high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        return cls(statistics.median(ordered), high, len(ordered), unit)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a row: the ratio to be compared with the target, and its parts."""

    ratio: float
    ours: Times
    beside: Times | None = None
    detail: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as JSON."""
        return asdict(self)


Work = Callable[[Any], Any]


def in_turn(
    ours: Work, beside: Work, cases: Sequence[Any], rounds: int, *, warm_up: int = 1
) -> tuple[Times, Times, dict[str, Any]]:
    """Return the times in milliseconds of both sides, and those of the cold pass.

    `warm_up` passes after the cold one are not counted.
    """
    cold = _passes(ours, beside, cases, 1)
    _passes(ours, beside, cases, warm_up)
    gc.collect()
    gc.freeze()  # what the harness holds is not to be looked through again and again
    mine, theirs = _passes(ours, beside, cases, rounds)
    gc.unfreeze()
    detail = {
        "cold": {"ours": asdict(Times.of(cold[0])), "beside": asdict(Times.of(cold[1]))},
        "cases": len(cases),
        "rounds": rounds,
        "warm_up": warm_up,
        "ratio_by_case": statistics.median(
            statistics.median(mine[i :: len(cases)]) / statistics.median(theirs[i :: len(cases)])
            for i in range(len(cases))
        ),
    }
    return Times.of(mine), Times.of(theirs), detail


def _passes(
    ours: Work, beside: Work, cases: Sequence[Any], rounds: int
) -> tuple[list[float], list[float]]:
    mine: list[float] = []
    theirs: list[float] = []
    for turn in range(rounds):
        for place, case in enumerate(cases):
            if (turn + place) % 2:
                theirs.append(_timed(beside, case))
                mine.append(_timed(ours, case))
            else:
                mine.append(_timed(ours, case))
                theirs.append(_timed(beside, case))
    return mine, theirs


def _timed(work: Work, case: Any) -> float:
    begin = time.perf_counter_ns()
    work(case)
    return (time.perf_counter_ns() - begin) / 1e6
