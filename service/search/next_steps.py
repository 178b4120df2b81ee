"""What an answer adds where little or nothing was found: a spelling, and ways to find more."""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.folding import key
from index_mappings.mapping import RecordMapping
from service.query.bounds import is_doubted, price
from service.query.request import Query
from service.schemas.answer_parts import Relaxation, Spelling
from service.search.arguments import Arguments
from service.search.catalogue import Catalogue
from service.search.fallback import Answered
from service.search.links import Links
from service.search.question import Question, typed_clause
from service.search.relaxations import FEW, wider_searches
from service.search.site import Site
from service.search.spelling import Correction, best, corrections, typed_words

_ASKED = 6  # words of a question that finds them in part, of which another spelling is looked for


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Other searches that an answer offers: None where it has no reason to look for any."""

    relaxations: tuple[Relaxation, ...] | None = None
    spelling: Spelling | None = None


def next_steps(
    site: Site, question: Question, answered: Answered, catalogue: Catalogue, links: Links
) -> NextSteps:
    """Return the other searches that an answer offers.

    A corrected spelling is named on every page of the answer; all else only on the
    first, where at most FEW records are found and none of them is the one that was named, and
    where all of the index answered: else its counts would be wrong.
    """
    arguments, applied = question.arguments, answered.corrected
    spelling = _spelling(applied, arguments, links, is_applied=True) if applied else None
    total = answered.result.total
    is_first = arguments.page == 1 and not arguments.cursor
    is_partial = answered.result.partial
    is_asked = is_first and not is_partial and not _is_named(answered, site.mapping)
    if not applied and is_asked and arguments.q and arguments.spell == "auto":
        spelling = _offered(site, arguments, answered, links)
    if total > FEW or not is_asked:
        return NextSteps(spelling=spelling)
    found = tuple(
        Relaxation(way.label, way.count, links.both(way.arguments))
        for way in wider_searches(site, question, answered, catalogue)
    )
    return NextSteps(found, spelling)


def _offered(site: Site, arguments: Arguments, answered: Answered, links: Links) -> Spelling | None:
    """Return the spelling that may have been meant, where little is found, or not all words are."""
    total, loosened = answered.result.total, answered.loosened
    is_loose = loosened is not None and loosened.of <= _ASKED
    if total > FEW and not is_loose and not _may_be_misspelt(site, answered):
        return None
    least = 0 if loosened else total
    respelt, purse = answered.respelt, answered.purse.beside(answered.by_words)
    if respelt is None:
        respelt = corrections(site, arguments, answered.reading, purse)
    better = best(respelt, least)
    typed = typed_clause(arguments, site.mapping)
    is_short = price(typed) <= _ASKED
    if (
        better is None
        and is_doubted(typed, answered.query.chosen)
        and (is_short or not _are_right(site, answered))
    ):
        respelt = corrections(site, arguments, answered.reading, purse, of_known=True)
        is_same = bool(respelt) and respelt[0].is_clear and respelt[0].count == total
        # what was meant is found as it was typed: nothing less likely is offered
        better = None if is_same and not loosened else best(respelt, least)
    return _spelling(better, arguments, links, is_applied=False) if better else None


def _are_right(site: Site, answered: Answered) -> bool:
    """Return whether the words alone find enough, and the choices leave little of it."""
    query = answered.query
    is_narrowed = query.filters or query.days or query.since
    if answered.result.total > FEW or not is_narrowed or _may_be_misspelt(site, answered):
        return False
    alone = Query(query.clause, size=1, highlight=False)
    return site.engine.count([alone])[0] > FEW


def _may_be_misspelt(site: Site, answered: Answered) -> bool:
    reading = answered.reading
    words = [word for word, _ in typed_words(reading, site.mapping)]
    return site.written.may_be_misspelt(answered.result.index.version, reading.text, words)


def _is_named(answered: Answered, mapping: RecordMapping) -> bool:
    """Return whether the first record is the one whose title was typed."""
    title, hits = answered.query.exact_title, answered.result.hits
    return bool(title and hits and key(hits[0].record.text(mapping.title)) == title)


def _spelling(
    found: Correction, arguments: Arguments, links: Links, *, is_applied: bool
) -> Spelling:
    return Spelling(
        text=found.text,
        typed=arguments.q,
        applied=is_applied,
        count=found.count,
        links=links.both(arguments.changed(q=found.text)),
        typed_links=links.both(arguments.changed(spell="off")),
    )
