"""Converting an engine's result to the answer from which JSON and pages are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index_mappings.mapping import RecordMapping
from index_mappings.sayings import Saying, plural, row, sentence
from service.query.clauses import NAMED
from service.query.cost_notes import LOOKED_NOTE, MARKED_NOTE
from service.query.saying import understood
from service.query.typed import LONGEST
from service.query.understanding import Reading
from service.results import Hit, IndexInfo, SearchResult
from service.schemas.answer_parts import (
    AlsoNamed,
    Index,
    Matched,
    NamesLinks,
    Page,
    PartLinks,
    QueryPart,
    Result,
    SearchLinks,
    Total,
    Understood,
    WordsHere,
)
from service.schemas.arguments import DEEPEST
from service.schemas.search_answer import SearchAnswer
from service.search.arguments import Arguments
from service.search.catalogue import Catalogue
from service.search.cursor import Cursor
from service.search.facets import counted_facet
from service.search.links import Links
from service.search.loosening import Loosened
from service.search.next_steps import NextSteps
from service.search.shortening import NOTE, PARTS, TOGGLES, places


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything known when a search has been answered.

    `seen` is the number of records before the first of this page; `digest` what its cursor
    belongs to; `loosened` what `match=auto` left open, or None if all words are asked for;
    `too_few` what it would have had to, more than half of them;
    `matched` which words each record has, by id, where it need not have all; `also` are other
    names of whom the words name; `is_short` where long records were shortened;
    `is_marked_briefly` where the last records are marked in short fields only; `uncounted`
    says why facets that were asked for are not counted, or None if they are.
    """

    arguments: Arguments
    reading: Reading
    loosened: Loosened | None
    result: SearchResult
    seen: int
    digest: str
    matched: Mapping[str, WordsHere]
    also: tuple[AlsoNamed, ...] = ()
    is_short: bool = False
    too_few: Loosened | None = None
    is_marked_briefly: bool = False
    uncounted: Saying | None = None


def search_answer(
    outcome: Outcome,
    mapping: RecordMapping,
    links: Links,
    catalogue: Catalogue,
    steps: NextSteps,
) -> SearchAnswer:
    """Return the answer of `/api/v1/search`; /api/docs describes each key."""
    result, arguments = outcome.result, outcome.arguments
    cursor = _next_cursor(outcome)
    all_values, missing = links.facets(arguments), links.missing_toggler(arguments)
    toggles = places(TOGGLES, links.to(arguments), len(result.facets))
    return SearchAnswer(
        total=Total(result.total, "gte" if result.partial else "eq"),
        partial=result.partial,
        query=_understood(outcome, links),
        results=tuple(
            result_of(hit, links, outcome.matched.get(hit.record.id)) for hit in result.hits
        ),
        facets={
            counts.facet: counted_facet(
                counts,
                mapping,
                arguments,
                links,
                catalogue,
                all_values=all_values(counts.facet),
                missing=missing,
                toggles=toggles,
            )
            for counts in result.facets
        },
        page=Page(
            number=outcome.seen // arguments.size + 1 if arguments.size else 1,
            size=arguments.size,
            pages=_pages(outcome),
            next_cursor=cursor,
        ),
        sort=arguments.order(mapping),
        spelling=steps.spelling,
        relaxations=steps.relaxations,
        links=_links(outcome, links, cursor),
        index=index_of(result.index),
    )


def result_of(hit: Hit, links: Links, matched: WordsHere | None = None) -> Result:
    """Return a found record for a list: with its score, its highlights and its links."""
    return Result(
        record=hit.record,
        score=hit.score,
        highlight=hit.highlight,
        word_places=hit.places or None,
        matched=matched,
        links=links.record(hit.record.id),
    )


def index_of(info: IndexInfo) -> Index:
    """Return the index of an answer."""
    return Index(info.name, info.built, info.records, info.version)


def _understood(outcome: Outcome, links: Links) -> Understood:
    reading, loosened, arguments = outcome.reading, outcome.loosened, outcome.arguments
    notes = list(reading.notes)
    if arguments.q_cut:
        notes.insert(
            0, sentence("Only the first %(count)s characters were searched.", count=LONGEST)
        )
    of = len(reading.words)
    least = of
    meaning = reading.understood_as
    if arguments.match == "any":
        least = min(of, 1)
    if loosened is not None:
        least = loosened.least
        meaning = understood(reading.said, least=least, lacking=loosened.lacking)
        notes.append(_left_open(loosened, reading))
    if few := outcome.too_few:
        notes.append(
            plural(
                "No record has these words: of %(all)s, at most %(count)s is in one record. "
                "Records with fewer than half of the words are not shown.",
                "No record has these words: of %(all)s, at most %(count)s are in one record. "
                "Records with fewer than half of the words are not shown.",
                few.least,
                all=few.of,
            )
        )
    if called := sum(1 for hit in outcome.result.hits if (hit.score or 0) >= NAMED):
        notes.append(
            plural(
                "The first record has this title, reference, address or id.",
                "The first %(count)s records have this title, reference, address or id.",
                called,
            )
        )
    if outcome.is_short:
        notes.append(NOTE)
    if outcome.is_marked_briefly:
        notes.append(MARKED_NOTE)
    elif outcome.result.is_marked_briefly:
        notes.append(LOOKED_NOTE)
    if outcome.uncounted is not None:
        notes.append(outcome.uncounted)
    is_expanded = bool(outcome.also) and arguments.expand != "none"
    if is_expanded:
        meaning = row("; ", (meaning, *map(also_said, outcome.also)))
    return Understood(
        text=arguments.q,
        understood_as=meaning,
        notes=tuple(notes),
        match=_matched(outcome, least, of),
        parts=tuple(
            QueryPart(part.label, PartLinks(links.to(arguments.changed(q=part.removed))))
            for part in reading.parts[: places(PARTS, links.to(arguments))]
        ),
        expanded=outcome.also if is_expanded else (),
        links=_names_switch(outcome, links, is_expanded=is_expanded),
    )


def _matched(outcome: Outcome, least: int, of: int) -> Matched:
    """Return how many of the words the found records have, and which words none of them has."""
    typed = [word.typed for word in outcome.reading.said.words]
    lacking = outcome.loosened.lacking if outcome.loosened else ()
    few = outcome.too_few
    return Matched(
        outcome.arguments.match,
        least,
        of,
        lacking=tuple(typed[at] for at in lacking),
        too_few=few.least if few else 0,
    )


def also_said(also: AlsoNamed) -> str:
    """Return the text on the other names under which a typed name is searched."""
    return sentence("%(term)s, also as %(names)s", term=also.term, names=row(", ", also.with_))


def _names_switch(outcome: Outcome, links: Links, *, is_expanded: bool) -> NamesLinks:
    """Return the link to the search for names as typed, or from there to all names."""
    if not outcome.also:
        return NamesLinks()
    if is_expanded:
        return NamesLinks(only_typed=links.to(outcome.arguments.changed(expand="none")))
    return NamesLinks(all_names=links.to(outcome.arguments.changed(expand="all")))


def _left_open(loosened: Loosened, reading: Reading) -> str:
    """Return the sentence on the words that the found records need not have."""
    note = sentence(
        "No record has all %(all)s words; these have at least %(least)s of them",
        all=loosened.of,
        least=loosened.least,
    )
    typed = [word.typed for word in reading.said.words]
    gone = [typed[at] for at in loosened.nowhere]
    apart = [typed[at] for at in loosened.lacking if at not in loosened.nowhere]
    reasons = []
    if gone:
        reasons.append(
            plural(
                "only %(words)s was not found",
                "only %(words)s were not found",
                len(gone),
                words=row(", ", gone),
            )
        )
    if apart:
        words = row(", ", apart)
        if gone:
            reason = plural(
                "%(words)s is in other records",
                "%(words)s are in other records",
                len(apart),
                words=words,
            )
        else:
            reason = plural(
                "only %(words)s is in other records",
                "only %(words)s are in other records",
                len(apart),
                words=words,
            )
        reasons.append(reason)
    if not reasons:
        return row("", (note, "."))
    return row("", (note, ": ", row(sentence(", and "), reasons), "."))


def _next_cursor(outcome: Outcome) -> str | None:
    hits, result = outcome.result.hits, outcome.result
    seen = outcome.seen + len(hits)
    if not hits or seen >= result.total or not result.index.version:
        return None
    return Cursor(result.index.version, outcome.digest, seen, hits[-1].key).write()


def _pages(outcome: Outcome) -> int:
    """Return the number of pages, or 0 for a search that requests none."""
    size = outcome.arguments.size
    return -(-outcome.result.total // size) if size else 0


def _links(outcome: Outcome, links: Links, cursor: str | None) -> SearchLinks:
    """Return the answer's own links, without those that lead nowhere.

    `next` is a numbered page as far as possible, because it outlives a publish.
    """
    arguments = outcome.arguments
    pages = _pages(outcome)
    reached = min(pages, DEEPEST // max(1, arguments.size))
    is_numbered = not arguments.cursor
    page = links.pager(arguments)
    if is_numbered and arguments.page < reached:
        following = page(arguments.page + 1)
    else:
        following = links.after(arguments, cursor) if cursor else ""
    has_first = pages and (arguments.cursor or arguments.page > 1)
    has_previous = is_numbered and 1 < arguments.page <= pages
    return SearchLinks(
        self_=links.to(arguments),
        html=links.html(arguments),
        json=links.api(arguments),
        first=page(1) if has_first else "",
        prev=page(arguments.page - 1) if has_previous else "",
        next=following,
        last=page(pages) if pages and pages == reached else "",
    )
