"""Histograms and two-way counts of one search, from the index that answered the search.

Like facets, counts ignore the choices in the counted facets, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from service.errors import EngineUnavailable
from service.query.bounds import TALLIED
from service.schemas.answers import NumberSum
from service.schemas.count_parts import Histogram, Pairs
from service.schemas.search_answer import SearchAnswer
from service.search.histograms import histogram, without_facets
from service.search.pair_lists import Sought, pair_list

_SHOWN_PAIRS = 100  # pairs in the answer of a search that names no `facet_size`


@dataclass(frozen=True, slots=True)
class Tallies:
    """The counts by name. `versions` are those of the index in which they were made."""

    histograms: Mapping[str, Histogram] = field(default_factory=dict)
    pairs: Mapping[str, Pairs] = field(default_factory=dict)
    numbers: Mapping[str, NumberSum] = field(default_factory=dict)
    versions: frozenset[str] = frozenset()
    partial: bool = False


def tallied(
    sought: Sought,
    *,
    pairs: int,
    cursor: str = "",
    numbers: tuple[str, ...] = (),
    most: int | None = None,
    is_quick: bool = True,
) -> Tallies:
    """Return what the arguments ask to be counted; `pairs` pairs of each two-way count.

    `cursor` is where the list of the one two-way count was left; `numbers` are the fields of
    numbers that are summed up. Only the first `most` histograms and two-way counts are made, and
    of the latter none if the question is not `is_quick`: it takes as long as several questions.
    """
    arguments = sought.question.arguments
    query = sought.answered.query
    two_way = arguments.two_way if is_quick else ()
    counted = {*(*arguments.histogram, *two_way)[:most]}
    by_time = {
        name: histogram(sought.site, name, query) for name in arguments.histogram if name in counted
    }
    both = {
        name: pair_list(sought, name, pairs, cursor)
        for name in arguments.two_way
        if name in counted
    }
    versions = [version for _, version, _ in by_time.values()]
    versions += [version for _, version in both.values()]
    sums, version = _numbers(sought, numbers)
    versions += [version] if numbers else []
    return Tallies(
        {name: made for name, (made, _, _) in by_time.items()},
        {name: made for name, (made, _) in both.items()},
        sums,
        frozenset(versions),
        any(is_partial for _, _, is_partial in by_time.values()),
    )


def _numbers(sought: Sought, names: tuple[str, ...]) -> tuple[dict[str, NumberSum], str]:
    """Return the sums of some fields, and the version of the index they are of."""
    if not names:
        return {}, ""
    found = sought.site.engine.numbers(without_facets(sought.answered.query), names)
    labels = {item.name: item.label for item in sought.site.mapping.fields}
    sums = {
        one.field: NumberSum(
            label=labels[one.field], min=one.low, max=one.high,
            count=one.count, missing=found.total - one.count,
        )
        for one in found.fields
    }  # fmt: skip
    return sums, found.index.version


def with_tallies(answer: SearchAnswer, sought: Sought) -> SearchAnswer:
    """Return the answer of a search with what it asks to be counted beside it.

    Raises EngineUnavailable if another index was published meanwhile.
    """
    arguments = sought.question.arguments
    answered = sought.answered
    is_long = answered.query.marked_long is not None or not answered.is_quick
    most = TALLIED if is_long else None
    pairs = arguments.facet_size or _SHOWN_PAIRS
    counted = tallied(sought, pairs=pairs, most=most, is_quick=answered.is_quick)
    if not counted.versions <= {sought.answered.result.index.version}:
        raise EngineUnavailable("another index was published while counting; ask again")
    return replace(
        answer,
        histograms=counted.histograms or None,
        pairs=counted.pairs or None,
        partial=answer.partial or counted.partial,
    )
