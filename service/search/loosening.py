"""Loosening queries whose words are in no record together: as many words as any record has.

The optional words are determined without the filters of the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.engines.contract import Engine
from service.query.bounds import is_dear, price, size
from service.query.bridging import optional
from service.query.clauses import All, Any, Clause, Counted, Lifted
from service.query.request import FEW_OF_BEST, Query
from service.query.understanding import Reading
from service.search.purse import Purse

LARGE = 40
"""Parts in all of a question, of which each word is looked for beside all the others."""
_BESIDE = 144  # of twelve words each one looked for beside all twelve, where many records are found
_NAMED = 20  # words of which the missing ones are named: more fill no line
_KNOWN = 100  # records that have the most words and are then asked for by their ids


@dataclass(frozen=True, slots=True)
class Loosened:
    """A query that requires `least` of its `of` words.

    `some` are the ids of records that have that many. Where all are `known`, there are no others,
    and `clause` only ranks them. `lacking` are the places of the words that no record found has,
    where all lack the same; `nowhere` those of them that no record at all has.
    """

    clause: Clause
    least: int
    of: int
    some: tuple[str, ...] = ()
    lacking: tuple[int, ...] = ()
    nowhere: tuple[int, ...] = ()
    is_all: bool = False

    @property
    def known(self) -> tuple[str, ...]:
        """The ids of all records that have that many of the words, or none if they are many."""
        return self.some if self.is_all else ()

    @property
    def is_enough(self) -> bool:
        """Whether half of the words are required: a record with fewer is not an answer."""
        return 2 * self.least >= self.of


@dataclass(frozen=True, slots=True)
class MostWords:
    """The number of a query's words that occur together in any record, and these records.

    `some` are the ids of such records; `is_all` tells that there are no others.
    """

    count: int
    some: tuple[str, ...]
    is_all: bool


def most_words(engine: Engine, reading: Reading) -> MostWords | None:
    """Return how many of a question's words are in one record, and what else it asks for too.

    It is None where a part of the index did not answer: it may have a record with more.
    """
    each = Any(tuple(map(Counted, reading.words)))
    asked = Query(_with(reading, each), size=_KNOWN, highlight=False, only_best=True)
    found = engine.search(asked)
    if found.partial:
        return None
    count = round(found.hits[0].score or 0) if found.hits else 0
    ids = tuple(hit.record.id for hit in found.hits)
    return MostWords(count, ids, found.best < _KNOWN)


def loosen(engine: Engine, reading: Reading, most: MostWords | None = None) -> Loosened | None:
    """Return the question with as few words left open as finds anything; `most` where known.

    It may ask for too few to be an answer (`is_enough`). None where some record has all words,
    or none has any of them, or where that is not known. What is lacking is not named yet
    (`with_lacking`).
    """
    of = len(reading.words)
    if of < 2:
        return None
    most = most or most_words(engine, reading)
    least = most.count if most else 0
    if most is None or least in (0, of):
        return None
    clause = Any(reading.words) if most.is_all else with_least(reading, least)
    return Loosened(clause, least, of, most.some, is_all=most.is_all)


def with_lacking(engine: Engine, reading: Reading, found: Loosened, purse: Purse) -> Loosened:
    """Return what was loosened with the words that none of the records found has."""
    lacking, nowhere = _lacking(engine, reading, found, purse)
    return replace(found, lacking=lacking, nowhere=nowhere)


def _lacking(
    engine: Engine, reading: Reading, found: Loosened, purse: Purse
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the places of the words that no record of the looser question has, and anywhere."""
    of, least, words = len(reading.words), found.least, reading.words
    if of > _NAMED or size(reading.clause) > LARGE or is_dear(reading.clause):
        return (), ()
    # what some of the records have is not lacking in all: few words are left to be counted
    left = _without(engine, found.some[:FEW_OF_BEST], words, range(of))
    if found.is_all:
        left = _without(engine, found.some[FEW_OF_BEST:], words, left)
    if len(left) < of - least:
        return (), ()
    nowhere = _unfound(engine, left, [words[at] for at in left])
    if len(nowhere) == of - least:
        return nowhere, nowhere  # so what was found has each of the others
    if found.is_all:
        lacking = tuple(left)
    else:
        if (of - len(nowhere)) * price(found.clause) > _BESIDE:
            return (), ()
        others = [at for at in left if at not in nowhere]
        is_paid = purse.pay_for_parts(found.clause)
        if not is_paid or not purse.pay(Query(found.clause), times=len(others)):
            return (), ()
        beside = _unfound(engine, others, [All((found.clause, words[at])) for at in others])
        lacking = tuple(sorted((*nowhere, *beside)))
    return (lacking, nowhere) if len(lacking) == of - least else ((), ())


def _without(
    engine: Engine, ids: Sequence[str], words: Sequence[Clause], places: Sequence[int]
) -> Sequence[int]:
    """Return those of some places whose words none of the records has."""
    if not ids or not places:
        return places
    has = list(engine.met(ids, [words[at] for at in places]).values())
    return [at for place, at in enumerate(places) if not any(one[place] for one in has)]


def _unfound(engine: Engine, places: Sequence[int], clauses: Sequence[Clause]) -> tuple[int, ...]:
    """Return those of some places whose clauses no record meets."""
    counts = engine.count([Query(one, size=1, highlight=False) for one in clauses])
    return tuple(place for place, count in zip(places, counts, strict=True) if not count)


def with_least(reading: Reading, least: int) -> Clause:
    """Return the question with `least` of its words; what else it asks for stays."""
    words = reading.words
    some = All(words) if least == len(words) else Any(tuple(map(optional, words)), least)
    return _with(reading, some)


def _with(reading: Reading, some: Clause) -> Clause:
    """Return the question with something else in the place of its words."""
    clause, words = reading.clause, reading.words
    if isinstance(clause, Lifted):
        inner = Reading(reading.text, clause.clause, "", words=words)
        return Lifted(_with(inner, some), clause.lift, clause.weight)  # it may be no part of that
    asked = frozenset(words)
    rest = [part for part in clause.clauses if part not in asked] if isinstance(clause, All) else []
    return All((some, *rest)) if rest else some
