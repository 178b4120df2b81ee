"""One question, from its arguments to its answer: the use case that API, pages and CLI share."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index_mappings.sayings import Saying
from service.names.rings import Rings
from service.query.bounds import TALLIED
from service.query.cost_notes import COUNTED_NOTE, PAIRS_NOTE, TALLIED_NOTE, UNCOUNTED_NOTE
from service.query.request import Query
from service.query.understanding import Reading
from service.results import SearchResult
from service.schemas.answer_parts import AlsoNamed, WordsHere
from service.schemas.search_answer import SearchAnswer
from service.search.answer import Outcome, search_answer
from service.search.arguments import Arguments
from service.search.cursor import query_digest, read_cursor, unreadable
from service.search.fallback import Answered, search
from service.search.links import Links
from service.search.matched_words import matched_words
from service.search.next_steps import NextSteps, next_steps
from service.search.purse import Purse
from service.search.question import Question, query_of, question_of
from service.search.shortening import shortened
from service.search.site import Site


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: `body` is what /api/docs describes, `result` what the engine said.

    `arguments` are those that were answered: each person by the name that the site shows.
    `query` is what the engine was asked in the end: with the words put right or left open;
    `reading` is what that was made of, and `rings` the names that were searched together.
    `is_open` tells that a record need not have all of the words; `purse` is what may still be
    counted beside these.
    """

    arguments: Arguments
    body: SearchAnswer
    result: SearchResult
    query: Query
    reading: Reading
    rings: Rings
    is_open: bool
    purse: Purse


def ask(site: Site, arguments: Arguments, links: Links, *, is_shown: bool = True) -> Answer:
    """Answer a search. The links in the answer are made by `links`.

    One that is not shown, of which only the records are used, says neither which words each of
    these has nor what else may be searched for.
    Raises BadRequest for a cursor of another query, IndexMoved for one of an index that has
    been replaced, EngineUnavailable and NoIndex as the engine does.
    """
    engine, mapping = site.engine, site.mapping
    question = question_of(arguments, mapping, site.names.rings, site.bridges)
    arguments, reading, rings = question.arguments, question.reading, question.rings
    order = arguments.order(mapping)
    digest = query_digest(arguments, order, *([rings.digest] if rings else []))
    cursor = None
    if arguments.cursor:
        info = engine.info()
        cursor = read_cursor(arguments.cursor, digest, info.records)
        cursor.check(info.version)
    query = query_of(arguments, mapping, reading, cursor.key if cursor else None, rings)
    try:
        answered = search(site, arguments, query, reading)
    except (TypeError, ValueError) as error:
        if cursor is None:
            raise
        raise unreadable() from error  # the sort key is of a kind that this order does not have
    result = answered.result
    if site.bridges.learn(result.index.version) and arguments.q and cursor is None:
        return ask(site, arguments, links, is_shown=is_shown)  # other forms may be there by now
    if cursor is not None:
        cursor.check(result.index.version)  # published between the two
    seen = cursor.seen if cursor else (arguments.page - 1) * arguments.size
    is_open = answered.loosened is not None or arguments.match == "any"
    read, purse = answered.reading, answered.purse.beside(answered.by_words)
    words = words_here(arguments, query, read, result, purse, is_open=is_open) if is_shown else {}
    also = _also(site, question, answered)
    hits = shortened(result.hits)
    is_cut, result = hits is not result.hits, replace(result, hits=hits)
    outcome = Outcome(
        arguments,
        read,
        answered.loosened,
        result,
        seen,
        digest,
        words,
        also,
        is_cut,
        answered.too_few,
        is_marked_briefly=query.highlight and answered.query.is_brief(len(result.hits) - 1),
        uncounted=_uncounted(arguments, query, answered),
    )
    catalogue = site.catalogues.of(result.index.version)
    steps = next_steps(site, question, answered, catalogue, links) if is_shown else NextSteps()
    body = search_answer(outcome, mapping, links, catalogue, steps)
    if arguments.is_tallied:
        body = _with_tallies(body, site, question, answered, links)
    return Answer(arguments, body, result, answered.query, read, rings, is_open, purse)


def _also(site: Site, question: Question, answered: Answered) -> tuple[AlsoNamed, ...]:
    """Return the other names that were searched, of the corrected spelling if there is one."""
    if not answered.corrected:
        return question.also
    respelt = question.arguments.changed(q=answered.corrected.text)
    return question_of(respelt, site.mapping, site.names.rings, site.bridges).also


def _with_tallies(
    body: SearchAnswer, site: Site, question: Question, answered: Answered, links: Links
) -> SearchAnswer:
    # few searches ask for these, so they are imported soon ("start" of `make bench`)
    from service.search.pair_lists import Sought  # noqa: PLC0415
    from service.search.tallies import with_tallies  # noqa: PLC0415

    return with_tallies(body, Sought(site, question, answered, links))


def _uncounted(arguments: Arguments, query: Query, answered: Answered) -> Saying | None:
    """Return why facets or histograms are not counted, or None if all that was asked for are."""
    counted = answered.query
    if counted.facets:
        return None
    if arguments.two_way and not answered.is_quick:
        return PAIRS_NOTE
    is_long = counted.marked_long is not None or not answered.is_quick
    if is_long and (arguments.tallies > TALLIED or (arguments.tallies and arguments.facets != ())):
        return TALLIED_NOTE
    if arguments.facets == ():
        return None
    return UNCOUNTED_NOTE if query.facets else COUNTED_NOTE


def words_here(
    arguments: Arguments,
    query: Query,
    reading: Reading,
    result: SearchResult,
    purse: Purse,
    *,
    is_open: bool,
) -> dict[str, WordsHere]:
    """Return which of the words records found have, by id: of those that do not show it by marks.

    It is {} where nobody would read it. `is_open` tells that a record need not have all of them.
    """
    # asking on needs the whole index, and a part of it has just not answered
    if result.partial or not _tells_words(arguments, query, is_open=is_open):
        return {}
    hits = result.hits if is_open else tuple(hit for hit in result.hits if not hit.highlight)
    return matched_words(purse, reading, hits)


def _tells_words(arguments: Arguments, query: Query, *, is_open: bool) -> bool:
    """Return whether the answer says which words a record has: `ids` of `make bench` pays for it.

    Of a long question nobody reads them.
    """
    chosen = arguments.chosen
    if query.marked_long is not None:
        return False
    return (is_open or arguments.highlight) and (chosen is None or "matched" in chosen.keys)
