"""Where no record has all words: another spelling of them, or as many as any record has.

Which it is depends on the words alone and not on the filters: so a facet's counts stay what a
click on them gives, and choosing a filter never changes what the words mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from index_mappings.folding import key
from service.engines.contract import Engine
from service.errors import PartAway
from service.query.bounds import MANY_CHOSEN, MARKED_LONG, costly, is_listed, is_walked, price, size
from service.query.bridging import optional
from service.query.clauses import Any, Clause, Value
from service.query.narrower import narrower
from service.query.request import Lift, Query
from service.query.understanding import Reading
from service.results import SearchResult
from service.search.arguments import Arguments
from service.search.loosening import LARGE, Loosened, loosen, most_words, with_lacking
from service.search.opened_levels import with_levels
from service.search.purse import Purse
from service.search.question import typed_clause
from service.search.site import Site
from service.search.spelling import Correction, best, corrections

_LONG = 8  # price of a narrowed question, of which it is first asked whether its words are found
_COSTLY = 2  # beginnings, edits and phrases of a question that takes as long as so many words
_CHOSEN = 2  # facets with a choice, each to be counted without its own
_PAIRED = 3  # times as long as a histogram a two-way count takes where records have many people
_TRIED = 3  # alternatives that are looked for by themselves, before all of them together


@dataclass(frozen=True, slots=True)
class Answered:
    """What an engine found, and what it was asked in the end.

    `query` and `reading` are the ones asked for but for a spelling that was put right
    (`corrected`) and for words left open (`loosened`). `too_few` is what would have been left
    open to find anything, where that is more than half of the words: nothing is found then.
    `respelt` are the spellings that were looked for, whether one was taken or not; None for none.
    `purse` is what may still be counted beside the words; `is_quick` tells that facets and
    histograms are counted in time.
    """

    result: SearchResult
    query: Query
    reading: Reading
    purse: Purse
    loosened: Loosened | None = None
    corrected: Correction | None = None
    too_few: Loosened | None = None
    respelt: tuple[Correction, ...] | None = None
    is_quick: bool = True

    @property
    def by_words(self) -> Query:
        """The query by its words, where records with fewer words were asked for by their ids."""
        clause = self.loosened.clause if self.loosened else self.query.clause
        return replace(self.query, clause=clause)


def search(site: Site, arguments: Arguments, query: Query, reading: Reading) -> Answered:
    """Answer a query. Where no record has its words, another spelling is tried, then fewer.

    Where a part of the index did not answer, nobody knows that no record has them.
    """
    engine = site.engine
    # who lists alternatives has said what is enough
    is_listing = is_listed(typed_clause(arguments, site.mapping))
    is_auto = arguments.match == "auto" and not is_listing
    query = with_levels(engine, query)
    # what is chosen changes no spelling
    purse = Purse(engine, Query(reading.clause))
    result = most = has_words = None
    is_long = size(reading.clause) > LARGE or purse.is_slow
    is_counted_first = is_auto and len(reading.words) > 1 and is_long
    if is_counted_first:
        purse.charge(Query(Any(reading.words)))
    query, is_quick = _counted_in_time(query, purse, arguments)
    if query.marked_long is None and purse.is_very_slow:
        query = replace(query, marked_long=MARKED_LONG)
    if is_counted_first:
        # where they find nothing, this is to be known anyway, and says that they do
        most = most_words(engine, reading)
        has_words = most.count == len(reading.words) if most else None
    elif reading.words and _is_dear(query, is_auto=is_auto):
        with suppress(PartAway):  # then the search says that there may be more
            has_words = _words_found(engine, query)
    if has_words is not False or _is_called(engine, query):
        result = engine.search(query)
        if result.total or result.partial or not reading.words:
            return Answered(result, query, reading, purse, is_quick=is_quick)
        if has_words is None:
            has_words = _words_found(engine, query)
        if has_words:
            return Answered(result, query, reading, purse, is_quick=is_quick)
    loosened = loosen(engine, reading, most) if is_auto else None
    if loosened:
        purse.charge(Query(loosened.clause))
    corrected = respelt = None
    if arguments.spell == "auto":
        respelt = corrections(site, arguments, reading, purse)
        corrected, looser = _corrected(site, arguments, respelt, loosened, purse)
        if corrected:
            reading, loosened = corrected.reading, looser
            title = key(corrected.text) if query.exact_title else ""
            query = replace(query, clause=reading.clause, exact_title=title)
    too_few = None
    if loosened and not loosened.is_enough:
        loosened, too_few = None, loosened
    if loosened:
        loosened = with_lacking(engine, reading, loosened, purse)
        query = _of_loosened(query, loosened, reading)
    if is_quick and (loosened or corrected):
        query, is_quick = _counted_in_time(query, purse, arguments)
    if result is None or loosened or corrected:
        result = engine.search(query)
    return Answered(
        result, query, reading, purse, loosened, corrected, too_few, respelt, is_quick=is_quick
    )


def _counted_in_time(query: Query, purse: Purse, arguments: Arguments) -> tuple[Query, bool]:
    """Return a query without facets that take too long to count, and whether they do not.

    One facet alone stays. A histogram takes as long again, and a two-way count longer.
    """
    if len(query.facets) < 2 and not arguments.is_tallied:
        return query, True
    times = 1 + len(arguments.histogram) + _PAIRED * len(arguments.two_way)
    if purse.beside(query).has_room_for_facets(times):
        return query, True
    return replace(query, facets=()), False


def _of_loosened(query: Query, loosened: Loosened, reading: Reading) -> Query:
    """Return a query for fewer words, or for the records themselves that have them if known.

    To find these again by their words takes as long as all the rest of a long question.
    """
    if not loosened.known:
        return replace(query, clause=loosened.clause)
    return replace(
        query,
        clause=Value("id", loosened.known),
        lifts=(*_scoring(reading.words), *query.lifts),
        marks=(loosened.clause, *query.marks),
    )


def _scoring(words: Sequence[Clause]) -> tuple[Lift, ...]:
    """Return what gives known records their scores, as if any of the words were enough.

    An engine looks for each by itself where a record is, and walks through alternatives from end
    to end.
    """
    return tuple(Lift(optional(word), 1.0, scored=True) for word in words)


def _is_dear(query: Query, *, is_auto: bool) -> bool:
    """Return whether a narrowed question takes longer than to see whether its words are found.

    To count facets under each other's choice takes as long as several such questions, and would be
    done twice where the words find nothing: where any of them is enough, they mostly find
    something.
    """
    clause = query.clause
    is_long = size(clause) > LARGE or costly(clause) > _COSTLY
    is_long = is_long or query.marked_long is not None or (is_auto and price(clause) > _LONG)
    is_chosen = len(query.filters) > _CHOSEN or query.chosen > MANY_CHOSEN
    return is_chosen or (bool(query.filters) and is_long)


def _words_found(engine: Engine, query: Query) -> bool:
    """Return whether the words of a query are found by themselves, were it not narrowed.

    Of many alternatives it is enough to know one; to count what all of them find takes longest.
    """
    if not (query.filters or query.days or query.since):
        return False
    clause = query.clause
    is_quick = is_walked(clause) and not costly(clause)
    some = tuple(islice(narrower(clause), _TRIED)) if is_quick else ()
    if any(engine.count([Query(one, size=1, highlight=False) for one in some])):
        return True
    return engine.count([Query(clause, size=1, highlight=False)]) != (0,)


def _is_called(engine: Engine, query: Query) -> bool:
    """Return whether what was typed is the name of a record, whatever its words find."""
    named = Query(Any(()), named=query.named, size=1, highlight=False)
    return bool(query.named) and engine.count([named]) != (0,)


def _corrected(
    site: Site,
    arguments: Arguments,
    respelt: Sequence[Correction],
    loosened: Loosened | None,
    purse: Purse,
) -> tuple[Correction | None, Loosened | None]:
    """Return the spelling by which most of the words are found, and which of them are left open.

    It is none where as many are found as typed, or where one word alone would be enough: then
    nearly any record is found, and nothing says that it is about what was meant.
    """
    found = tuple(one for one in respelt if one.is_clear)
    whole = best(found, more_than=0)
    if whole or not found or arguments.match != "auto":
        return whole, None
    words = found[0].reading.words
    if not purse.pay(Query(Any(words, min(2, len(words))))):
        return None, None
    looser = loosen(site.engine, found[0].reading)
    known = loosened.least if loosened else 0
    if looser and looser.is_enough and looser.least > max(known, 1):
        return found[0], looser
    return None, None
