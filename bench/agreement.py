"""Comparing two answers: times are not comparable if the work differs."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.queries import Question

_WHOLE = ("title", "summary")  # the fields that both sides mark from end to end
_MARK = re.compile(r"<(?:mark|b)>(.*?)</(?:mark|b)>")
_SURELY_WHOLE = 2000  # characters: with its marks a longer text may have been cut


class Differs(AssertionError):
    """Two ways of doing the same differ; the message gives the question and the difference."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer reduced to what must agree: total, (id, score) in order, counts by facet, marks.

    `marks` are a hit's marked texts by id and field, or empty if they are not compared.
    """

    total: int
    hits: Sequence[tuple[str, float | None]]
    facets: Mapping[str, Mapping[str, int]]
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def check(question: Question, ours: Found, beside: Found) -> None:
    """Raise Differs unless totals, hits and facets agree.

    Hits with the same score may be in any order, and at the end of a page any of them may be on it:
    only our engine breaks ties. The facet values that both show must have the same counts.
    """
    if ours.total != beside.total:
        raise Differs(f"{question}: {ours.total} records, and {beside.total} beside")
    if len(ours.hits) != len(beside.hits):
        raise Differs(f"{question}: {len(ours.hits)} hits, and {len(beside.hits)} beside")
    for (id, mine), (other, theirs) in zip(ours.hits, beside.hits, strict=True):
        if mine is not None and theirs is not None and not math.isclose(mine, theirs, rel_tol=1e-4):
            raise Differs(f"{question}: {id} scores {mine}, and {other} {theirs} beside")
    mine_sure, theirs_sure = _sure(ours.hits), _sure(beside.hits)
    if mine_sure != theirs_sure:
        raise Differs(f"{question}: only one side has {sorted(mine_sure ^ theirs_sure)[:3]}")
    for facet, counts in beside.facets.items():
        known = ours.facets.get(facet, {})
        for value, count in counts.items():
            if known.get(value, count) != count:
                raise Differs(f"{question}: {facet} {value!r} {known[value]}, and {count} beside")
    for id in mine_sure & ours.marks.keys() & beside.marks.keys():
        for whole in _WHOLE:
            here, there = (_marked(side.marks[id].get(whole, "")) for side in (ours, beside))
            if here != there:
                raise Differs(f"{question}: {id} has {here} marked in its {whole}, not {there}")


def _marked(html: str) -> list[str]:
    """Return the marked words; tantivy's snippets leave out what is behind 2,000 characters."""
    return _MARK.findall(html) if len(html) < _SURELY_WHOLE else []


def _sure(hits: Sequence[tuple[str, float | None]]) -> set[str]:
    """Return the ids of the hits with a higher score than the last, which no tie can displace."""
    if not hits or hits[-1][1] is None:
        return {id for id, _ in hits}
    last = hits[-1][1]
    return {id for id, score in hits if score is not None and not math.isclose(score, last)}
