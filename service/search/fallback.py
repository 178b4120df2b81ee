"""Where no record has all words: another spelling of them, or as many as any record has.

Which it is depends on the words alone and not on the filters: so a facet's counts stay what a
click on them gives, and choosing a filter never changes what the words mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from index_mappings.folding import key
from service.engines.contract import Engine
from service.query.bounds import MANY_CHOSEN, costly, is_dear, is_listed, price, size
from service.query.bridging import optional
from service.query.clauses import All, Any, Clause, Counted, Lifted, Value
from service.query.narrower import narrower
from service.query.request import Lift, Query
from service.query.understanding import Reading
from service.results import SearchResult
from service.search.arguments import Arguments
from service.search.opened_levels import with_levels
from service.search.purse import Purse
from service.search.question import typed_clause
from service.search.site import Site
from service.search.spelling import Correction, best, corrections

_LARGE = 40  # parts in all of a question, of which each word is looked for beside all the others
_LONG = 8  # price of a narrowed question, of which it is first asked whether its words are found
_COSTLY = 2  # beginnings, edits and phrases of a question that takes as long as so many words
_BESIDE = 144  # of twelve words each one looked for beside all twelve, where many records are found
_NAMED = 20  # words of which the missing ones are named: more fill no line
_CHOSEN = 2  # facets with a choice, each to be counted without its own
_TRIED = 3  # alternatives that are looked for by themselves, before all of them together
_FIRST = 20  # records that are looked at for words that others lack
_KNOWN = 100  # records that have the most words and are then asked for by their ids


@dataclass(frozen=True, slots=True)
class Loosened:
    """A question that asks for `least` of its `of` words.

    `some` are the ids of records that have so many. Where all are `known`, there are no others, and
    `clause` only ranks them. `lacking` are the places of the words that none of the records found
    has, where all lack the same; `nowhere` those of them that no record at all has.
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
        """The ids of all records that have so many of the words, none where they are many."""
        return self.some if self.is_all else ()

    @property
    def is_enough(self) -> bool:
        """Tell whether half of the words are asked for: a record with fewer is no answer."""
        return 2 * self.least >= self.of


@dataclass(frozen=True, slots=True)
class MostWords:
    """How many words of a question are together in any record, and in which ones.

    `some` are the ids of such records; `is_all` tells that there are no others.
    """

    count: int
    some: tuple[str, ...]
    is_all: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """What an engine found, and what it was asked in the end.

    `query` and `reading` are the ones asked for but for a spelling that was put right
    (`corrected`) and for words left open (`loosened`). `too_few` is what would have been left
    open to find anything, where that is more than half of the words: nothing is found then.
    `respelt` are the spellings that were looked for, whether one was taken or not; None for none.
    `purse` is what may still be counted beside the words.
    """

    result: SearchResult
    query: Query
    reading: Reading
    purse: Purse
    loosened: Loosened | None = None
    corrected: Correction | None = None
    too_few: Loosened | None = None
    respelt: tuple[Correction, ...] | None = None


def search(site: Site, arguments: Arguments, query: Query, reading: Reading) -> Answered:
    """Answer a query. Where no record has its words, another spelling is tried, then fewer.

    Where a part of the index did not answer, nobody knows that no record has them.
    """
    engine = site.engine
    # who lists alternatives has said what is enough
    is_listing = is_listed(typed_clause(arguments, site.mapping))
    is_auto = arguments.match == "auto" and not is_listing
    query = with_levels(engine, query)
    purse = Purse(engine, Query(reading.clause))  # what is chosen changes no spelling
    if len(query.facets) > 1 and purse.beside(query).leaves_no_facets:
        query = replace(query, facets=())
    result = most = has_words = None
    if is_auto and len(reading.words) > 1 and size(reading.clause) > _LARGE:
        # where they find nothing, this is to be known anyway, and says that they do
        most = most_words(engine, reading)
        has_words = most.count == len(reading.words)
    elif reading.words and _is_dear(query, is_auto=is_auto):
        has_words = _words_found(engine, query)
    if has_words is not False or _is_called(engine, query):
        result = engine.search(query)
        if result.total or result.partial or not reading.words:
            return Answered(result, query, reading, purse)
        if has_words is None:
            has_words = _words_found(engine, query)
        if has_words:
            return Answered(result, query, reading, purse)
    loosened = loosen(engine, reading, most) if is_auto else None
    corrected = respelt = None
    if arguments.spell == "auto":
        respelt = corrections(site, arguments, reading, purse)
        corrected, looser = _corrected(site, arguments, respelt, loosened)
        if corrected:
            reading, loosened = corrected.reading, looser
            title = key(corrected.text) if query.exact_title else ""
            query = replace(query, clause=reading.clause, exact_title=title)
    too_few = None
    if loosened and not loosened.is_enough:
        loosened, too_few = None, loosened
    if loosened:
        loosened = with_lacking(engine, reading, loosened)
    if loosened and loosened.known:
        # to find these again by their words takes as long as all the rest of a long question
        words = Lift(loosened.clause, 1.0, scored=True)
        these = Value("id", loosened.known)
        query = replace(
            query, clause=these, lifts=(words, *query.lifts), marks=(loosened.clause, *query.marks)
        )
    elif loosened:
        query = replace(query, clause=loosened.clause)
    if result is None or loosened or corrected:
        result = engine.search(query)
    return Answered(result, query, reading, purse, loosened, corrected, too_few, respelt)


def _is_dear(query: Query, *, is_auto: bool) -> bool:
    """Tell whether a narrowed question takes longer than to see whether its words are found.

    To count facets under each other's choice takes as long as several such questions, and would be
    done twice where the words find nothing: where any of them is enough, they mostly find
    something.
    """
    clause = query.clause
    is_long = size(clause) > _LARGE or costly(clause) > _COSTLY
    is_long = is_long or query.marked_long is not None or (is_auto and price(clause) > _LONG)
    is_chosen = len(query.filters) > _CHOSEN or query.chosen > MANY_CHOSEN
    return is_chosen or (bool(query.filters) and is_long)


def _words_found(engine: Engine, query: Query) -> bool:
    """Tell whether the words of a query are found by themselves, were it not narrowed.

    Of alternatives it is enough to know one; to count what all of them find takes longest.
    """
    if not (query.filters or query.days or query.since):
        return False
    clause = query.clause
    some = tuple(islice(narrower(clause), _TRIED))
    if any(engine.count([Query(one, size=1, highlight=False) for one in some])):
        return True
    return engine.count([Query(clause, size=1, highlight=False)]) != (0,)


def _is_called(engine: Engine, query: Query) -> bool:
    """Tell whether a record is called by what was typed, whatever its words find."""
    named = Query(Any(()), named=query.named, size=1, highlight=False)
    return bool(query.named) and engine.count([named]) != (0,)


def _corrected(
    site: Site,
    arguments: Arguments,
    respelt: Sequence[Correction],
    loosened: Loosened | None,
) -> tuple[Correction | None, Loosened | None]:
    """Return the spelling by which most of the words are found, and which of them are left open.

    It is none where as many are found as typed, or where one word alone would be enough: then
    nearly any record is found, and nothing says that it is about what was meant.
    """
    found = tuple(one for one in respelt if one.is_clear)
    whole = best(found, more_than=0)
    if whole or not found or arguments.match != "auto":
        return whole, None
    looser = loosen(site.engine, found[0].reading)
    known = loosened.least if loosened else 0
    if looser and looser.is_enough and looser.least > max(known, 1):
        return found[0], looser
    return None, None


def most_words(engine: Engine, reading: Reading) -> MostWords:
    """Return how many of a question's words are in one record, and what else it asks for too."""
    each = Any(tuple(map(Counted, reading.words)))
    asked = Query(_with(reading, each), size=_KNOWN, highlight=False, only_best=True)
    best = engine.search(asked).hits
    count = round(best[0].score or 0) if best else 0
    ids = tuple(hit.record.id for hit in best)
    return MostWords(count, ids, len(ids) < _KNOWN)


def loosen(engine: Engine, reading: Reading, most: MostWords | None = None) -> Loosened | None:
    """Return the question with as few words left open as finds anything; `most` where known.

    It may ask for too few to be an answer (`is_enough`). None where some record has all words,
    or none has any of them. What is lacking is not named yet (`with_lacking`).
    """
    of = len(reading.words)
    if of < 2:
        return None
    most = most or most_words(engine, reading)
    least = most.count
    if least in (0, of):
        return None
    clause = Any(reading.words) if most.is_all else with_least(reading, least)
    return Loosened(clause, least, of, most.some, is_all=most.is_all)


def with_lacking(engine: Engine, reading: Reading, found: Loosened) -> Loosened:
    """Return what was loosened with the words that none of the records found has."""
    lacking, nowhere = _lacking(engine, reading, found)
    return replace(found, lacking=lacking, nowhere=nowhere)


def _lacking(
    engine: Engine, reading: Reading, found: Loosened
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the places of the words that no record of the looser question has, and anywhere."""
    of, least, words = len(reading.words), found.least, reading.words
    if of > _NAMED or size(reading.clause) > _LARGE or is_dear(reading.clause):
        return (), ()
    # what some of the records have is not lacking in all: few words are left to be counted
    left = _without(engine, found.some[:_FIRST], words, range(of))
    if found.is_all:
        left = _without(engine, found.some[_FIRST:], words, left)
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
