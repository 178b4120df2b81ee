"""The beginning of the front page: people and places most written about, questions, series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.schemas.search_answer import SearchAnswer
from service.search.addresses import PLACES_FACET
from service.search.arguments import PLAIN
from service.search.biography import offices
from service.search.correspondence import roles
from service.search.links import Links
from service.search.question import query_of, question_of
from service.search.site import Site
from service.web.cards import Card
from service.web.front import Way, Ways
from service.web.people import person_url

_MOST = 8  # names of each kind: two lines on a desk
_QUESTIONS = ("question", "small", "date", "kind")
"""The rules of the help whose examples are what a reader would ask, word for word."""
_FEWEST = 2  # collections of a series


def written_about(site: Site, answer: SearchAnswer, links: Links) -> tuple[Ways, ...]:
    """Return the people and the places named in most records, without offices."""
    facets, groups = roles(site.mapping), []
    if facets is not None and (people := answer.facets.get(facets.people.name)):
        no_people = offices(site, facets)
        groups.append(
            Ways(
                people.label,
                tuple(
                    Way(one.label, one.count, person_url(one.value, links))
                    for one in people.values
                    if one.count and one.value not in no_people
                )[:_MOST],
            )
        )
    if places := answer.facets.get(PLACES_FACET):
        shown = tuple(
            Way(one.label, one.count, links.toggle(PLAIN, PLACES_FACET, one.value))
            for one in places.values[:_MOST]
            if one.count
        )
        groups.append(Ways(places.label, shown))
    return tuple(group for group in groups if group.ways)


def questions(site: Site, links: Links) -> tuple[Way, ...]:
    """Return the mapping's examples of questions that find something here; none, if any does not.

    The examples are those of one catalogue: where another is loaded they would mislead.
    """
    examples = site.mapping.examples
    searches = [PLAIN.changed(q=examples[key]) for key in _QUESTIONS if key in examples]
    queries = []
    for arguments in searches:
        few = arguments.changed(size=1, highlight=False, facets=())
        question = question_of(few, site.mapping, site.names.rings, site.bridges)
        queries.append(query_of(question.arguments, site.mapping, question.reading,
                                rings=question.rings))  # fmt: skip
    counts = site.engine.count(queries) if queries else ()
    found = [
        Way(arguments.q, count, links.to(arguments))
        for arguments, count in zip(searches, counts, strict=True)
        if count
    ]
    return tuple(found) if len(found) == len(_QUESTIONS) else ()


@dataclass(frozen=True, slots=True)
class Line:
    """A collection in its series: what of its title the series does not say already."""

    title: str
    card: Card


@dataclass(frozen=True, slots=True)
class Series:
    """Collections whose titles begin alike, up to a comma or a colon, or "" for all the others."""

    title: str
    lines: tuple[Line, ...]


def series(cards: Sequence[Card]) -> tuple[Series, ...]:
    """Return collections by series, the largest first, those of none last."""
    begun: dict[str, list[Line]] = {}
    for card in cards:
        ends = [at for mark in (", ", ": ") if (at := card.title.find(mark)) > 0]
        head = card.title[: min(ends)] if ends else ""
        rest = card.title[min(ends) + 2 :] if ends else card.title
        begun.setdefault(head, []).append(Line(rest or card.title, card))
    groups = [Series(head, tuple(lines)) for head, lines in begun.items() if head]
    whole = [group for group in groups if len(group.lines) >= _FEWEST]
    there = {line.card.url for group in whole for line in group.lines}
    others = tuple(Line(card.title, card) for card in cards if card.url not in there)
    whole.sort(key=lambda group: -len(group.lines))
    return (*whole, Series("", others)) if others else tuple(whole)
