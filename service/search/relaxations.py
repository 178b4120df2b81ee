"""What would be found with one thing less, or with no filter: relaxations of a search, counted.

Only where little is found, so that other searches cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from index_mappings.sayings import row, sentence
from service.query.bounds import LONG, MANY_CHOSEN, beside_choices, costly, is_walked, size
from service.query.request import Query
from service.query.understanding import Reading
from service.search.arguments import Arguments
from service.search.catalogue import Catalogue
from service.search.facets import labeller
from service.search.fallback import Answered
from service.search.purse import Purse
from service.search.question import Question, narrowed, query_of, question_of
from service.search.site import Site

FEW = 3
"""Records that are so few that a reader may want more: they fit one screen."""
_MOST = 12  # searches in all that one answer may count beside itself
_MOST_DEAR = 3  # of a question that takes as long as ten
_LARGE = 60  # parts of such a question
_WORDS = 12  # words that are left out or shortened one by one: more relaxations help nobody
_ANY = 32  # words of which one might be enough: with more of them, nearly every record is found
_COSTLY = 16  # phrases, beginnings and edits in all that would be counted once more


@dataclass(frozen=True, slots=True)
class WiderSearch:
    """A search that asks for one thing less: what that is, and how many records it finds."""

    label: str
    arguments: Arguments
    count: int


def wider_searches(
    site: Site, question: Question, answered: Answered, catalogue: Catalogue
) -> tuple[WiderSearch, ...]:
    """Return the relaxations that find more than was found.

    What narrows the search never decides how its words are read, so where only a filter is
    taken away the same question is counted: with a corrected spelling, or with words left open.
    Those that the purse has room for are counted, where something is chosen one at least.
    """
    clause = answered.query.clause
    is_large = costly(clause) > _COSTLY or size(clause) > _LARGE
    priced = beside_choices(clause, answered.query.chosen)
    is_long = priced > LONG or is_walked(clause) or answered.query.marked_long is not None
    is_dear = is_large or (is_long and bool(answered.query.filters))
    is_dear = is_dear or answered.query.chosen > MANY_CHOSEN
    most, purse = _MOST_DEAR if is_dear else _MOST, answered.purse.another(answered.by_words)
    ways = chain(
        _without_filters(
            site,
            question,
            answered.query,
            catalogue,
            singly=not is_dear,
            all_first=not purse.has_room(most),
        ),
        _with_other_words(site, question.arguments, answered.reading),
    )
    least = int(question.arguments.is_narrowed)  # who has chosen much is told what is found without
    made = list(_afforded(islice(ways, most), purse, least))
    asked = [
        replace(each, size=1, page=1, after=None, facets=(), highlight=False) for *_, each in made
    ]
    counts = site.engine.count(asked)
    found: dict[str, WiderSearch] = {}
    for (label, changed, _), count in zip(made, counts, strict=True):
        if count > answered.result.total:
            found.setdefault(changed.query_string(), WiderSearch(label, changed, count))
    return tuple(found.values())


_Made = Iterator[tuple[str, Arguments, Query]]


def _afforded(ways: _Made, purse: Purse, least: int) -> _Made:
    """Yield the first ways, at least that many, and those after them that the purse can pay."""
    for place, way in enumerate(ways):
        if not purse.pay(way[-1]) and place >= least:
            return
        yield way


def _without_filters(
    site: Site,
    asked: Question,
    query: Query,
    catalogue: Catalogue,
    *,
    singly: bool,
    all_first: bool,
) -> _Made:
    """Yield the searches with a choice less, and with none; not `singly`, one for each facet.

    With none comes last, or `all_first`, where few can be counted: it finds most.
    """
    mapping, arguments = site.mapping, asked.arguments
    if not arguments.is_narrowed and arguments.date_match == "overlap":
        return
    # what the words ask for stays, and is read once: of a long text that takes milliseconds
    reading = replace(asked.reading, clause=query.clause)
    words = query_of(asked.arguments, mapping, reading, rings=asked.rings)

    def less(changed: Arguments) -> tuple[Arguments, Query]:
        return changed, narrowed(words, changed, mapping, asked.rings)

    everywhere = arguments.changed(filters=(), date=(), changed_since="")
    is_several = len(arguments.filters) + bool(arguments.date) + bool(arguments.changed_since) > 1
    if is_several and all_first:
        yield sentence("in all records"), *less(everywhere)
    for chosen in arguments.filters:
        facet = mapping.facet(chosen.facet)
        if facet is None:
            continue
        label = labeller(facet, catalogue)
        if chosen.values or chosen.missing:
            values = [label(value) for value in chosen.values]
            values += [sentence("not stated")] * chosen.missing
            either = row(sentence(" or "), values)
            left = arguments.with_filter(replace(chosen, values=(), missing=False))
            said = sentence("without %(label)s: %(values)s", label=facet.label, values=either)
            yield said, *less(left)
        taken = [(value,) for value in chosen.excluded] if singly else [chosen.excluded]
        for some in filter(None, taken):
            kept = tuple(value for value in chosen.excluded if value not in some)
            left = arguments.with_filter(replace(chosen, excluded=kept))
            several = row(sentence(" or "), [label(value) for value in some])
            said = sentence("with %(label)s: %(value)s too", label=facet.label, value=several)
            yield said, *less(left)
    if arguments.date:
        left = arguments.changed(date=())
        said = sentence("without the date %(dates)s", dates=row(sentence(" or "), arguments.date))
        yield said, *less(left)
    if arguments.changed_since:
        left = arguments.changed(changed_since="")
        yield sentence("whenever they were changed"), *less(left)
    if arguments.date_match != "overlap":
        left = arguments.changed(date_match="overlap")
        yield sentence("with dates that are only partly in the span"), *less(left)
    if is_several and not all_first:
        yield sentence("in all records"), *less(everywhere)


def _with_other_words(site: Site, arguments: Arguments, reading: Reading) -> _Made:
    def other(text: str, **changes: str) -> tuple[Arguments, Query]:
        changed = arguments.changed(q=text, **changes)
        question = question_of(changed, site.mapping, site.names.rings, site.bridges)
        query = query_of(question.arguments, site.mapping, question.reading, rings=question.rings)
        return changed, query

    if arguments.in_field:
        yield sentence("in any field"), *other(reading.text, in_field="")
    if 1 < len(reading.words) <= _ANY and arguments.match != "any":
        yield sentence("with any of the words"), *other(reading.text, match="any")
    parts = reading.parts if len(reading.parts) <= _WORDS else ()
    if len(parts) * costly(reading.clause) > _COSTLY:
        parts = ()
    for part in parts:
        if part.removed or arguments.is_narrowed:
            yield sentence("without %(part)s", part=part.label), *other(part.removed)
    for part in parts:
        if part.begun:
            yield (
                sentence("with words that begin with %(word)s", word=part.typed),
                *other(part.begun),
            )
    for part in parts:
        if part.anywhere:
            yield sentence("%(part)s, in any field", part=part.label), *other(part.anywhere)
