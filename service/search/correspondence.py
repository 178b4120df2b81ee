"""Correspondence: the letters of a person, and an exchange between two as one list.

Letters are records with senders and recipients from the source; the names of one person
(`service.names`) count as one.
"""

from __future__ import annotations

from dataclasses import dataclass

from index_mappings.facet_kinds.kind import Facet
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from index_mappings.sayings import sentence
from service.errors import NotFound
from service.schemas.search_answer import SearchAnswer
from service.search.arguments import PLAIN, Arguments
from service.search.ask import ask
from service.search.links import Links
from service.search.site import Site

LONGEST = 500
"""Letters of each direction that an exchange shows: a page of a few hundred kilobytes."""
_OPENED = 60  # letters of a direction of which the text is read too, to be opened in place
_STEP = 100  # read in one go
_OTHERS = 100  # correspondents that are listed: the others are on the page of all values
_FIRST = 10  # records that name a person, shown on their page


@dataclass(frozen=True, slots=True)
class Roles:
    """The facets for finding letters: senders, recipients, all people."""

    sender: Facet
    recipient: Facet
    people: Facet


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person's letters: the answers for sent, received and mentioning records."""

    name: str
    sent: SearchAnswer
    received: SearchAnswer
    named: SearchAnswer


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of an exchange; `is_first` where the first of the two sent it."""

    record: Record
    is_first: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """The letters between two people by date, undated last; `total` may exceed those listed."""

    letters: tuple[Letter, ...]
    total: int
    there: Arguments
    back: Arguments


def roles(mapping: RecordMapping) -> Roles | None:
    """Return the facets of letters, or None for a catalogue that has no letters."""
    found = [mapping.facet(name) for name in ("sender", "recipient", "people")]
    sender, recipient, people = found
    return Roles(sender, recipient, people) if sender and recipient and people else None


def roles_of(site: Site) -> Roles:
    """Return the facets of letters; raise NotFound if the catalogue has none."""
    found = roles(site.mapping)
    if found is None:
        raise NotFound(sentence("this catalogue has no pages of people"))
    return found


def shown_name(site: Site, name: str) -> str:
    """Return the displayed name of a person."""
    return site.names.rings.shown(name)


def person(site: Site, name: str, links: Links) -> PersonFound:
    """Return a person's letters. Raises NotFound if no record names them."""
    facets = roles_of(site)
    name = shown_name(site, name)
    years = tuple(facet.name for facet in site.mapping.facets if facet.field == site.mapping.date)

    def asked(facet: Facet, counted: tuple[str, ...], size: int = 1) -> SearchAnswer:
        arguments = PLAIN.toggled(facet.name, name)
        shown = {"size": size, "highlight": False, "facets": counted, "facet_size": _OTHERS}
        return ask(site, arguments.changed(**shown), links).body

    named = asked(facets.people, years, _FIRST)
    sent = asked(facets.sender, (facets.recipient.name,))
    received = asked(facets.recipient, (facets.sender.name,))
    if not (named.total.value or sent.total.value or received.total.value):
        raise NotFound(sentence("no record names %(name)s", name=repr(name[:200])))
    return PersonFound(name, sent, received, named)


def exchange(site: Site, name: str, other: str, links: Links) -> Exchange:
    """Return the letters between two people, both directions in one order."""
    facets = roles_of(site)

    def way(sender: str, recipient: str) -> Arguments:
        chosen = PLAIN.toggled(facets.sender.name, sender)
        return chosen.toggled(facets.recipient.name, recipient)

    there, back = way(name, other), way(other, name)
    sent, sent_in_all = _letters(site, there, links)
    answered, answered_in_all = _letters(site, back, links)
    letters = [Letter(record, True) for record in sent]
    known = {letter.record.id for letter in letters}
    letters += [
        Letter(record, False)
        for record in answered
        if record.id not in known  # a round letter that both signed
    ]
    letters.sort(key=lambda letter: _when(site.mapping, letter.record))
    return Exchange(tuple(letters), sent_in_all + answered_in_all, there, back)


def _letters(site: Site, arguments: Arguments, links: Links) -> tuple[list[Record], int]:
    """Return the letters of one direction, and how many there are in all.

    If there are more than LONGEST, only the oldest are returned.
    """
    long = tuple(field.name for field in site.mapping.fields if field.kind.is_long)
    read = (*long, site.mapping.date)
    search = arguments.changed(size=_OPENED, highlight=False, facets=(), fields=read)
    letters: list[Record] = []
    while True:
        answer = ask(site, search, links).body
        letters += [result.record for result in answer.results]
        if len(letters) >= LONGEST or not answer.page.next_cursor:
            return letters[:LONGEST], answer.total.value
        search = search.with_(page=1, cursor=answer.page.next_cursor, size=_STEP, fields=None)


def _when(mapping: RecordMapping, record: Record) -> tuple[bool, int, str]:
    date = record.date(mapping.date)
    start = date.start if date else None
    time = date.time if date else ""
    return start is None, start or 0, time
